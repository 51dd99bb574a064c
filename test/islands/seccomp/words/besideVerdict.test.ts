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

test.each<[call: string, kernel: string, card: string]>([
  [
    'uretprobe',
    '6.18',
    'allow Allowed by the kernel: From Linux 6.14 on, the kernel runs uretprobe without running any filter.  The filter’s own answer, which is not used: Refused: EPERM.',
  ],
  [
    'uretprobe',
    '6.12',
    'deny Refused: EPERM: From Linux 6.12.14 on, the kernel runs uretprobe without running any filter.  Before that: The call does not run. The program sees -1 EPERM (Operation not permitted).',
  ],
  [
    'uretprobe',
    '6.11',
    'deny Refused: EPERM: The call does not run. The program sees -1 EPERM (Operation not permitted).',
  ],
  [
    '336',
    '6.18',
    'allow Allowed by the kernel: From Linux 6.18 on, the kernel runs uprobe without running any filter.  The filter’s own answer, which is not used: Refused: EPERM.',
  ],
  ['336', '6.17.7', 'deny Refused: EPERM: The call does not run. The program sees -1 EPERM (Operation not permitted).'],
])('%s on Linux %s', async (call, kernel, card) => {
  const { answered } = select(await opened({ profile: 'docker-26.1', call, kernel })).ask;
  expect(answered && `${answered.tone} ${answered.headline}: ${plain(answered.sees)}`).toBe(card);
});
