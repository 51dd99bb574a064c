import { expect, test } from 'vitest';
import { openFragment } from '../../../src/islands/compare/state/model.ts';

test.each<[fragment: string, before: string, after: string, notices: string[]]>([
  ['', 'docker-26.1', 'docker-29.9.0', []],
  ['before=docker-26.1&after=docker-29.9', 'docker-26.1', 'docker-29.9.0', []],
  ['before=docker-20.10.5&after=docker-28.1', 'docker-20.10.10', 'docker-26.1', []],
  ['before=kubernetes-1.36&after=podman-5.4', 'containerd-2.1', 'podman-5.4', []],
  [
    'before=docker&after=docker-99',
    'docker-26.1',
    'docker-29.9.0',
    [
      'This link names the profile “docker”, which this page does not have. Showing Docker’s default 26.1.5 instead.',
      'This link names the profile “docker-99”, which this page does not have. Showing Docker’s default 29.9.0 instead.',
    ],
  ],
])('%j', async (fragment, before, after, told) => {
  const { link, notices = [] } = await openFragment(fragment);
  expect([link.before, link.after, notices.map(({ message, hint }) => `${message} ${hint}`)]).toEqual([
    { preset: before },
    { preset: after },
    told,
  ]);
});
