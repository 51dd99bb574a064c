import { expect, test } from 'vitest';
import { type RecordFields, recordFields } from '../../../src/engine/trace/index.ts';

test.each<[line: string, told: RecordFields | undefined]>([
  [
    'audit: type=1326 audit(1.2:3): auid=0 uid=0 gid=0 ses=1 pid=7 comm="sh" exe="/bin/sh" sig=31 arch=c000003e syscall=435 compat=0 ip=0x7f code=0x80000000',
    { exe: '/bin/sh', signal: '31', code: '0x80000000' },
  ],
  [
    'type=SECCOMP msg=audit(11/27/26 19:39:07.024:12583802) : auid=unset uid=root gid=root ses=unset pid=3847372 comm=a b exe=/usr/bin/python3.13 sig=SIG0 arch=x86_64 syscall=keyctl compat=0 ip=0x7fbf6dd1b6b9 code=log',
    { exe: '/usr/bin/python3.13', signal: 'SIG0' },
  ],
  // cut off, and a program that is named like a field
  ['type=1326 audit(1.2:3): pid=7 comm="sig=1" sig=0 arch=c000003e syscall=1 compat=0', { signal: '0' }],
  ['type=1300 audit(1.2:3): arch=c000003e syscall=59 success=yes exit=0 pid=7 comm="sh" exe="/bin/sh"', undefined],
  ['keyctl(0x1) = 0', undefined],
])('%s', (line, told) => {
  expect(recordFields(line)).toEqual(told);
});
