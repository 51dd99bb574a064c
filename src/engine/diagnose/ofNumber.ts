import { type IdKind, OVERFLOW_ID, SUBID_COUNT } from '../idmap/index.ts';
import { type SourceText, type Span, sourceText, spanAt } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { messagesIn } from './messagesIn.ts';
import { ofRecentCall } from './ofCallNumber.ts';
import { ofId } from './ofId.ts';
import { ofMessage } from './ofMessage.ts';

const ALONE = /^\s*(?:(uid|gid|user|group|owner|id|exit(?: code| status)?|status|code)\s*[:=]?\s*)?(\d{1,10})\s*$/i;

/** What a shell prints below it is how the command above it ended. */
const ASKS_STATUS = /^\s*(?:\S+[#$%>] |[#$%>❯] )?echo \$(?:\?|status)\s*\n/;

/** Statuses with which a container ends, by docker-run(1) and signal(7): 128 and the signal's number. */
const STATUSES: ReadonlySet<number> = new Set([126, 127, 137, 139, 143, 159]);

/** A number with nothing beside it, such as 100999, 65534 or 137: whose ID it is, or what a container ended with. */
export function ofNumber(source: SourceText): Diagnosis[] {
  const below = source.text.replace(ASKS_STATUS, '');
  const [, word = below === source.text ? '' : 'status', digits] = ALONE.exec(below) ?? [];
  if (digits === undefined) return [];
  const number = Number(digits);
  const span = spanAt(source, 0, source.text.length);
  const of = (words: string) =>
    messagesIn(sourceText(words)).flatMap((found) => ofMessage({ ...found, span }, source.text));
  const isId = /^(?:uid|gid|user|group|owner|id)$/i.test(word);
  const ended = !isId && STATUSES.has(number) ? of(`the container exited with exit status ${number}`) : [];
  if (ended.length > 0) return ended;
  if (number === OVERFLOW_ID) return of('files owned by nobody (65534)');
  const kind = /^g/i.test(word) ? 'gid' : 'uid';
  if (number >= SUBID_COUNT) return ofId(number, kind, span);
  return [ofContainer(number, kind, span), ...(isId || word !== '' ? [] : ofRecentCall(source, number))];
}

/** An ID that an image gives a user, or an account of the host. */
function ofContainer(id: number, kind: IdKind, span: Span): Diagnosis {
  const word = kind.toUpperCase();
  return {
    ...{ code: 'pasted-id', layer: 'id-map', certain: true, span, title: `${word} ${id}` },
    says: `The UID map shows the host ${word} of container ${word} ${id}, and the container ${word} of host ${word} ${id}.`,
    ...{ facts: { inside: { [kind]: id }, kind }, looks: [], fixes: [] },
    state: { instrument: 'uid-map', ask: { kind, side: 'inside', id } },
  };
}
