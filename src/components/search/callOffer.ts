import { formatFragment } from '../../share/fragment.ts';
import { href } from '../../site/href.ts';
import { newestDocker } from '../../site/newestDocker.ts';
import { callInLine } from './callInLine.ts';
import type { ResultLine } from './flattenResults.ts';

/** The line that leads to the profile checker, asked about the call that was pasted, under the newest Docker's default; undefined for other text. */
export function callOffer(query: string): ResultLine | undefined {
  const call = callInLine(query);
  if (call === undefined) return undefined;
  const fragment = formatFragment([
    ['profile', newestDocker.profile],
    ['call', query],
  ]);
  return {
    kind: 'call',
    title: 'Ask the profile checker about ',
    code: call,
    url: href(`/play/seccomp/#${fragment}`),
    excerpt: [`Does Docker’s default profile (${newestDocker.releases}) allow this call, and which line decides?`],
  };
}
