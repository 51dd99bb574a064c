import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { libcOfImage } from '../../../../src/engine/stack/index.ts';

const inShort = (image: string) => {
  const found = libcOfImage(image);
  return found && `${found.distribution} ${found.release}, ${found.libc.name} ${found.libc.version}`;
};

it.each([
  ['ubuntu:22.04', 'ubuntu 22.04, glibc 2.35'],
  ['ubuntu:jammy-20240911', 'ubuntu 22.04, glibc 2.35'],
  ['docker.io/library/ubuntu:noble', 'ubuntu 24.04, glibc 2.39'],
  ['alpine:3.14', 'alpine 3.14, musl 1.2.2'],
  ['alpine:3.14.2', 'alpine 3.14, musl 1.2.2'],
  ['alpine:3.1', undefined],
  ['debian:bookworm-slim', 'debian 12, glibc 2.36'],
  ['debian:12.5', 'debian 12, glibc 2.36'],
  ['debian:11-slim@sha256:0123', 'debian 11, glibc 2.31'],
  ['docker.io/library/python:3.12-alpine3.19', 'alpine 3.19, musl 1.2.4'],
  ['python:3.12-slim-bookworm', 'debian 12, glibc 2.36'],
  ['node:22-trixie', 'debian 13, glibc 2.41'],
  // What the READMEs of official images list: docker-library/docs, python/README.md and .template-helpers/variant-default-debian.md.
  ['python:3.12-alpine3.20', 'alpine 3.20, musl 1.2.5'],
  ['python:3.11.4-alpine3.17', 'alpine 3.17, musl 1.2.3'],
  ['python:3.13-alpine3.24', 'alpine 3.24, musl 1.2.6'],
  ['node:20-bookworm-slim', 'debian 12, glibc 2.36'],
  ['golang:1.27-trixie', 'debian 13, glibc 2.41'],
  ['openjdk:21-jammy', 'ubuntu 22.04, glibc 2.35'],
  ['python:slim-bookworm', 'debian 12, glibc 2.36'],
  ['eclipse-temurin:21-jdk-ubi9-minimal', 'rhel 9, glibc 2.34'],
  ['amazoncorretto:17-al2023-headless', 'amazonlinux 2023, glibc 2.34'],
  ['amazoncorretto:11-al2', 'amazonlinux 2, glibc 2.26'],
  ['python:3.12-myalpine3.20', undefined],
  ['python:3.12-bookworms', undefined],
  ['golang:1.22-alpine', undefined],
  ['nvidia/cuda:12.4.1-runtime-ubuntu22.04', 'ubuntu 22.04, glibc 2.35'],
  ['gcr.io/distroless/cc-debian12', 'debian 12, glibc 2.36'],
  ['registry.access.redhat.com/ubi9/ubi-minimal:latest', 'rhel 9, glibc 2.34'],
  ['rockylinux:9.3', 'rhel 9, glibc 2.34'],
  ['fedora:41', 'fedora 41, glibc 2.40'],
  ['fedora:44', 'fedora 44, glibc 2.43'],
  ['ubuntu:24.10', 'ubuntu 24.10, glibc 2.40'],
  ['ubuntu:plucky', 'ubuntu 25.04, glibc 2.41'],
  ['amazonlinux:2023', 'amazonlinux 2023, glibc 2.34'],
  ['amazonlinux:2023.12.20260831.0', 'amazonlinux 2023, glibc 2.34'],
  ['amazonlinux:2.0.20260831.0', 'amazonlinux 2, glibc 2.26'],
  ['localhost:5000/ubuntu', undefined],
  ['localhost:5000/ubuntu:20.04', 'ubuntu 20.04, glibc 2.31'],
  ['ubuntu', undefined],
  ['ubuntu:latest', undefined],
  ['nginx:1.27', undefined],
  ['', undefined],
])('%s is %s', (image, expected) => {
  expect(inShort(image)).toBe(expected);
});

test('Alpine 3.13 has musl 1.2.2 without the call that 3.14 brought', () => {
  expect(libcOfImage('alpine:3.13')?.libc).toEqual({ name: 'musl', version: '1.2.2', without: ['faccessat2'] });
});

test('each release is named once and has a source', () => {
  const file: { images: { distribution: string; release: string; version: string; source: string }[] } = JSON.parse(
    readFileSync(new URL('../../../../content/data/libc/images.json', import.meta.url), 'utf8'),
  );
  const names = file.images.map(({ distribution, release }) => `${distribution} ${release}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { version, source } of file.images)
    expect([version, source.length > 8]).toEqual([expect.stringMatching(/^\d+(\.\d+)+$/), true]);
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => libcOfImage(text) === undefined || libcOfImage(text) !== undefined));
});
