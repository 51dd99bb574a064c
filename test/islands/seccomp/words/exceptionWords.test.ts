import { expect, test } from 'vitest';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { opened } from '../stories.ts';

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
