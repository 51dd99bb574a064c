import { countBefore, type SourceText, type Span, spanAt } from '../bytesText.ts';

/** A word as a program gets it, quotes and backslashes taken away, that still knows where each of its characters stands in the reader's text. */
export interface Word {
  text: string;
  /** Where the whole word stands, quotes included. */
  start: number;
  end: number;
  /** Where a stretch of its text stands; left out, the whole word. */
  span: (from?: number, to?: number) => Span;
}

/** A stretch of a word, as a word. */
export function partOf(word: Word, from: number, to = word.text.length): Word {
  const { start, end } = word.span(from, to);
  return {
    text: word.text.slice(from, to),
    start,
    end,
    span: (first = 0, last = to - from) => word.span(from + first, from + last),
  };
}

/** A stretch of the reader's text that is a word as it stands. */
export function plainWord(source: SourceText, start: number, end: number): Word {
  const text = source.text.slice(start, end);
  return { text, start, end, span: (from = 0, to = text.length) => spanAt(source, start + from, start + to) };
}

/** The parts of a word between separators of one character; at most `limit` of them, the last holding the rest. */
export function splitWord(word: Word, separator: string, limit = Number.POSITIVE_INFINITY): Word[] {
  const parts: Word[] = [];
  let start = 0;
  for (;;) {
    const at = parts.length + 1 < limit ? word.text.indexOf(separator, start) : -1;
    if (at === -1) {
      parts.push(partOf(word, start));
      return parts;
    }
    parts.push(partOf(word, start, at));
    start = at + 1;
  }
}

/** A stretch of a word that comes from one place: letter by letter where both are as long, else as a whole. */
export interface Segment {
  text: string;
  start: number;
  end: number;
}

/** The word that the segments make. `start` and `end` are where the whole stands, quotes included. */
export function wordOf(segments: readonly Segment[], start: number, end: number, source: SourceText): Word {
  let text = '';
  for (const segment of segments) text += segment.text;
  let firsts: number[] | undefined;
  return {
    text,
    start,
    end,
    span: (from, to) => {
      if (from === undefined && to === undefined) return spanAt(source, start, end);
      firsts ??= firstLetters(segments);
      const first = from ?? 0;
      const last = to ?? text.length;
      const begin = placeIn(segments, firsts, first)?.start ?? end;
      return spanAt(source, begin, last > first ? (placeIn(segments, firsts, last - 1)?.end ?? end) : begin);
    },
  };
}

/** Where the letter at `at` begins and ends; undefined behind the last one. */
function placeIn(
  segments: readonly Segment[],
  firsts: readonly number[],
  at: number,
): Omit<Segment, 'text'> | undefined {
  const index = countBefore(firsts, (first) => first <= at) - 1;
  const segment = segments[index];
  const within = at - (firsts[index] ?? 0);
  if (!segment || within >= segment.text.length) return undefined;
  const plain = segment.end - segment.start === segment.text.length;
  return plain ? { start: segment.start + within, end: segment.start + within + 1 } : segment;
}

/** Which letter of the word each segment begins with. */
function firstLetters(segments: readonly Segment[]): number[] {
  let length = 0;
  return segments.map(({ text }) => {
    const first = length;
    length += text.length;
    return first;
  });
}

/** Whether an option takes a value: never, always, or only where it is joined on with "=". */
type Takes = 'none' | 'value' | 'joined';

/** The options of one program: what each long name takes, the long name that each letter stands for, and other long names. */
export interface OptionTable {
  long: ReadonlyMap<string, Takes>;
  short: ReadonlyMap<string, string>;
  alias: ReadonlyMap<string, string>;
}

/** An option as found in `word`; `value` is the text after it. */
export interface FoundOption {
  name: string;
  value: Word | undefined;
  word: Word;
  start: number;
  end: number;
}

/** What the library complains of, in its words, without the program's name before them. */
interface OptionProblem {
  is: 'unknown' | 'value';
  message: string;
  word: Word;
  start: number;
  end: number;
}

/** What two libraries have in common not: how they find a name, what they take, and what they say. */
interface Library {
  /** The names that a typed one may stand for. */
  names(typed: string, table: OptionTable): readonly string[];
  /** An option without a value takes one that is joined on. */
  takesJoined: boolean;
  unknown(typed: string): string;
  unknownLetter(letter: string, rest: string): string;
  needs(name: string, typed: string): string;
  letterNeeds(letter: string, rest: string): string;
}

/** getopt_long(3) of glibc: a long name in full, or the beginning of one alone. */
const GETOPT: Library = {
  names: (typed, { long }) => (long.has(typed) ? [typed] : [...long.keys()].filter((name) => name.startsWith(typed))),
  takesJoined: false,
  unknown: (typed) => `unrecognized option '--${typed}'`,
  unknownLetter: (letter) => `invalid option -- '${letter}'`,
  needs: (name) => `option '--${name}' requires an argument`,
  letterNeeds: (letter) => `option requires an argument -- '${letter}'`,
};

/** spf13/pflag of Podman and Docker (parseArgs): after an unknown letter it looks at no other, and "=" may stand behind a letter. */
const PFLAG: Library = {
  names: (typed, { long, alias }) => [alias.get(typed) ?? typed].filter((name) => long.has(name)),
  takesJoined: true,
  unknown: (typed) => `unknown flag: --${typed.split('=', 1)[0]}`,
  unknownLetter: (letter, rest) => `unknown shorthand flag: '${letter}' in -${rest}`,
  needs: (_, typed) => `flag needs an argument: --${typed}`,
  letterNeeds: (letter, rest) => `flag needs an argument: '${letter}' in -${rest}`,
};

/** Reads options up to the first word that is none: short ones bundled, long ones with their value joined on or in the next word. */
export function readOptions(
  words: readonly Word[],
  table: OptionTable,
  by: 'getopt' | 'pflag',
): { found: (FoundOption | OptionProblem)[]; rest: Word[] } {
  const library = by === 'getopt' ? GETOPT : PFLAG;
  const found: (FoundOption | OptionProblem)[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at];
    if (!word?.text.startsWith('-') || word.text === '-') break;
    if (word.text === '--') {
      at++;
      break;
    }
    const { start, end } = word;
    const refuse = (is: OptionProblem['is'], message: string) => found.push({ is, message, word, start, end });
    const take = (name: string, joined: Word | undefined, needs: string) => {
      const wanted = table.long.get(name) === 'value';
      const value = joined ?? (wanted ? words[++at] : undefined);
      if (wanted && !value) refuse('value', needs);
      else found.push({ name, value, word, start, end: Math.max(end, value?.end ?? end) });
    };

    if (word.text.startsWith('--')) {
      const typed = word.text.slice(2);
      const equals = typed.indexOf('=');
      const joined = equals === -1 ? undefined : partOf(word, equals + 3);
      const names = library.names(equals === -1 ? typed : typed.slice(0, equals), table);
      const [name, ...others] = names;
      if (name === undefined) refuse('unknown', library.unknown(typed));
      else if (others.length > 0) {
        const possible = names.map((each) => ` '--${each}'`).join('');
        refuse('value', `option '--${typed}' is ambiguous; possibilities:${possible}`);
      } else if (joined && table.long.get(name) === 'none' && !library.takesJoined) {
        refuse('value', `option '--${name}' doesn't allow an argument`);
      } else take(name, joined, library.needs(name, typed));
      continue;
    }

    for (let index = 1; index < word.text.length; index++) {
      const letter = word.text.charAt(index);
      const rest = word.text.slice(index);
      const name = table.short.get(letter);
      if (name === undefined) {
        refuse('unknown', library.unknownLetter(letter, rest));
        if (by === 'pflag') break;
      } else if (table.long.get(name) === 'value') {
        const from = by === 'pflag' && word.text.charAt(index + 1) === '=' ? index + 2 : index + 1;
        take(name, from < word.text.length ? partOf(word, from) : undefined, library.letterNeeds(letter, rest));
        break;
      } else found.push({ name, value: undefined, word, start, end });
    }
  }
  return { found, rest: words.slice(at) };
}

/** A table as content/data/commandOptions.json has it. */
export function optionTable({ long, short, alias = '' }: { long: string; short: string; alias?: string }): OptionTable {
  const pairs = (text: string) =>
    new Map(
      text.split(' ').flatMap((pair) => (pair === '' ? [] : [[pair.replace(/:.*/, ''), pair.replace(/.*:/, '')]])),
    );
  const takes = (marks: number): Takes => (marks === 0 ? 'none' : marks === 1 ? 'value' : 'joined');
  const names = long.split(' ').map((each) => [each.replace(/:+$/, ''), takes(each.split(':').length - 1)] as const);
  return { long: new Map(names), short: pairs(short), alias: pairs(alias) };
}
