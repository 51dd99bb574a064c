import { expect, test } from 'vitest';
import { type Libc, newestLibcs, readLibc } from '../../../../src/engine/stack/index.ts';

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
