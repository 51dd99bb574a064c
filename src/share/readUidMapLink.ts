import { SUBID_READERS } from '../engine/idmap/index.ts';
import { type Diagnostic, firstProblems, type Parsed } from '../engine/text/index.ts';
import { inflateText } from './deflateText.ts';
import { LINK_LIMITS, type LinkLimits, MOST_LINK_PROBLEMS } from './linkLimits.ts';
import { parseFragment } from './parseFragment.ts';
import { expandLines, expandMap } from './readableMap.ts';
import {
  innerKey,
  KEY_OF,
  MOST_INNER,
  MOST_WANTED,
  UID_MAP_LINK_DEFAULTS,
  type UidMapLink,
  type UidMapSource,
  WISH_TOOLS,
} from './UidMapLink.ts';

const INNER = Array.from({ length: MOST_INNER }, (_, index) => innerKey(index));
const TEXTS = ['map', 'subuid', 'paste', ...INNER, 'have'];
const KEYS = [
  ...TEXTS.flatMap((key) => [key, `${key}.z`]),
  ...['reader', 'user', 'uid', 'gid', 'kind', 'id', 'out', 'at', 'seen', 'task', 'want', 'prefer', 'tool'],
];

/**
 * Reads a fragment, with or without `#`. There is always a value: what can't be read has its default, and a diagnostic says
 * what was wrong. Whether the text is a map, and the id an id, is for the reader of the value to find out.
 */
export async function readUidMapLink(
  fragment: string,
  limits: LinkLimits = LINK_LIMITS,
): Promise<Parsed<UidMapLink> & { value: UidMapLink }> {
  const { value: entries = new Map<string, string>(), diagnostics } = parseFragment(fragment, limits);
  const link = { ...UID_MAP_LINK_DEFAULTS };
  const has = (key: string) => entries.has(key) || entries.has(`${key}.z`);
  const source: UidMapSource = has('map') ? 'uid_map' : has('paste') ? 'paste' : 'subuid';
  const read = (key: string, expand: (readable: string) => string) =>
    textOf(entries, key, expand, { limits, diagnostics });
  const text = await read(KEY_OF[source], EXPAND[source]);
  if (text !== undefined) {
    link.source = source;
    link.text = text;
  }
  const inner = await Promise.all(INNER.filter(has).map((key) => read(key, expandMap)));
  link.inner = inner.filter((each) => each !== undefined);
  link.user = entries.get('user') ?? link.user;
  link.uid = entries.get('uid') ?? link.uid;
  link.gid = entries.get('gid') ?? link.gid;
  link.reader = oneOf(entries, 'reader', SUBID_READERS, link.reader, diagnostics);
  link.kind = oneOf(entries, 'kind', ['uid', 'gid'] as const, link.kind, diagnostics);
  link.seen = oneOf(entries, 'seen', ['host', 'inside'] as const, link.seen, diagnostics);
  Object.assign(link, askedId(entries, link, diagnostics));
  // Links that ask for a map name what is wanted; those that keep it beside a text that is read say so.
  if (entries.has('want')) link.task = oneOf(entries, 'task', ['make', 'read'] as const, 'make', diagnostics);
  link.want = wanted(entries.get('want') ?? link.want, diagnostics);
  link.have = (await read('have', expandLines)) ?? link.have;
  link.prefer = oneOf(entries, 'prefer', ['fewest', 'kept'] as const, link.prefer, diagnostics);
  link.tool = oneOf(entries, 'tool', WISH_TOOLS, link.tool, diagnostics);
  for (const key of entries.keys()) {
    if (!KEYS.some((known) => known === key)) diagnostics.push(unknownKey(key));
  }
  return { value: link, diagnostics: firstProblems(diagnostics, MOST_LINK_PROBLEMS) };
}

const EXPAND: Record<UidMapSource, (readable: string) => string> = {
  subuid: expandLines,
  uid_map: expandMap,
  paste: (text) => text,
};

/** The mappings as far as a map can hold them; the others are counted. */
function wanted(want: string, diagnostics: Diagnostic[]): string {
  const rows = want.split(',');
  if (rows.length <= MOST_WANTED) return want;
  diagnostics.push({
    code: 'link-want',
    severity: 'warning',
    message: `This link has ${rows.length} mappings; the first ${MOST_WANTED} are here, and ${rows.length - MOST_WANTED} more are left out.`,
    hint: `A map has at most ${MOST_WANTED} lines.`,
  });
  return rows.slice(0, MOST_WANTED).join(',');
}

function askedId(
  entries: ReadonlyMap<string, string>,
  { id }: UidMapLink,
  diagnostics: Diagnostic[],
): Pick<UidMapLink, 'side' | 'id'> {
  const between = entries.get('at');
  const match = between === undefined ? undefined : /^([0-9]{1,2}):(.*)$/s.exec(between);
  if (match) return { side: Number(match[1]), id: match[2] ?? '' };
  if (between !== undefined) diagnostics.push(unreadable('at', between, 'a number of namespaces, a colon and an ID'));
  const outside = entries.get('out');
  if (outside !== undefined) return { side: 'outside', id: outside };
  return { side: 'inside', id: entries.get('id') ?? id };
}

async function textOf(
  entries: ReadonlyMap<string, string>,
  key: string,
  expand: (readable: string) => string,
  { limits, diagnostics }: { limits: LinkLimits; diagnostics: Diagnostic[] },
): Promise<string | undefined> {
  const readable = entries.get(key);
  if (readable !== undefined) return expand(readable);
  const packed = entries.get(`${key}.z`);
  if (packed === undefined) return undefined;
  const text = await inflateText(packed, limits);
  diagnostics.push(...text.diagnostics);
  return text.value;
}

function oneOf<Value extends string>(
  entries: ReadonlyMap<string, string>,
  key: string,
  values: readonly Value[],
  otherwise: Value,
  diagnostics: Diagnostic[],
): Value {
  const found = entries.get(key);
  const value = values.find((each) => each === found);
  if (found !== undefined && value === undefined)
    diagnostics.push(unreadable(key, found, `one of ${values.join(', ')}`));
  return value ?? otherwise;
}

function unreadable(key: string, found: string, expected: string): Diagnostic {
  return {
    code: 'link-value',
    severity: 'warning',
    message: `This link has “${key}=${found.slice(0, 40)}”; the value must be ${expected}.`,
    hint: 'This value is ignored.',
  };
}

function unknownKey(key: string): Diagnostic {
  return {
    code: 'link-key',
    severity: 'warning',
    message: `This link has a key “${key.slice(0, 40)}” that this page does not know; the key is ignored.`,
    hint: `The keys are ${KEYS.join(', ')}.`,
  };
}
