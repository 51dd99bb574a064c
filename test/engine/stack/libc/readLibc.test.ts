import { expect, test } from 'vitest';
import { closest } from '../../../../src/engine/linux/index.ts';
import { type Libc, newestLibcs, readLibc } from '../../../../src/engine/stack/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';

test.each<[text: string, libc: Libc | undefined]>([
  ['ubuntu:22.04', { name: 'glibc', version: '2.35' }],
  [' alpine:3.14 ', { name: 'musl', version: '1.2.2' }],
  ['python:3.12-bookworm', { name: 'glibc', version: '2.36' }],
  ['glibc 2.35', { name: 'glibc', version: '2.35' }],
  ['glibc-2.35', { name: 'glibc', version: '2.35' }],
  ['Go 1.24.4', { name: 'go', version: '1.24.4' }],
  ['musl:1.2.2', { name: 'musl', version: '1.2.2' }],
  ['glibc', undefined],
  ['nginx:1.27', undefined],
  ['', undefined],
])('%s', (text, libc) => {
  const { value, diagnostics } = readLibc(text);
  expect([value, diagnostics.map(({ code }) => code)]).toEqual([libc, libc ? [] : ['image-libc-unknown']]);
});

test.each<[text: string, message: string, hint: string]>([
  [
    'musl 9.9',
    'musl 9.9 is newer than 1.2.6, the newest release in the table, so what it does is unknown.',
    'Name a release from 1.2.2 to 1.2.6.',
  ],
  [
    'glibc 3.0',
    'glibc 3.0 is newer than 2.43, the newest release in the table, so what it does is unknown.',
    'Name a release from 2.17 to 2.43.',
  ],
  [
    'glibc 1.0',
    'glibc 1.0 is older than 2.17, the oldest release in the table, so what it does is unknown.',
    'Name a release from 2.17 to 2.43.',
  ],
  [
    'Go 1.28',
    'Go 1.28 is newer than 1.27.3, the newest release in the table, so what it does is unknown.',
    'Name a release from 1.20 to 1.27.3.',
  ],
  [
    'go 1.4',
    'go 1.4 is older than 1.20, the oldest release in the table, so what it does is unknown.',
    'Name a release from 1.20 to 1.27.3.',
  ],
])('%s is beyond what is known', (text, message, hint) => {
  const { value, diagnostics } = readLibc(text);
  expect([value, ...diagnostics.map((each) => [each.code, each.severity, each.message, each.hint])]).toEqual([
    undefined,
    ['libc-release-unknown', 'warning', message, hint],
  ]);
});

test('a distribution’s image without a tag asks for it', () => {
  const { value, diagnostics } = readLibc('debian');
  expect([value, diagnostics.map(({ message, hint }) => `${message} ${hint}`)]).toEqual([
    undefined,
    [
      'debian without a tag means debian:latest, which changes over time. Add a tag, as in debian:13, or name the libc, as in glibc 2.36.',
    ],
  ]);
});

test.each<[image: string, code: string, message: string, hint: string, instead?: string]>([
  [
    'debian:sid',
    'image-release-unknown',
    'debian:sid names no known release, so its libc is unknown.',
    'Known releases: Debian 10, 11, 12 and 13. Use one of these, or name the libc, as in glibc 2.36.',
  ],
  [
    'fedora:99',
    'image-release-unknown',
    'fedora:99 names no known release, so its libc is unknown.',
    'Known releases: Fedora 38, 39, 40, 41, 42, 43 and 44. Use one of these, or name the libc, as in glibc 2.42.',
  ],
  [
    'rockylinux:99',
    'image-release-unknown',
    'rockylinux:99 names no known release, so its libc is unknown.',
    'Known releases: RHEL 7, 8, 9 and 10. Use one of these, or name the libc, as in glibc 2.34.',
  ],
  [
    'python:3.12-alpine3.99',
    'image-release-unknown',
    'python:3.12-alpine3.99 names no known release, so its libc is unknown.',
    'Known releases: Alpine 3.13, 3.14, 3.15, 3.16, 3.17, 3.18, 3.19, 3.20, 3.21, 3.22, 3.23 and 3.24. Use one of these, or name the libc, as in musl 1.2.5.',
  ],
  [
    ' ubuntu:22.4 ',
    'image-release-unknown',
    'ubuntu:22.4 names no known release, so its libc is unknown.',
    'Known releases: Ubuntu 18.04, 20.04, 22.04, 24.04, 24.10, 25.04, 25.10 and 26.04. Use one of these, or name the libc, as in glibc 2.42.',
    'ubuntu:22.04',
  ],
  [
    'docker.io/library/debian:bookwrom-slim',
    'image-release-unknown',
    'docker.io/library/debian:bookwrom-slim names no known release, so its libc is unknown.',
    'Known releases: Debian 10, 11, 12 and 13. Use one of these, or name the libc, as in glibc 2.36.',
    'docker.io/library/debian:bookworm-slim',
  ],
  [
    'nvidia/cuda:12-ubuntu22.4',
    'image-release-unknown',
    'nvidia/cuda:12-ubuntu22.4 names no known release, so its libc is unknown.',
    'Known releases: Ubuntu 18.04, 20.04, 22.04, 24.04, 24.10, 25.04, 25.10 and 26.04. Use one of these, or name the libc, as in glibc 2.42.',
    'nvidia/cuda:12-ubuntu22.04',
  ],
  [
    'node:20-alpine',
    'image-release-missing',
    'The tag of node:20-alpine names Alpine but no release, so its musl version is unknown.',
    'Use a tag that names the release, as in python:3.13-alpine3.24, or name the libc, as in musl 1.2.5.',
  ],
  [
    'app:1-ubuntu',
    'image-release-missing',
    'The tag of app:1-ubuntu names Ubuntu but no release, so its glibc version is unknown.',
    'Use a tag that names the release, as in eclipse-temurin:21-jammy, or name the libc, as in glibc 2.42.',
  ],
  [
    'debian:latest',
    'image-libc-unknown',
    'debian:latest doesn’t name a distribution’s release, so its libc is unknown.',
    'Use a tag that names the release, as in python:3.12-bookworm, or name the libc, as in glibc 2.36.',
  ],
])('%s: why its libc is unknown, and the nearest tag', (image, code, message, hint, instead) => {
  const { value, diagnostics } = readLibc(image, closest);
  const told = diagnostics.map((each) => [each.code, each.message, each.hint, each.fix && applyEdits(image, each.fix)]);
  expect([value, told]).toEqual([undefined, [[code, message, hint, instead]]]);
});

test.each(['python:3.12-alpine3.20', 'python:3.13-alpine3.24', 'python:3.12-bookworm', 'eclipse-temurin:21-jammy'])(
  '%s, which a hint names, tells its libc',
  (image) => expect(readLibc(image).value).toBeDefined(),
);

test('the ends of what is known are known', () => {
  const ends = ['glibc 2.17', 'glibc 2.43', 'musl 1.2.2', 'musl 1.2.6', 'go 1.20', 'go 1.27.3'];
  expect(ends.map((text) => readLibc(text).value?.version)).toEqual(ends.map((text) => text.split(' ')[1]));
});

test('the newest of each libc that was asked for real', () => {
  expect(newestLibcs(64).map(({ name, version }) => `${name} ${version}`)).toEqual([
    'glibc 2.43',
    'musl 1.2.6',
    'go 1.27.3',
  ]);
  expect(newestLibcs(32).map(({ bits }) => bits)).toEqual([32, 32, 32]);
});
