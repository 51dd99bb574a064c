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

test('the newest of each libc that was asked for real', () => {
  expect(newestLibcs(64).map(({ name, version }) => `${name} ${version}`)).toEqual([
    'glibc 2.43',
    'musl 1.2.6',
    'go 1.27.3',
  ]);
  expect(newestLibcs(32).map(({ bits }) => bits)).toEqual([32, 32, 32]);
});
