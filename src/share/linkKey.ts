import type { Diagnostic } from '../engine/text/index.ts';

/** "kept, fewest or most". */
const OR = /* @__PURE__ */ new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** A key of a link with its value, or with the text that is packed under the key with `.z`. */
export type Entry = readonly [key: string, value: string | { packed: string }];

/** A link as it is read. */
export interface LinkReader {
  /** The value of a key as the link has it. */
  get(name: string): string | undefined;
  /** What a value means; undefined where the key is left out and, with a diagnostic, where `read` makes nothing of its value. */
  value<Value>(name: string, read: (text: string) => Value | undefined, expected: string): Value | undefined;
  /** The text that is packed under the key with `.z`; undefined where there is none and, with a diagnostic, where it is damaged. */
  unpack(name: string): Promise<string | undefined>;
  report(diagnostic: Diagnostic): void;
}

/**
 * One thing that links say, declared once: the fields of a state that it sets, and how a link says them. What its defaults are they stay, for
 * published links lean on them: a new default gets a new key, and the old one is read as it was.
 */
export interface Key<Fields extends object> {
  /** The names that it may have in a link. */
  names: readonly string[];
  /** The fields as they are where a link leaves the key out. They belong together: who changes one means all. */
  defaults: Fields;
  /** The fields that a link says. `unsaid`: as they are where this link leaves the key out. */
  read(link: LinkReader, unsaid: Fields): Partial<Fields> | Promise<Partial<Fields>>;
  /** How a link says the fields; no entry where that is what they are unsaid, and the key is no older than its links. */
  write(fields: Fields, unsaid: Fields): readonly Entry[];
  /** What of the fields the reader typed, pasted or opened: it must not be lost. */
  texts?(fields: Fields): readonly string[];
}

/** The state that a list of keys says. */
export type LinkOf<Keys extends readonly Key<object>[]> = Together<FieldsOf<Keys[number]>>;

type FieldsOf<Each> = Each extends Key<infer Fields> ? Fields : never;
type Both<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
type Together<Union> = { [Name in keyof Both<Union>]: Both<Union>[Name] };

/** How a kind of instrument's state is written as a link. */
export interface LinkFormat<Link extends object> {
  /** In the order in which they are read and written. */
  keys: readonly Key<object>[];
  /** Of these the ones that a state is written with, in another order; left out: all. */
  keysFor?(link: Link): readonly Key<object>[];
  /** What the keys mean that a link leaves out, where a key before them says it of many at once. */
  unsaid?(link: Partial<Link>): Partial<Link>;
}

/** The fields of a key as they are where `link` leaves it out; of `link` the keys before it are read. */
export function unsaidOf<Link extends object>(
  { unsaid = () => ({}) }: LinkFormat<Link>,
  { defaults }: Key<object>,
  link: Partial<Link>,
): object {
  const said = Object.entries(unsaid(link)).filter(([field]) => Object.hasOwn(defaults, field));
  return { ...defaults, ...Object.fromEntries(said) };
}

/** What a link without any keys says. */
export function defaultsOf<Keys extends readonly Key<object>[]>(keys: Keys): LinkOf<Keys> {
  return Object.assign({}, ...keys.map(({ defaults }) => defaults));
}

/** The names of a text that may be packed. */
export const packable = (...names: readonly string[]): string[] => names.flatMap((name) => [name, `${name}.z`]);

/** Longer than this nobody reads a link: the text is packed instead. */
const LONGEST_READABLE = 400;

/** The short form of a text, where it is one. */
export const ifShort = (readable: string): string | undefined =>
  readable.length <= LONGEST_READABLE ? readable : undefined;

/** A text as a link says it: readable, where it has a short form, or packed. */
export const textEntry = (name: string, text: string, short: string | undefined): Entry => [
  name,
  short ?? { packed: text },
];

/** A text that a link says in either way. */
export async function readText(link: LinkReader, name: string, expand: (readable: string) => string) {
  const readable = link.get(name);
  return readable === undefined ? link.unpack(name) : expand(readable);
}

interface Written {
  /** It is in every link, as links have had it from the start. */
  always?: boolean;
}

/** A key that says one field of the same name, in words that `read` and `write` translate. */
export function key<const Name extends string, Value>(
  name: Name,
  {
    initial,
    expected,
    read,
    write,
    always = false,
  }: Written & {
    initial: Value;
    expected: string;
    read: (text: string) => Value | undefined;
    write: (value: Value) => string | undefined;
  },
): Key<Record<Name, Value>> {
  const fields = (value: Value) => ({ [name]: value }) as Record<Name, Value>;
  return {
    names: [name],
    defaults: fields(initial),
    read(link) {
      const value = link.value(name, read, expected);
      return value === undefined ? {} : fields(value);
    },
    write({ [name]: value }, { [name]: unsaid }) {
      const text = value === unsaid && !always ? undefined : write(value);
      return text === undefined ? [] : [[name, text]];
    },
  };
}

/** A key whose value is taken as it stands. */
export function word<const Name extends string, Value extends string | undefined>(
  name: Name,
  initial: Value,
  written: Written = {},
): Key<Record<Name, string | Value>> {
  return key<Name, string | Value>(name, {
    ...written,
    initial,
    expected: 'any text',
    read: (text) => text,
    write: (value) => value,
  });
}

/** A key with one of several values, the first of which is the default. */
export function oneOf<const Name extends string, const Value extends string>(
  name: Name,
  values: readonly [Value, ...Value[]],
  written: Written = {},
): Key<Record<Name, Value>> {
  return key(name, {
    ...written,
    initial: values[0],
    expected: OR.format(values),
    read: (text) => values.find((value) => value === text),
    write: (value) => value,
  });
}
