import { fileWord, nameWord } from '../text/index.ts';
import type {
  Cause,
  CauseParts,
  CauseRow,
  Chosen,
  ErrorEntry,
  Explanation,
  Message,
  MessageRow,
  MessageTable,
  NextStep,
  Releases,
  StepRow,
  When,
} from './Row.ts';

/** What a message’s names stand for. */
export type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** Finds what no pattern can; undefined where it is another message. */
export type Reader = (message: Message, at: number, versions?: Releases) => Values | undefined;

/** What rows can name: the readers, and facts that every text may use. */
export interface Known {
  readers: Readonly<Record<string, Reader>>;
  facts: Values;
}

/** A person's question is not longer; in a log the same words mean nothing. */
const LONGEST_QUESTION = 120;
const EACH_NAME = /\{([A-Za-z]\w*)\}/g;
const NAME = /\{([A-Za-z]\w*)\}/;
/** The facts that are words; the others are numbers. */
const WORDS = ['path', 'user', 'kind', 'side'];
const TOLD = ['who', 'says', 'next', 'causes', 'versions', 'learn', 'facts', 'ask'] as const;

const patterns = new Map<string, RegExp>();
/** The pattern of a row, made once. */
function pattern(source: string, flags = ''): RegExp {
  const key = `${flags}/${source}`;
  const made = patterns.get(key) ?? new RegExp(source, flags);
  patterns.set(key, made);
  return made;
}

/** The entry of a row. */
export function entryOf(row: MessageRow, table: MessageTable, known: Known): ErrorEntry {
  const { code, title, layer, examples, sources, phrases, passesOn, general, family, words = [] } = row;
  return {
    ...{ code, title, layer, examples, sources },
    ...(passesOn && { passesOn }),
    ...(general && { general }),
    ...(family !== undefined && { family }),
    phrases: [...phrases, ...words.map(([first = '']) => first)],
    explain(message, at, versions) {
      const said = phrases.some((phrase) => message.small.startsWith(phrase, at));
      const values = said ? valuesIn(row, known, message, at, versions) : undefined;
      if (values) return told(row, table, values, message, at);
      // Who has no message has no values either.
      return isAsked(row, message, at) ? told({ ...row, variants: [] }, table, known.facts, message, at) : undefined;
    },
  };
}

const isAsked = ({ words = [], unlike }: MessageRow, { small }: Message, at: number): boolean =>
  small.length <= LONGEST_QUESTION &&
  !(unlike !== undefined && small.includes(unlike)) &&
  words.some(([first = '', ...others]) => small.startsWith(first, at) && others.every((each) => small.includes(each)));

/** The values of a message, or undefined where it is another. */
function valuesIn(row: MessageRow, known: Known, message: Message, at: number, versions?: Releases) {
  const { beside, here, holds, lacks, finds = [], reads } = row;
  const { text, small } = message;
  if (beside && !beside.some((each) => small.includes(each))) return undefined;
  if (lacks !== undefined && pattern(lacks).test(small)) return undefined;
  if (holds !== undefined && !pattern(holds).test(small)) return undefined;
  const begun = here === undefined ? undefined : pattern(here, 'i').exec(text.slice(at));
  if (begun === null) return undefined;
  const values: Record<string, Values[string]> = { ...known.facts };
  for (const [, name = ''] of finds.join().matchAll(/\(\?<(\w+)>/g)) values[name] = undefined;
  for (const groups of [begun?.groups, ...finds.map((find) => pattern(find).exec(text)?.groups)])
    for (const [name, value] of Object.entries(groups ?? {})) values[name] ??= value;
  const read = reads === undefined ? {} : known.readers[reads]?.(message, at, versions);
  return read && { ...values, ...read };
}

/** What the row tells of these values. */
function told(row: MessageRow, table: MessageTable, given: Values, message: Message, at: number): Explanation {
  const values: Record<string, Values[string]> = { ...given };
  const isSo = (when: When = {}) =>
    Object.entries(when).every(([name, asked]) => {
      const value = name === 'text' ? message.small : name === 'from' ? message.small.slice(at) : (values[name] ?? '');
      return typeof asked === 'string'
        ? pattern(asked).test(String(value))
        : asked === (value !== '' && value !== false);
    });
  const fill = (text: string, word = (_name: string, value: string) => value) =>
    text.replace(EACH_NAME, (whole, name: string) => (name in values ? word(name, String(values[name] ?? '')) : whole));
  /** In a command, what the message itself says is a word of the shell. */
  const command = (text: string) =>
    fill(text, (name, value) => {
      if (name === 'path') return fileWord(value) ?? 'PATH';
      return name === 'user' ? (nameWord(value) ?? 'USER') : value;
    });
  for (const [name, pieces] of Object.entries(row.pieces ?? {}))
    values[name] = fill(pieces.find(({ when }) => isSo(when))?.text ?? '');

  /** The rows of a list that count, those that stand in shared/ in place of their names. */
  function chosen<T>(rows: readonly Chosen<T>[]): Partial<T>[] {
    return rows.flatMap((row) => {
      const own = (typeof row === 'string' ? { use: row } : row) as Exclude<Chosen<T>, string>;
      if (!isSo(own.when)) return [];
      if (own.use === undefined) return [own];
      const shared = [table.shared[own.use] ?? []].flat() as readonly Chosen<T>[];
      return chosen(shared).map((each) => ({ ...each, ...own }));
    });
  }
  const steps = (rows: readonly StepRow[]): NextStep[] =>
    chosen<NextStep>(rows).map(({ why = '', command: text, fixes }) => ({
      why: fill(why),
      ...(text !== undefined && { command: command(text) }),
      ...(fixes && { fixes }),
    }));
  const causes = (rows: readonly CauseRow[]): Cause[] =>
    chosen<CauseParts>(rows).flatMap(({ layer = 'unknown', who = '', says = '', tells = '', fixes = [] }) =>
      steps([tells]).map((shown) => ({ layer, who: fill(who), says: fill(says), tells: shown, fixes: steps(fixes) })),
    );

  const answer: MessageRow = { ...row };
  for (const variant of row.variants ?? [])
    if (isSo(variant.when))
      for (const key of TOLD) if (variant[key] !== undefined) Object.assign(answer, { [key]: variant[key] });
  const facts = factsOf(answer.facts ?? {}, fill);
  const ask = factsOf(answer.ask ?? {}, fill);
  return {
    who: fill(answer.who ?? ''),
    says: fill(answer.says ?? ''),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...('id' in ask && { ask: ask as NonNullable<Explanation['ask']> }),
    next: steps(answer.next ?? []),
    ...(answer.causes && { causes: causes(answer.causes) }),
    ...(answer.versions !== undefined && { versions: fill(answer.versions) }),
    learn: table.lessons[answer.learn ?? ''] ?? { path: '', title: '' },
  };
}

/** The facts whose names have a value. */
function factsOf(rows: NonNullable<MessageRow['facts']>, fill: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rows).flatMap(([key, row]): [string, unknown][] => {
      if (typeof row !== 'string') {
        const within = factsOf(row, fill);
        return Object.keys(within).length === 0 ? [] : [[key, within]];
      }
      const value = fill(row);
      if (value === '' || (value === row && NAME.test(row))) return [];
      return [[key, WORDS.includes(key) ? value : Number(value)]];
    }),
  );
}
