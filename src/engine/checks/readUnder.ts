import { CAPABILITIES, nearest, readCapability } from '../linux/index.ts';
import { stackMeant, stackOf } from '../stack/index.ts';
import { type Problems, shorten } from '../text/index.ts';
import type { Asks, Under } from './Asks.ts';
import type { Piece } from './lineWords.ts';

const CONDITIONS = ['on', 'with', 'without'] as const;

/** Tells a problem at a place; the check then counts for nothing. */
type Tell = (place: { start: number; end: number }, code: string, message: string, hint: string, fix?: string) => void;

/** What stands behind the answer: `on STACK`, `with CAP_X`, `without CAP_X`, in any order. Undefined where something else does. */
export function readUnder(words: readonly Piece[], asks: Asks | undefined, problems: Problems): Under | undefined {
  let isWhole = true;
  const tell: Tell = (place, code, message, hint, fix) => {
    problems.tell(place, 'error', code, message, hint, fix);
    isWhole = false;
  };
  const under: { stack?: string; with: string[]; without: string[] } = { with: [], without: [] };
  for (let at = 0; at < words.length && !problems.full; at += 2) {
    const [word, value] = [words[at], words[at + 1]];
    const condition = CONDITIONS.find((each) => each === word?.text.toLowerCase());
    if (word === undefined || condition === undefined) {
      if (word) tellStray(word, tell);
      break;
    }
    if (value === undefined) {
      const hint = condition === 'on' ? 'Name a stack: on docker-29.9.' : `Name a capability: ${condition} CAP_CHOWN.`;
      tell(word, 'check-condition', `Nothing follows “${condition}”.`, hint);
    } else if (asks?.kind === 'ids') {
      const place = { start: word.start, end: value.end };
      tell(place, 'check-condition', 'A map gives an ID the same answer everywhere.', `Remove “${condition} …”.`, '');
    } else if (condition !== 'on') {
      const capability = capabilityIn(value, tell);
      if (capability === undefined) continue;
      under[condition].push(capability);
      if (!under.with.includes(capability) || !under.without.includes(capability)) continue;
      const message = `The check is both with and without ${capability}.`;
      tell(value, 'check-capability', message, 'Keep one of the two.');
    } else if (under.stack !== undefined) {
      tell(value, 'check-stack', 'The check names two stacks.', 'Write a line for each stack.');
    } else if (stackOf(value.text)) under.stack = value.text;
    else tellStack(value, tell);
  }
  return isWhole ? under : undefined;
}

function tellStray(word: Piece, tell: Tell): void {
  if (readCapability(word.text)) {
    const hint = 'Write with or without before each capability.';
    tell(word, 'check-condition', `No “with” before ${word.text}.`, hint, `with ${word.text}`);
    return;
  }
  const [meant] = nearest(word.text, CONDITIONS);
  const hint = meant ? `Replace with ${meant}.` : 'Only on, with and without may follow the answer.';
  tell(word, 'check-condition', `Unexpected ${shorten(word.text)} after the answer.`, hint, meant);
}

function capabilityIn(value: Piece, tell: Tell): string | undefined {
  const capability = readCapability(value.text);
  if (capability !== undefined) return capability;
  const upper = value.text.toUpperCase();
  const [meant] = nearest(upper.startsWith('CAP_') ? upper : `CAP_${upper}`, CAPABILITIES);
  const hint = meant ? `The nearest name is ${meant}.` : 'Names are as in capabilities(7): CAP_SYS_ADMIN.';
  tell(value, 'check-capability', `Linux has no capability ${shorten(value.text)}.`, hint, meant);
  return undefined;
}

function tellStack(value: Piece, tell: Tell): void {
  const meant = stackMeant(value.text)?.id;
  const hint = meant ? `The nearest name is ${meant}.` : 'Stack names have an engine and its version: docker-29.9.';
  tell(value, 'check-stack', `No stack is named ${shorten(value.text)}.`, hint, meant);
}
