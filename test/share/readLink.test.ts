import { expect, test } from 'vitest';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { readUidMapLink } from '../../src/share/uidMapLink.ts';

test.each([
  [
    'the UID map',
    readUidMapLink,
    '#reader=runc',
    '“reader=runc”; the value must be dockerd, dockerd-28, docker-rootless, podman, proxmox or kubernetes.',
  ],
  [
    'the profile checker',
    readSeccompLink,
    '#arch=sparc',
    '“arch=sparc”; the value must be an architecture such as x86_64 or aarch64.',
  ],
])(
  'a bad value in a link to %s is an error, for another state opens than the link was made for',
  async (_, read, fragment, says) => {
    expect((await read(fragment)).diagnostics).toEqual([
      { code: 'link-value', severity: 'error', message: `This link has ${says}`, hint: 'This value is ignored.' },
    ]);
  },
);

test.each([
  ['the UID map', readUidMapLink],
  ['the profile checker', readSeccompLink],
])('an unknown key in a link to %s is a warning that names the known ones, each once', async (_, read) => {
  const [problem, ...others] = (await read('#colour=blue')).diagnostics;
  const keys = problem?.hint?.replace(/^The keys are |\.$/g, '').split(', ') ?? [];
  expect([problem?.code, problem?.severity, others]).toEqual(['link-key', 'warning', []]);
  expect([keys.length > 10, keys.filter((key, at) => keys.indexOf(key) !== at)]).toEqual([true, []]);
});
