import { expect, test } from 'vitest';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { later, opened } from '../stories.ts';

const docker = await opened();

const BY_OTHERS =
  'strace saw EPERM; this filter allows the call. If you changed the profile since, start the container with the new one. If not, the kernel, AppArmor, SELinux or another profile refused the call.';

test.each<[line: string, says: string]>([
  ['mkdir("/x", 0777) = -1 EPERM (Operation not permitted)', BY_OTHERS],
  ['[pid 7] mkdir("/x", 0777) = -1 EPERM (Operation not permitted)', BY_OTHERS],
  ['mkdir("/x", 0777) = -1 EEXIST (File exists)', ''],
  ['mkdir("/x", 0777) = 0', ''],
  ['mkdir("/x", 0777) = ?', ''],
  ['mkdir("/x", 0777)', ''],
  ['unshare(CLONE_NEWUSER) = 0', 'strace saw the call succeed, so the program ran under another filter or none.'],
  ['unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)', ''],
  [
    'unshare(CLONE_NEWUSER) = -1 ENOSPC (No space left on device)',
    'strace saw ENOSPC, so the program ran under another filter or none.',
  ],
  [
    'clone3({flags=CLONE_VM}, 88) = -1 EPERM (Operation not permitted)',
    'strace saw EPERM, so the program ran under another filter or none.',
  ],
  ['clone3({flags=CLONE_VM}, 88) = -1 ENOSYS (Function not implemented)', ''],
])('%s', (call, says) => {
  const { answered } = select(later(docker, { kind: 'ask', call })).ask;
  const words = plain(answered?.sees ?? []);
  expect(words.includes('strace') ? words.slice(words.indexOf('strace')) : '').toBe(says);
});
