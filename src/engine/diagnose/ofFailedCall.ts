import type { SourceText } from '../text/index.ts';
import { parseTrace } from '../trace/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { Given } from './Given.ts';
import { ofCall } from './ofCall.ts';
import { linesOf } from './paragraphs.ts';

/** How nginx and others log a call that failed: `accept4() failed (1: Operation not permitted)`. */
const FAILED =
  /\b([a-z_]\w+)\(\)[^()]{0,120} failed \(\d+: (Operation not permitted|Permission denied|Function not implemented)\)/;
const ERRNO = new Map([
  ['Operation not permitted', 'EPERM'],
  ['Permission denied', 'EACCES'],
  ['Function not implemented', 'ENOSYS'],
]);
const MOST = 4;

/** Calls that a program’s own log says were refused, without their arguments; each call once. `told`: where lines begin that have an answer. */
export function ofFailedCall(source: SourceText, given: Given, told: ReadonlySet<number>): Diagnosis[] {
  const seen = new Map<string, Diagnosis[]>();
  for (const { text, span } of linesOf(source)) {
    const [, name = '', words = ''] = FAILED.exec(text) ?? [];
    if (name === '' || told.has(span.start) || seen.has(`${name} ${words}`) || seen.size === MOST) continue;
    const line = `${name}() = -1 ${ERRNO.get(words)} (${words})`;
    const [call] = parseTrace(line).calls;
    if (call) seen.set(`${name} ${words}`, ofCall({ ...call, span }, line, given));
  }
  return [...seen.values()].flat();
}
