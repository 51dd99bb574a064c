import type { ErrorEntry } from './ErrorEntry.ts';
import type { Explained } from './Explained.ts';
import { errnoErrors } from './errnoErrors.ts';
import { lxcErrors } from './lxcErrors.ts';
import { type Message, readMessage } from './Message.ts';
import { mapWriteErrors } from './mapWriteErrors.ts';
import { mountErrors } from './mountErrors.ts';
import { namespaceErrors } from './namespaceErrors.ts';
import { newuidmapErrors } from './newuidmapErrors.ts';
import { ownershipErrors } from './ownershipErrors.ts';
import { permissionErrors } from './permissionErrors.ts';
import { setidErrors } from './setidErrors.ts';
import { storageErrors } from './storageErrors.ts';
import { subidErrors } from './subidErrors.ts';

/** From the messages that say most to those that many programs end with. */
const CATALOGUE: readonly ErrorEntry[] = [
  ...storageErrors,
  ...newuidmapErrors,
  ...subidErrors,
  ...namespaceErrors,
  ...mountErrors,
  ...mapWriteErrors,
  ...lxcErrors,
  ...setidErrors,
  ...ownershipErrors,
  ...permissionErrors,
  ...errnoErrors,
];

/**
 * What an error message means, with the numbers in it; undefined where it is none that is known. The message may stand anywhere in a log line,
 * and more than one in the text: the one that says most is explained.
 */
export function explainError(text: string): Explained | undefined {
  const message = readMessage(text);
  for (const entry of CATALOGUE) {
    const explained = firstOf(message, entry);
    if (explained) return explained;
  }
  return undefined;
}

/** Tries each place where a phrase of the entry stands, a few of them at most. */
function firstOf(message: Message, { phrases, explain }: ErrorEntry): Explained | undefined {
  for (const phrase of phrases) {
    let at = message.small.indexOf(phrase);
    for (let tries = 0; at !== -1 && tries < 4; tries += 1) {
      const explained = explain(message, at);
      if (explained) return explained;
      at = message.small.indexOf(phrase, at + phrase.length);
    }
  }
  return undefined;
}
