import { formatFragment } from '../../share/fragment.ts';
import { href } from '../../site/href.ts';
import type { ResultLine } from './flattenResults.ts';

/** Words with which programs say that something was refused or failed. */
const SAYS_NO =
  /\b(?:err(?:or|o\b)?|denied|not (?:permitted|allowed|supported|implemented|found|enough)|fail(?:ed|ure)?|can(?:not|['’]t)|unable|invalid|insufficient|refused|killed|no (?:such|space|permission)|type=(?:1326|seccomp)|sig(?:sys|kill)|e(?:perm|acces|nosys|inval)|bad system call)\b/i;
const LEAST_WORDS = 3;
/** An ID that no image gives a user: somebody saw it on a host. */
const HOST_ID = /^(?:[ug]id[ =:]?)?\d{5,10}$/i;

/** Whether a query is a message that somebody pasted rather than words to look for. */
export function isMessage(query: string): boolean {
  if (HOST_ID.test(query)) return true;
  const words = query.split(/\s+/).length;
  return SAYS_NO.test(query) && words >= LEAST_WORDS;
}

/** The line that leads to the box, asked about the message that was pasted; undefined for other text. */
export function messageOffer(query: string): ResultLine | undefined {
  if (!isMessage(query)) return undefined;
  return {
    kind: 'message',
    title: 'Find the cause of this message',
    url: href(`/play/ask/#${formatFragment([['text', query]])}`),
    excerpt: ['Which layer refused, how to confirm it, and the smallest fix.'],
  };
}
