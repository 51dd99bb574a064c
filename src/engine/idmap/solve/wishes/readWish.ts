import { type Diagnostic, type SourceText, spanAt } from '../../../text/index.ts';
import type { Wish } from './Wish.ts';
import { wishProblem } from './wishProblem.ts';
import { type WishNumber, type WishWord, wishWords } from './wishWords.ts';

/** What a clause says: a wish; or whether the rest is to be mapped; or what is wrong with it. */
export interface Clause {
  wish?: Wish;
  rest?: boolean;
  diagnostics: Diagnostic[];
}

/** Reads the clause from `start` to `end`; undefined where nothing stands there. */
export function readWish(source: SourceText, start: number, end: number): Clause | undefined {
  const whole = source.text.slice(start, end);
  const text = whole.trim();
  if (text === '') return undefined;
  const from = start + whole.indexOf(text);
  const span = spanAt(source, from, from + text.length);
  const { words, diagnostics } = wishWords(source, from, from + text.length);
  if (diagnostics.length > 0) return { diagnostics };

  const numbers = words.flatMap((word) => (word.is === 'number' ? [word.number] : []));
  const refuse = (code: string, message: string, hint: string): Clause => ({
    diagnostics: [{ code, severity: 'error', message, hint, span }],
  });
  if (numbers.length === 0) {
    if (words.some(({ is }) => is === 'rest') || words.length === 0 || words.every(({ is }) => is === 'none')) {
      return { rest: !words.some(({ is }) => is === 'none'), diagnostics: [] };
    }
    return refuse(
      'wish-numbers',
      'No ID found: write two, one in the container and one on the host.',
      'Write 1000:1005, or "1000 in the container is 1005 on the host".',
    );
  }
  if (words.some(({ is }) => is === 'none')) {
    return refuse('wish-none', 'This line asks for no mapping.', 'Remove the line.');
  }
  const [left, right, count, extra] = numbers;
  const kinds = new Set(words.flatMap((word) => (word.is === 'kind' ? [word.kind] : [])));
  const kind = kinds.size === 1 ? ([...kinds][0] ?? 'both') : 'both';
  if (left === undefined || extra !== undefined) {
    return refuse(
      'wish-numbers',
      `${numbers.length} numbers on one line; a mapping has a container ID, a host ID and at most a count.`,
      'Write one mapping per line.',
    );
  }
  if (kinds.size > 1 && words.findLastIndex(({ is }) => is === 'kind') > words.findIndex(({ is }) => is === 'number')) {
    return refuse(
      'wish-kinds',
      'A UID on one side and a GID on the other cannot be mapped to each other.',
      'Map a UID to a UID, a GID to a GID.',
    );
  }
  // "33 must be 33" has both; "33 stays" or a lone 33 says too little.
  if (right === undefined) {
    return refuse(
      'wish-numbers',
      `Only one ID, ${written(left)}: write two, one in the container and one on the host.`,
      `For the same ID on both sides, write ${written(left)}:${written(left)}.`,
    );
  }
  const sides = sidesOf(words);
  if (sides === undefined) {
    return refuse(
      'wish-sides',
      'Both IDs are on the same side: one must be in the container, the other on the host.',
      'Write container:host, such as 1000:1005.',
    );
  }
  const [inside, outside] = sides === 'turned' ? [right, left] : [left, right];
  const length = countOf(inside, outside, count);
  if (typeof length !== 'number') return refuse('wish-count', length.message, length.hint);

  const wish: Wish = {
    inside: inside.first,
    outside: outside.first,
    kind,
    ...(length !== 1 && { count: length }),
    span,
  };
  const problem = wishProblem(wish);
  if (problem) {
    const { of: _, ...diagnostic } = problem;
    return { diagnostics: [diagnostic] };
  }
  return { wish, ...(words.some(({ is }) => is === 'only') && { rest: false }), diagnostics: [] };
}

/** Whether the words for the sides turn the order round; undefined where they give both ids the same. */
function sidesOf(words: readonly WishWord[]): 'straight' | 'turned' | undefined {
  // A word belongs to the id that it stands beside: what stands before the middle, to the first.
  const numbers = words.flatMap((word, index) => (word.is === 'number' ? [index] : []));
  const [first = 0, second = 0] = numbers;
  const middle = words.findIndex(({ is }, index) => is === 'must' && index > first && index < second);
  let one: 'inside' | 'outside' | undefined;
  let two: 'inside' | 'outside' | undefined;
  for (const [index, word] of words.entries()) {
    if (word.is !== 'side') continue;
    // Between two ids without "must be", a word goes with the one before: "1000 inside 1005 outside"; unless that one has its own.
    const belongsToFirst = index < first || (index < second && (middle === -1 ? one === undefined : index < middle));
    if (belongsToFirst) one ??= word.side;
    else two ??= word.side;
  }
  if (one !== undefined && one === two) return undefined;
  return one === 'outside' || two === 'inside' ? 'turned' : 'straight';
}

/** How many ids the wish is for, or why the numbers don't agree on it. */
function countOf(
  inside: WishNumber,
  outside: WishNumber,
  count: WishNumber | undefined,
): number | { message: string; hint: string } {
  const lengths: number[] = [];
  for (const { first, last, ranged } of [inside, outside]) {
    if (!ranged) continue;
    if (last < first) return { message: `The range ${first}-${last} runs backwards.`, hint: `Write ${last}-${first}.` };
    lengths.push(last - first + 1);
  }
  if (count?.ranged)
    return { message: `Found ${count.first}-${count.last} as count; expected a number.`, hint: 'Write how many IDs.' };
  if (count) lengths.push(count.first);
  const [length = 1, other = length] = lengths;
  if (lengths.length < 3 && length === other) {
    if (!inside.ranged && outside.ranged && length !== 1 && !count) {
      return {
        message: `One container ID cannot be ${length} host IDs.`,
        hint: `Write ${inside.first}-${inside.first + length - 1}:${outside.first}-${outside.last}.`,
      };
    }
    return length;
  }
  if (lengths.every((each) => each === length)) return length;
  return {
    message: `The two sides differ in length: ${lengths.join(' and ')} IDs.`,
    hint: 'Use the same number of IDs on both sides.',
  };
}

function written({ first, last, ranged }: WishNumber): string {
  return ranged ? `${first}-${last}` : `${first}`;
}
