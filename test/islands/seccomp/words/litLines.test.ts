import { expect, test } from 'vitest';
import type { SeccompLink } from '../../../../src/share/seccompLink.ts';
import { opened } from '../stories.ts';

const PROFILE = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "defaultErrnoRet": 38,
  "defaultErrno": "ENOMEDIUM",
  "syscalls": [
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 0, "value": 40, "op": "SCMP_CMP_NE" }] },
    {
      "names": [
        "mkdir"
      ],
      "action": "SCMP_ACT_ALLOW"
    }
  ]
}`;
const NUMBER = PROFILE.replace('"defaultErrno": "ENOMEDIUM",', '');
const LAST = `{
  "syscalls": [
    { "names": ["mkdir"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 1, "value": 0, "op": "SCMP_CMP_EQ" }] }
  ],
  "defaultErrnoRet": 38,
  "defaultAction": "SCMP_ACT_ERRNO"
}`;
const MISREAD = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "syscalls": [
    { "names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 1, "value": 4294967295, "op": "SCMP_CMP_GT" }] },
    { "names": ["clone"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 1, "value": 0, "op": "SCMP_CMP_GT" }, { "index": 2, "value": 39, "op": "SCMP_CMP_NE" }] }
  ]
}`;
const PODMAN = { engine: 'podman', engineVersion: '6.1.1', runtime: 'crun', runtimeVersion: '1.28' } as const;

test.each<[link: Partial<SeccompLink>, call: string, text: string, lit: number[], shown: number]>([
  [{}, 'mkdir', NUMBER, [10], 10],
  [{}, 'chdir', NUMBER, [2, 3], 2],
  [{}, 'chdir', NUMBER.replace('38', '1'), [2], 2],
  [{}, 'socket(AF_VSOCK)', NUMBER, [2, 3], 2],
  [{}, 'socket', NUMBER, [2, 3, 6, 7], 6],
  [PODMAN, 'chdir', PROFILE, [2, 4], 2],
  [PODMAN, 'chdir', NUMBER, [2, 3], 2],
  [{}, 'chdir', LAST, [5, 6], 5],
  [{}, 'clone(0, 1)', MISREAD, [4, 5], 4],
  [{}, 'mkdir', LAST, [3, 5, 6], 3],
])('%j, %s: the lines that the answer names', async (link, call, text, lit, shown) => {
  const { answer } = await opened({ ...link, profile: undefined, text, call });
  expect([answer.call.litLines, answer.call.lineToShow]).toEqual([lit, shown]);
});
