import { OVERFLOW_ID } from '../idmap/index.ts';
import { type SourceText, sourceText, spanAt } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { messagesIn } from './messagesIn.ts';
import { ofId } from './ofId.ts';
import { ofMessage } from './ofMessage.ts';

const ALONE = /^\s*(?:(uid|gid|user|group|owner|id|exit(?: code| status)?|status|code)\s*[:=]?\s*)?(\d{1,10})\s*$/i;

/** Statuses with which a container ends, by docker-run(1) and signal(7): 128 and the signal's number. */
const STATUSES: ReadonlySet<number> = new Set([125, 126, 127, 137, 139, 143, 159]);

/** A number with nothing beside it, such as 100999, 65534 or 137: whose ID it is, or what a container ended with. */
export function ofNumber(source: SourceText): Diagnosis[] {
  const [, word = '', digits] = ALONE.exec(source.text) ?? [];
  if (digits === undefined) return [];
  const number = Number(digits);
  const span = spanAt(source, 0, source.text.length);
  const of = (words: string) =>
    messagesIn(sourceText(words)).flatMap((found) => ofMessage({ ...found, span }, source.text));
  const isId = /^(?:uid|gid|user|group|owner|id)$/i.test(word);
  if (!isId && STATUSES.has(number)) return of(`the container exited with exit status ${number}`);
  if (number === OVERFLOW_ID) return of('files owned by nobody (65534)');
  return ofId(number, /^g/i.test(word) ? 'gid' : 'uid', span);
}
