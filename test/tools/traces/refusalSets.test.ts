import { expect, test } from 'vitest';
import { newestStack } from '../../../src/engine/stack/index.ts';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { defaultFilters } from '../../../src/tools/traces/defaultFilters.ts';
import { refusalSets } from '../../../src/tools/traces/reduceTrace.ts';
import { filterIn } from '../../engine/seccomp/inline.ts';

const BOTH_ABIS =
  'rseq(_, _, 0, 0x53053053) = 0\n[ Process PID=1 runs in 32 bit mode. ]\nrseq(_, _, 0, 0x53053053) = 0\n';

test.each<[filter: string, trace: string, sets: string]>([
  ['allow: errno=1 chroot', 'read(_, _, _) = 0', ''],
  ['errno: allow read', 'rmdir(_) = 0\nmkdir(_, _) = 0\nread(_, _, _) = 0', 'mkdir 1 + rmdir 1'],
  ['errno: allow read', 'rmdir(_) = -1 EPERM\nmkdir(_, _) = 0', 'mkdir 1'],
  ['kill: allow read', 'mkdir(_, _) = 0', ''],
])('what %s takes from %j', (filter, trace, sets) => {
  expect(shown(refusalSets([filterIn(filter)], parseTrace(trace).calls))).toBe(sets);
});

// Docker 19.03.9 has no rseq: on x86_64 its highest number is below rseq's, and runc answers ENOSYS; on x86 it is above, and the default answers EPERM.
test.each<[trace: string, sets: string]>([
  [BOTH_ABIS, 'rseq 1 | rseq 38'],
  [`${BOTH_ABIS}kcmp(_, _, _, _, _) = 0\n`, 'kcmp 1 + rseq 1 | kcmp 1 + rseq 38'],
])('a set names a call once, whatever a default answers on two ABIs: %j', (trace, sets) => {
  const stack = newestStack('docker');
  const { filter } = (stack && defaultFilters(stack).find(({ name }) => name === 'docker 19.03.9')) ?? {};
  expect(filter && shown(refusalSets([filter], parseTrace(trace).calls))).toBe(sets);
});

const shown = (sets: ReturnType<typeof refusalSets>) =>
  sets.map((set) => set.map(({ name, errno }) => `${name} ${errno}`).join(' + ')).join(' | ');
