import { expect, test } from 'vitest';
import { toldBeside } from '../../../src/engine/diagnose/withPaths.ts';

const ASKED = { range: { inside: 1, outside: 165536, count: 65536 } };

test.each([
  ['ann:100000:65536\nben:165536:65536', 'According to the pasted lines, ben has 165536 to 231071.'],
  [
    'ann@lab:~$ cat /etc/subuid\nann:100000:70000\nben:200000:65536',
    'According to the pasted lines, ann has 165536 to 169999, and ben has 200000 to 231071.',
  ],
  ['eve:231071:1', 'According to the pasted lines, eve has 231071.'],
  ['eve:231072:65536\nann:100000:65536', 'No pasted line has any of these IDs.'],
  // UIDs say nothing of a group's range, and GIDs nothing of a user's.
  ['$ cat /etc/subgid\nben:165536:65536', undefined],
  ['nothing of the kind', undefined],
  ['', undefined],
])('whose the refused IDs are: %j', (text, told) =>
  expect(toldBeside('newuidmap-not-allowed', ASKED, text, 0)).toBe(told),
);

test.each([
  [
    "printf '%s\\n' '0 1000 1' \\\n    '0 165536 65536' | cat > /proc/218/uid_map",
    'In what was written, “0 165536 65536” is at fault. The container ID 0 is already in line 1.',
  ],
  [
    'echo 0 1000 0 > /proc/5/uid_map',
    'In what was written, “0 1000 0” is at fault. The count is 0. A range needs at least one ID.',
  ],
  [
    'echo "0 1000" > /proc/5/gid_map',
    'In what was written, “0 1000” is at fault. This line has two fields; a line needs three: container ID, host ID, count.',
  ],
  // An earlier command wrote to another file.
  ['echo 0 1000 0 > /proc/5/uid_map\necho 0 1000 1 > /proc/6/uid_map', undefined],
  ["echo '0 1000 1' > /proc/5/uid_map\necho '0 1000 1' > /proc/6/uid_map\n", undefined],
  ['echo 0 1000 1 > /proc/5/uid_map', undefined],
  ['echo 12 > /proc/5/uid_map', undefined],
  ['', undefined],
])('what is wrong with the map that was written: %j', (text, told) =>
  expect(toldBeside('write-invalid', {}, text, text.length)).toBe(told),
);

test('of another message nothing', () =>
  expect(toldBeside('errno-eperm', ASKED, 'ben:165536:65536', 0)).toBeUndefined());
