import { SUBID_READERS } from '../engine/idmap/index.ts';
import type { Diagnostic, Parsed } from '../engine/text/index.ts';
import { inflateText } from './deflateText.ts';
import { parseFragment } from './parseFragment.ts';
import { expandLines, expandMap } from './readableMap.ts';
import {
  innerKey,
  KEY_OF,
  MOST_INNER,
  UID_MAP_LINK_DEFAULTS,
  type UidMapLink,
  type UidMapSource,
  WISH_TOOLS,
} from './UidMapLink.ts';

const INNER = Array.from({ length: MOST_INNER }, (_, index) => innerKey(index));
const TEXTS = ['map', 'subuid', 'paste', ...INNER];
const KEYS = [
  ...TEXTS.flatMap((key) => [key, `${key}.z`]),
  ...['reader', 'user', 'uid', 'gid', 'kind', 'id', 'out', 'at', 'seen', 'want', 'have', 'prefer', 'tool'],
];

/**
 * Reads a fragment, with or without `#`. There is always a value: what can't be read has its default, and a diagnostic says
 * what was wrong. Whether the text is a map, and the id an id, is for the reader of the value to find out.
 */
export async function readUidMapLink(fragment: string): Promise<Parsed<UidMapLink> & { value: UidMapLink }> {
  const { value: entries = new Map<string, string>(), diagnostics } = parseFragment(fragment);
  const link = { ...UID_MAP_LINK_DEFAULTS };
  const has = (key: string) => entries.has(key) || entries.has(`${key}.z`);
  const source: UidMapSource = has('map') ? 'uid_map' : has('paste') ? 'paste' : 'subuid';
  const text = await textOf(entries, KEY_OF[source], EXPAND[source], diagnostics);
  if (text !== undefined) {
    link.source = source;
    link.text = text;
  }
  const inner = await Promise.all(INNER.filter(has).map((key) => textOf(entries, key, expandMap, diagnostics)));
  link.inner = inner.filter((each) => each !== undefined);
  link.user = entries.get('user') ?? link.user;
  link.uid = entries.get('uid') ?? link.uid;
  link.gid = entries.get('gid') ?? link.gid;
  link.reader = oneOf(entries, 'reader', SUBID_READERS, link.reader, diagnostics);
  link.kind = oneOf(entries, 'kind', ['uid', 'gid'] as const, link.kind, diagnostics);
  link.seen = oneOf(entries, 'seen', ['host', 'inside'] as const, link.seen, diagnostics);
  Object.assign(link, askedId(entries, link, diagnostics));
  if (entries.has('want')) link.task = 'make';
  link.want = entries.get('want') ?? link.want;
  link.have = expandLines(entries.get('have') ?? link.have);
  link.prefer = oneOf(entries, 'prefer', ['fewest', 'kept'] as const, link.prefer, diagnostics);
  link.tool = oneOf(entries, 'tool', WISH_TOOLS, link.tool, diagnostics);
  for (const key of entries.keys()) {
    if (!KEYS.some((known) => known === key)) diagnostics.push(unknownKey(key));
  }
  return { value: link, diagnostics };
}

const EXPAND: Record<UidMapSource, (readable: string) => string> = {
  subuid: expandLines,
  uid_map: expandMap,
  paste: (text) => text,
};
function askedId(
  entries: ReadonlyMap<string, string>,
  { id }: UidMapLink,
  diagnostics: Diagnostic[],
): Pick<UidMapLink, 'side' | 'id'> {
  const between = entries.get('at');
  const match = between === undefined ? undefined : /^([0-9]{1,2}):(.*)$/s.exec(between);
  if (match) return { side: Number(match[1]), id: match[2] ?? '' };
  if (between !== undefined) diagnostics.push(unreadable('at', between, 'a number of namespaces, a colon and an id'));
  const outside = entries.get('out');
  if (outside !== undefined) return { side: 'outside', id: outside };
  return { side: 'inside', id: entries.get('id') ?? id };
}

async function textOf(
  entries: ReadonlyMap<string, string>,
  key: string,
  expand: (readable: string) => string,
  diagnostics: Diagnostic[],
): Promise<string | undefined> {
  const readable = entries.get(key);
  if (readable !== undefined) return expand(readable);
  const packed = entries.get(`${key}.z`);
  if (packed === undefined) return undefined;
  const text = await inflateText(packed);
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
  if (found !== undefined && value === undefined) diagnostics.push(unreadable(key, found, values.join(', ')));
  return value ?? otherwise;
}

function unreadable(key: string, found: string, expected: string): Diagnostic {
  return {
    code: 'link-value',
    severity: 'warning',
    message: `This link has “${key}=${found.slice(0, 40)}”; expected ${expected}.`,
    hint: 'It is left out.',
  };
}

function unknownKey(key: string): Diagnostic {
  return {
    code: 'link-key',
    severity: 'warning',
    message: `This link has a key “${key}” that this page does not know; it is left out.`,
    hint: `The keys are ${KEYS.join(', ')}.`,
  };
}
