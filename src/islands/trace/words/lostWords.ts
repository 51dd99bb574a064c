import { counted } from '../../../engine/text/index.ts';
import type { Trace } from '../../../engine/trace/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** That records were left out, as the kernel's log or the tool says: calls may be missing, and counts are too low. */
export function lostWords(trace: Trace): Phrase | undefined {
  const [first, ...others] = [leftOut(trace), lostByAudit(trace)].filter((each) => each !== undefined);
  return first && [...first, ...others.flatMap((other) => [' ', ...other])];
}

function leftOut({ lost, formats }: Trace): Phrase | undefined {
  if (lost === undefined) return undefined;
  const then = 'Calls may be missing here, and the counts are too low.';
  const records = `${counted(lost, 'record')} ${lost === 1 ? 'is' : 'are'} missing`;
  return formats.includes('audit')
    ? [
        `${records}: the kernel’s log dropped the records above its rate limit. ${then} To get all records, turn the limit off for the test, as root on the host: `,
        code('sysctl kernel.printk_ratelimit=0'),
        '. Afterwards restore the old value (5 by default).',
      ]
    : [`${records}: the tool that wrote the trace reports the loss. ${then}`];
}

function lostByAudit({ auditLost }: Trace): Phrase | undefined {
  if (auditLost === undefined) return undefined;
  return [
    `The kernel’s audit reports ${counted(auditLost, 'lost record')} since the host booted, because of its rate limit or its backlog limit. What it lost during this trace is missing here. To see both limits and the count, run as root on the host: `,
    code('auditctl -s'),
    '.',
  ];
}
