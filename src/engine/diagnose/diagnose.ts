import { sourceText } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { messagesIn } from './messagesIn.ts';
import { ofMessage } from './ofMessage.ts';

/** More than a few answers help nobody: what a log has besides is for its reader to paste by itself. */
const MOST = 6;

/** What was pasted is read so far: more is no message. */
export const MOST_CHARACTERS = 1_000_000;

/**
 * Anything that was pasted, to who said no and what helps: best first. Where the text leaves two causes, each is a diagnosis, and what tells them apart is
 * its test. Empty where nothing is recognised. Never throws.
 */
export function diagnose(text: string): Diagnosis[] {
  const source = sourceText(text.slice(0, MOST_CHARACTERS));
  return messagesIn(source)
    .flatMap((found) => ofMessage(found, source.text))
    .slice(0, MOST);
}
