import { nameOf } from '../../../engine/linux/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { Trace } from '../../../engine/trace/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** What a profile lacks that is made of an incomplete trace: lines that were not read, and a program whose start is not in it. */
export function incompleteWords({ calls, formats, unread, unreadCount = unread.length }: Trace): Phrase[] {
  const hasStart = calls.some(({ arch, syscall }) => /^execve/.test(nameOf(arch, syscall) ?? ''));
  return [
    ...(unreadCount > 0
      ? [
          [
            `${counted(unreadCount, 'line')} could not be read. This profile refuses calls that only ${unreadCount === 1 ? 'that line shows' : 'those lines show'}.`,
          ],
        ]
      : []),
    ...(formats.includes('strace') && !hasStart
      ? [
          [
            'The trace has no ',
            code('execve'),
            ', so it does not include the program’s start. Most programs cannot start under this profile: trace the program from its start.',
          ],
        ]
      : []),
  ];
}
