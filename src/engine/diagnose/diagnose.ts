import { type SourceText, sourceText } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { Given } from './Given.ts';
import { messagesIn, tells } from './messagesIn.ts';
import { ofCallNumber } from './ofCallNumber.ts';
import { ofFailedCall } from './ofFailedCall.ts';
import { ofMessage } from './ofMessage.ts';
import { ofNumber } from './ofNumber.ts';
import { ofParts } from './ofParts.ts';
import { ofProfile } from './ofProfile.ts';
import { ofTrace } from './ofTrace.ts';
import { ofWord } from './ofWord.ts';
import { blanked, partRead } from './partRead.ts';
import { profileIn } from './profileIn.ts';
import { unwrapped } from './unwrapped.ts';
import { withPaths } from './withPaths.ts';

/** More than a few messages at once help nobody: what a log has besides is told as left. */
const MOST_MESSAGES = 8;
/** Owners, parts and words are of one thing. */
const MOST = 6;

/** What is no message, read as the first of these that fits. */
const READERS = [ofNumber, ofCallNumber, ofProfile, ofParts, ofWord] as const;

/**
 * Anything that was pasted, to who said no and what helps: best first. Where the text leaves two causes, each is a diagnosis, and what tells them apart is
 * its test. `given`: what is taken for granted of the container. Empty where nothing is recognised. Never throws.
 */
export function diagnose(text: string, given: Given = {}): Diagnosis[] {
  const source = sourceText(partRead(text).text);
  const told = toldBy(source, given);
  if (told.length > 0) return withPaths(told, source.text);
  for (const read of READERS) {
    const found = read(source);
    if (found.length > 0) return found.slice(0, MOST);
  }
  for (const { source: joined, placed } of unwrapped(source)) {
    const found = toldBy(joined, given);
    if (found.length > 0)
      return withPaths(found, joined.text).map((each) => ({
        ...each,
        span: placed(each.span),
        also: each.also?.map(placed) ?? [],
      }));
  }
  return [];
}

/** The messages, records and calls of a text, under the profile that stands among them. */
function toldBy(source: SourceText, given: Given): Diagnosis[] {
  const profile = profileIn(source);
  const rest = profile ? sourceText(blanked(source.text, profile)) : source;
  const traced = ofTrace(rest, given, profile && source.text.slice(profile.start, profile.end));
  const found = messagesIn(rest);
  const telling = new Set(found.filter(tells).map(({ span }) => span.start));
  const calls = traced.length > 0 ? traced : ofFailedCall(rest, given, telling);
  // What strace prints of an error is no message besides; an entry that knows the call says more than its line.
  const messages = calls.length > 0 ? found.filter(tells) : found;
  const told = [
    ...messages.slice(0, MOST_MESSAGES).flatMap((message) => ofMessage(message, source.text)),
    ...calls.filter(({ span, code }) => code === 'pasted-trace' || !telling.has(span.start)),
  ];
  return told.length > 0 && profile ? [...told, ...ofProfile(source, profile)] : told;
}
