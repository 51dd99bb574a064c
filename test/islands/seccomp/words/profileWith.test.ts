import { expect, test } from 'vitest';
import { nearestStack, readInstalled } from '../../../../src/engine/stack/index.ts';
import { installedStack, profileWith } from '../../../../src/islands/seccomp/words/targetView.ts';

const read = (text: string) => nearestStack(readInstalled(text).value ?? expect.fail(text));
const VIEW = { keepsText: false, preset: 'docker-29.9.0' };

test.each<[text: string, preset: string | undefined, words: string | undefined]>([
  [
    'Docker version 20.10.3, build 48d30b5',
    'docker-20.10.0',
    'The profile becomes Docker’s default 20.10.0 to 20.10.3.',
  ],
  [
    'Docker version 23.0.1, build a5ee5b1',
    'docker-23.0.0',
    'The profile becomes Docker’s default 23.0.0 to 23.0.6, 24.0.0 to 24.0.2.',
  ],
  [
    'Docker version 20.10.5+dfsg1, build 55c4c88',
    'docker-20.10.10',
    'The profile becomes Docker’s default 20.10.10 to 20.10.17, as in Docker 20.10.5 on Debian 11 (2021).',
  ],
  ['Docker version 29.10.1, build 1234567', 'docker-29.9.0', undefined],
  ['podman version 5.4.2', 'podman-5.4', 'The profile becomes Podman’s default 5.4.'],
])('%s', (text, preset, words) => {
  const choice = read(text);
  expect([installedStack(choice, VIEW), profileWith(choice, VIEW)]).toEqual([
    expect.objectContaining({ kind: 'fetch', id: preset, stack: choice.stack.id }),
    words,
  ]);
  expect(profileWith(choice, { ...VIEW, keepsText: true })).toBe('Your profile stays.');
});
