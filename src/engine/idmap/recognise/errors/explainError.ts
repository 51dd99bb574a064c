import { type ErrorEntry, type Explained, type Message, numbersIn, readMessage } from '../../../messages/index.ts';
import type { Versions } from '../../versions/Versions.ts';
import { CATALOGUE, MESSAGES } from './catalogue.ts';
import { isErrorLine } from './isErrorLine.ts';

/**
 * What an error message means, with the numbers in it; undefined where it is no error. The message may stand anywhere in a log line,
 * and more than one in the text: the one that says most is explained. What is to be done is for a host with these releases.
 */
export function explainError(text: string, versions?: Versions): Explained | undefined {
  return (
    foundIn(text, versions)?.explained ??
    (text.split('\n', 100).some((line) => isErrorLine(line.trim())) ? unknown(text) : undefined)
  );
}

/** The explanation of what is known, and the entry of these that it is from: the first that explains the text. */
export function foundIn(
  text: string,
  versions?: Versions,
  entries: readonly ErrorEntry[] = CATALOGUE,
): { explained: Explained; entry: ErrorEntry } | undefined {
  const message = readMessage(text);
  for (const entry of entries) {
    const explained = firstOf(message, entry, versions);
    if (explained) return { explained, entry };
  }
  return undefined;
}

/** What can be said of any error. */
function unknown(text: string): Explained {
  const message = readMessage(text);
  const numbers = numbersIn(message);
  const foreign = /[^\p{ASCII}]/u.test(message.text.replace(/[—–…’‘“”]/g, ''));
  return {
    code: 'unknown',
    who: 'unknown',
    facts: {},
    says: `Not recognised.${numbers.length === 0 ? '' : ` ${numbers.length === 1 ? 'Number' : 'Numbers'} in the message: ${numbers.join(', ')}.`}`,
    next: [
      ...(foreign
        ? [{ why: 'Run the command again in English, and paste its output.', command: 'LC_ALL=C COMMAND' }]
        : []),
      {
        why: 'In the container, look for these numbers in the map.',
        command: 'cat /proc/self/uid_map /proc/self/gid_map',
      },
    ],
    learn: MESSAGES.lessons.errno ?? { path: '', title: '' },
    // From user_namespaces(7).
  };
}

/** Tries each place where a phrase of the entry stands, a few of them at most. */
function firstOf(message: Message, { code, phrases, explain }: ErrorEntry, versions?: Versions): Explained | undefined {
  for (const phrase of phrases) {
    let at = message.small.indexOf(phrase);
    for (let tries = 0; at !== -1 && tries < 4; tries += 1) {
      const explained = explain(message, at, versions);
      if (explained) return { facts: {}, ...explained, code };
      at = message.small.indexOf(phrase, at + phrase.length);
    }
  }
  return undefined;
}
