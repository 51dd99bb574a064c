import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'astro/zod';
import { parse } from 'yaml';
import { messageNames } from '../../engine/diagnose/index.ts';
import type { Known, MessageRow, MessageSource, MessageTable, OtherMessages } from '../../engine/messages/index.ts';

const pattern = z.string().refine(isPattern, 'no regular expression');
const when = z.record(z.string(), z.union([z.boolean(), pattern]));
const chosen = { use: z.string().optional(), when: when.optional() };
const step = z.union([
  z.string(),
  z.strictObject({
    ...chosen,
    why: z.string().optional(),
    command: z.string().optional(),
    fixes: z.literal(true).optional(),
  }),
]);
const layer = z.enum([
  'seccomp',
  'capability',
  'id-map',
  'subid',
  'file-mode',
  'lsm',
  'cgroup',
  'runtime',
  'engine',
  'kernel',
  'unknown',
]);
const cause = z.union([
  z.string(),
  z.strictObject({
    ...chosen,
    layer: layer.optional(),
    who: z.string().optional(),
    says: z.string().optional(),
    tells: step.optional(),
    fixes: z.array(step).optional(),
  }),
]);
const facts = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
const told = {
  who: z.string().optional(),
  says: z.string().optional(),
  next: z.array(step).optional(),
  causes: z.array(cause).optional(),
  versions: z.string().optional(),
  learn: z.string().optional(),
  facts: facts.optional(),
  ask: facts.optional(),
};
const page = z.strictObject({ title: z.string(), url: z.string().exactOptional() });
const source = z.union([z.string(), page]);
const row = z.strictObject({
  title: z.string(),
  layer,
  general: z.literal(true).optional(),
  passesOn: z.literal(true).optional(),
  family: z.string().optional(),
  examples: z.array(z.string()).nonempty(),
  // As readMessage writes a text: in small letters, with single blanks.
  phrases: z.array(z.string().refine((phrase) => phrase === phrase.toLowerCase() && !/\s{2}/.test(phrase))),
  words: z.array(z.array(z.string()).nonempty()).optional(),
  unlike: z.string().optional(),
  beside: z.array(z.string()).optional(),
  here: pattern.optional(),
  holds: pattern.optional(),
  lacks: pattern.optional(),
  finds: z.array(pattern).optional(),
  reads: z.string().optional(),
  pieces: z.record(z.string(), z.array(z.strictObject({ when: when.optional(), text: z.string() }))).optional(),
  ...told,
  variants: z.array(z.strictObject({ ...told, when })).optional(),
  sources: z.array(source).nonempty(),
});
const sourcesFile = z.strictObject({
  programs: z.record(z.string(), z.strictObject({ title: z.string(), url: z.string() })),
  pages: z.record(z.string(), page),
});
const lessonsFile = z.record(z.string(), z.strictObject({ path: z.string(), title: z.string() }));
const orderFile = z.strictObject({
  first: z.array(z.string()),
  maps: z.array(z.string()),
  last: z.array(z.string()),
});

function isPattern(text: string): boolean {
  try {
    return RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Reads content/messages/ as one table; throws, with the file’s name, where one says what is not known. */
function readMessages(folder: string, known: Known): MessageTable & OtherMessages {
  const read = <T>(file: string, schema: z.ZodType<T>): T => {
    const { data, error } = schema.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
    if (error) throw new Error(`${file}: ${z.prettifyError(error)}`);
    return data;
  };
  const lessons = read('shared/lessons.yaml', lessonsFile);
  const cited = read('shared/sources.yaml', sourcesFile);
  const shared = {
    ...read('shared/steps.yaml', z.record(z.string(), step)),
    ...read('shared/causes.yaml', z.record(z.string(), z.union([cause, z.array(cause)]))),
  };
  const order = read('shared/order.yaml', orderFile);
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const rows = new Map(
    files.map((file) => {
      const { sources, ...rest } = read(file, row);
      const code = basename(file, '.yaml');
      const found = { code, ...rest, sources: sources.map((each) => sourceOf(each, cited)) } as unknown as MessageRow;
      checkNames(found, { ...known, lessons, shared });
      return [code, found] as const;
    }),
  );
  const take = (codes: readonly string[]): MessageRow[] =>
    codes.map((code) => {
      const found = rows.get(code);
      if (!found) throw new Error(`order.yaml: ${code} has no file, or stands twice`);
      rows.delete(code);
      return found;
    });
  const table = { first: take(order.first), maps: take(order.maps), last: take(order.last) };
  if (rows.size > 0) throw new Error(`order.yaml lacks ${[...rows.keys()].join(', ')}`);
  return { lessons, shared: shared as MessageTable['shared'], ...table };
}

/** A source in full: a manual page "open(2), EROFS", a thread "moby/moby#1, note", a program’s file "linux: fs/open.c, chown_common", or a title alone. */
function sourceOf(given: z.infer<typeof source>, { programs, pages }: z.infer<typeof sourcesFile>): MessageSource {
  if (typeof given !== 'string') return given;
  const known = pages[given];
  if (known) return known;
  const [, name, section] = /^([\w.-]+)\((\d)\)/.exec(given) ?? [];
  if (section !== undefined)
    return { title: given, url: `https://man7.org/linux/man-pages/man${section}/${name}.${section}.html` };
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)(?:, |$)/.exec(given) ?? [];
  if (number !== undefined) return { title: given, url: `https://github.com/${repository}/issues/${number}` };
  const [, key = '', place = '', file = ''] = /^([\w-]+): (([^,]+).*)$/.exec(given) ?? [];
  const program = programs[key];
  return program ? { title: `${program.title}, ${place}`, url: `${program.url}/${file}` } : { title: given };
}

/** What has no names of values in it. */
const PLAIN = ['examples', 'phrases', 'title', 'sources', 'beside', 'words', 'here', 'holds', 'lacks', 'finds'];

/** Throws where the row names what nobody knows: a reader, a lesson, a shared step, or a value in a text or a condition. */
function checkNames(row: MessageRow, { readers, facts, lessons, shared }: Known & { lessons: object; shared: object }) {
  const fail = (what: string) => {
    throw new Error(`${row.code}.yaml: ${what}`);
  };
  if (row.reads !== undefined && !(row.reads in readers)) fail(`no reader is called ${row.reads}`);
  const groups = [row.here ?? '', ...(row.finds ?? [])].flatMap((each) => namesIn(each, /\(\?<(\w+)>/g));
  const values = ['text', 'from', ...groups, ...Object.keys(row.pieces ?? {}), ...Object.keys(facts)];
  // A reader’s values are its own: what a row with one leaves open, the test of its examples finds.
  const checkValues = (names: readonly string[]) => {
    const unknown = row.reads === undefined ? names.find((name) => !values.includes(name)) : undefined;
    if (unknown !== undefined) fail(`{${unknown}} is no group, piece or fact`);
  };
  const visit = (key: string, value: unknown): void => {
    if (PLAIN.includes(key)) return;
    if (key === 'when') checkValues(Object.keys(value ?? {}));
    else if (typeof value === 'object') for (const [name, each] of Object.entries(value ?? {})) visit(name, each);
    else if (key === 'learn' && !(String(value) in lessons)) fail(`no lesson is called ${value}`);
    else if (/^(?:use|tells|\d+)$/.test(key) && !(String(value) in shared)) fail(`nothing shared is called ${value}`);
    else checkValues(namesIn(String(value), /\{([A-Za-z]\w*)\}/g));
  };
  visit('', row);
}

const namesIn = (text: string, name: RegExp): string[] => [...text.matchAll(name)].map(([, found = '']) => found);

/** By name, the tables as they should stand in content/data/. */
export function messageTables(): Readonly<Record<string, string>> {
  const { first, last, ...table } = readMessages('content/messages', messageNames());
  const written = (told: object) => `${JSON.stringify(told, null, 1)}\n`;
  return { 'messages.json': written(table), 'otherMessages.json': written({ first, last }) };
}

// Writes the tables of content/data/ which the engines read, from the files of content/messages/.
//   npm run messages

for (const [name, text] of Object.entries(messageTables())) writeFileSync(`content/data/${name}`, text);
