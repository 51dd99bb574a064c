import { expect, test } from 'vitest';
import { openFragment } from '../../../src/islands/filter/state/model.ts';

test.each<[fragment: string, preset: string | undefined, notices: string[]]>([
  ['', undefined, []],
  ['profile=docker-26.1', 'docker-26.1', []],
  ['profile=docker-20.10.5', 'docker-20.10.10', []],
  ['profile=kubernetes-1.36', 'containerd-2.1', []],
  ['stack=podman-5.4&profile=docker-29.9', 'docker-29.9.0', []],
  [
    'profile=docker-0',
    undefined,
    ['This link names the profile “docker-0”, which this page does not have. Showing Docker’s default 29.9.0 instead.'],
  ],
  [
    'stack=kubernetes-1.36&profile=none',
    undefined,
    [
      'This link names the profile “none”, which this page does not have. Showing containerd’s default 2.1.9 (RuntimeDefault) instead.',
    ],
  ],
])('%j', async (fragment, preset, told) => {
  const { link, notices = [] } = await openFragment(fragment);
  expect([link.preset, notices.map(({ message, hint }) => `${message} ${hint}`)]).toEqual([preset, told]);
});
