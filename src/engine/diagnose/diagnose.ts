import { sourceText } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { messagesIn } from './messagesIn.ts';
import { ofMessage } from './ofMessage.ts';
import { ofNumber } from './ofNumber.ts';
import { ofParts } from './ofParts.ts';
import { ofProfile } from './ofProfile.ts';
import { ofWord } from './ofWord.ts';

/** More than a few answers help nobody: what a log has besides is for its reader to paste by itself. */
const MOST = 6;

/** What is no message, read as the first of these that fits. */
const READERS = [ofNumber, ofProfile, ofParts, ofWord] as const;

/** What was pasted is read so far: more is no message. */
export const MOST_CHARACTERS = 1_000_000;

/**
 * Anything that was pasted, to who said no and what helps: best first. Where the text leaves two causes, each is a diagnosis, and what tells them apart is
 * its test. Empty where nothing is recognised. Never throws.
 */
export function diagnose(text: string): Diagnosis[] {
  const source = sourceText(text.slice(0, MOST_CHARACTERS));
  const messages = messagesIn(source).flatMap((found) => ofMessage(found, source.text));
  if (messages.length > 0) return messages.slice(0, MOST);
  for (const read of READERS) {
    const found = read(source);
    if (found.length > 0) return found.slice(0, MOST);
  }
  return [];
}
