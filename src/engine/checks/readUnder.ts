import { CAPABILITIES, nearest, readCapability } from '../linux/index.ts';
import { newestStack, STACK_ENGINES, STACKS, stackOf } from '../stack/index.ts';
import { type Problems, shorten } from '../text/index.ts';
import type { Asks, Under } from './Asks.ts';
import { joined, type Piece } from './lineWords.ts';

const CONDITIONS = ['on', 'with', 'without'] as const;

/** What stands behind the answer: `on STACK`, `with CAP_X`, `without CAP_X`, in any order. Undefined where something else does. */
export function readUnder(words: readonly Piece[], asks: Asks | undefined, problems: Problems): Under | undefined {
  const stacks: string[] = [];
  const sets: Record<'with' | 'without', string[]> = { with: [], without: [] };
  let isWhole = true;
  const tell = (place: { start: number; end: number }, code: string, message: string, hint: string, fix?: string) => {
    problems.tell(place, 'error', code, message, hint, fix);
    isWhole = false;
  };
  const all = joined(words);
  if (asks?.kind === 'ids' && all) {
    tell(
      all,
      'check-condition',
      'A map gives an ID the same answer everywhere.',
      'Remove what stands behind the answer.',
      '',
    );
    return undefined;
  }
  for (let at = 0; at < words.length; at += 2) {
    const [word, value] = [words[at], words[at + 1]];
    if (word === undefined) break;
    const condition = CONDITIONS.find((each) => each === word.text.toLowerCase());
    if (condition === undefined) {
      const [meant] = nearest(word.text, CONDITIONS);
      const hint = meant
        ? `Replace with ${meant}.`
        : 'Behind the answer come on and a stack, with or without and a capability.';
      tell(word, 'check-condition', `${shorten(word.text)} does not belong behind the answer.`, hint, meant);
      break;
    }
    if (value === undefined) {
      const hint =
        condition === 'on' ? 'Name a stack: on docker-29.9.' : `Name a capability: ${condition} CAP_SYS_ADMIN.`;
      tell(word, 'check-condition', `Nothing stands behind “${condition}”.`, hint);
    } else if (condition === 'on') {
      if (stackOf(value.text) === undefined) {
        const meant = stackMeant(value.text);
        const hint = meant ? `The nearest name is ${meant}.` : 'The page “Every stack” lists the names.';
        tell(value, 'check-stack', `No stack is named ${shorten(value.text)}.`, hint, meant);
      } else if (stacks.length > 0) {
        tell(value, 'check-stack', 'The check names two stacks.', 'Write a line for each stack.');
      } else stacks.push(value.text);
    } else {
      const capability = readCapability(value.text);
      const other = condition === 'with' ? 'without' : 'with';
      if (capability === undefined) {
        const [meant] = nearest(value.text, CAPABILITIES);
        const hint = meant ? `The nearest name is ${meant}.` : 'capabilities(7) lists the names.';
        tell(value, 'check-capability', `Linux has no capability ${shorten(value.text)}.`, hint, meant);
      } else if (sets[other].includes(capability)) {
        const message = `The check is both with and without ${capability}.`;
        tell(value, 'check-capability', message, 'Keep one of the two.');
      } else sets[condition].push(capability);
    }
  }
  const [stack] = stacks;
  return isWhole ? { ...(stack !== undefined && { stack }), ...sets } : undefined;
}

/** An engine alone is its newest stack: a check names a dated one. */
function stackMeant(word: string): string | undefined {
  const small = word.toLowerCase();
  const engine = (Object.keys(STACK_ENGINES) as (keyof typeof STACK_ENGINES)[]).find((each) => each === small);
  if (engine) return newestStack(engine)?.id;
  return nearest(
    word,
    STACKS.map(({ id }) => id),
  )[0];
}
