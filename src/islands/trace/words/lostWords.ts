import { counted } from '../../../engine/text/index.ts';
import type { Trace } from '../../../engine/trace/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** That records were left out, as the kernel's log or the tool says: calls may be missing, and counts are too low. */
export function lostWords({ lost, formats }: Trace): Phrase | undefined {
  if (lost === undefined) return undefined;
  const records = `${counted(lost, 'record')} ${lost === 1 ? 'is' : 'are'} missing`;
  const then = 'Calls may be missing here, and the counts are too low.';
  return formats.includes('audit')
    ? [
        `${records}: the kernel’s log dropped what exceeded its rate limit. ${then} To get all records, run as root on the host: `,
        code('sysctl kernel.printk_ratelimit=0'),
        '. Set it back to 5 after the test.',
      ]
    : [`${records}: the tool that wrote the trace reports the loss. ${then}`];
}
