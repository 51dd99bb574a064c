import { strtoumax } from '../../linux/index.ts';
import {
  counted,
  type Diagnostic,
  error,
  type Parsed,
  refused,
  type SourceText,
  type Span,
  shorten,
  sourceText,
  spanAt,
  type Word,
  warning,
} from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import {
  type Extent,
  type IdKind,
  type IdMap,
  type LocatedExtent,
  type NamespaceMaps,
  NO_ID,
  NUMBER_NAMES,
} from '../map/Extent.ts';

/** One extent as a tool's text gives it, for user ids, group ids or both. */
export interface Entry extends LocatedExtent {
  kinds: readonly IdKind[];
}

/** What a tool's text says, in its order, with every problem of the text. */
export interface Entries {
  entries: readonly Entry[];
  diagnostics: Diagnostic[];
}

/**
 * The two maps that entries make, a side without any undefined, with what the kernel has against each. An extent that both kinds share and
 * the kernel refuses is told once.
 */
export function mapsOf(entries: readonly Entry[]): { maps: NamespaceMaps; diagnostics: Diagnostic[] } {
  const side = (kind: IdKind) => {
    const own = entries.filter(({ kinds }) => kinds.includes(kind));
    return own.length === 0 ? undefined : own.map(({ kinds: _, ...extent }): LocatedExtent => extent);
  };
  const maps = { uid: side('uid'), gid: side('gid') };
  const seen = new Set<string>();
  const diagnostics = [...mapProblems(maps.uid ?? []), ...mapProblems(maps.gid ?? [])].filter((problem) => {
    const key = `${problem.code} ${problem.span?.start} ${problem.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return { maps, diagnostics };
}

/** Maps that the text leaves open: only the running system knows them. */
export const UNKNOWN_MAPS: NamespaceMaps = { uid: undefined, gid: undefined };

/** The same extent, which the text gives at `span`, for users and for groups. */
export function bothMaps(extent: Extent, span: Span): NamespaceMaps {
  const side = [{ ...extent, span }];
  return { uid: side, gid: side };
}

/** The maps of the host's own namespace, as /proc/self/uid_map shows them where no other was made: ids inside are the ids outside. */
export function hostMaps(span: Span): NamespaceMaps {
  return bothMaps({ inside: 0, outside: 0, count: 4294967295 }, span);
}

/** No maps, and why not. */
export function noMaps(...diagnostics: readonly Diagnostic[]): Parsed<NamespaceMaps> {
  return { value: undefined, diagnostics: [...diagnostics] };
}

/** A stretch of the reader's text that should be a number. */
interface NumberField {
  /** What a message calls it: "hostID", "count". */
  name: string;
  text: string;
  start: number;
}

/**
 * A number in plain decimal digits, as every tool here takes it, up to 4294967295; anything else is an error at its place. What one tool takes
 * beyond that (hexadecimal, signs) is that tool's reader's to allow.
 */
export function readDecimal(source: SourceText, field: NumberField): Parsed<number> {
  return checkedNumber(source, field, /^[0-9]+$/.test(field.text) ? Number(field.text) : undefined);
}

/**
 * The whole of `text` as strtoul(3) reads a number whose base isn't given, of which neither LXC nor systemd takes a negative one; `octal` as systemd
 * does, which also knows 0o (src/basic/parse-util.c, mangle_base). Undefined where it is none.
 */
export function readCNumber(text: string, { octal = false } = {}): bigint | undefined {
  const plain = octal ? text.replace(/^([\t-\r ]*\+?0)o(?=[0-7])/i, '$1') : text;
  const { value, length } = strtoumax(plain, 0);
  return length > 0 && length === plain.length && !plain.includes('-') ? value : undefined;
}

/** `value`, which was read from `field`, if it is a number of 32 bits; else what is wrong with it. */
export function checkedNumber(source: SourceText, field: NumberField, value: number | undefined): Parsed<number> {
  const { name, text, start } = field;
  const span = spanAt(source, start, start + text.length);
  const found = shorten(text);
  if (value !== undefined && value <= NO_ID) return { value, diagnostics: [] };
  if (value !== undefined) {
    const message = `Found ${found} as ${name}; IDs are 32 bits wide.`;
    return refused('format-number-range', message, 'IDs go from 0 to 4294967294.', span);
  }
  const message = `Found ${text === '' ? 'nothing' : `"${found}"`} as ${name}, expected decimal digits.`;
  return refused('format-number', message, 'Write digits only.', span);
}

/** The extent that its three numbers make, as they were read; undefined where one could not be. */
export function extentOf(numbers: readonly Parsed<number>[]): Parsed<Extent> {
  const [inside, outside, count] = numbers.map(({ value }) => value);
  const complete = inside !== undefined && outside !== undefined && count !== undefined;
  return {
    value: complete ? { inside, outside, count } : undefined,
    diagnostics: numbers.flatMap(({ diagnostics }) => diagnostics),
  };
}

/**
 * An extent written `inside:outside:count`, as Podman, unshare and mount take it; a count left out is `count`, where the tool has a default.
 */
export function readTriple(source: SourceText, word: Word, count?: number): Parsed<Extent> {
  const fields = word.text.split(':', 5);
  if (fields.length === 2 && count !== undefined) fields.push(String(count));
  if (fields.length !== 3) {
    const message = `"${shorten(word.text)}" is not container ID:host ID:count.`;
    const span = spanAt(source, word.start, word.end);
    return refused('format-triple', message, 'Write three numbers with colons between them.', span);
  }
  let at = 0;
  return extentOf(
    fields.map((text, index) => {
      const start = word.span(at).start;
      at += text.length + 1;
      return readDecimal(source, { name: NUMBER_NAMES[index] ?? 'number', text, start });
    }),
  );
}

/** Lines for an LXC config: type, first id inside, first id outside, count (lxc.container.conf(5)). */
export function writeLxc(map: IdMap, kind: IdKind): string {
  const type = kind === 'uid' ? 'u' : 'g';
  return map.map(({ inside, outside, count }) => `lxc.idmap = ${type} ${inside} ${outside} ${count}\n`).join('');
}

/** A line `key = value`, or `key: value` as Proxmox VE writes it, where each part stands. */
interface Setting {
  key: string;
  /** '' where the line has none. */
  separator: '=' | ':' | '';
  value: string;
  start: number;
  valueStart: number;
  end: number;
}

/** What an LXC config has about ids, in order, beside what else of it matters. */
interface LxcSettings extends Entries {
  /** Every setting of the container itself; Proxmox VE keeps snapshots below a line in square brackets. */
  settings: readonly Setting[];
}

/**
 * The `lxc.idmap` lines (before LXC 2.1: `lxc.id_map`) of a config. An empty value clears those above (src/lxc/confile.c, set_config_idmaps);
 * the type is u or g (src/lxc/confile_utils.c, parse_idmaps). Sections, which Proxmox VE has for snapshots, aren't read.
 */
export function readLxc(text: string): LxcSettings {
  const source = sourceText(text);
  const settings = readSettings(source);
  let entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const setting of settings) {
    if (!/^lxc\.id_?map/.test(setting.key)) continue;
    const place = { start: setting.start, end: setting.start + setting.key.length };
    if (setting.separator === '' || !/^lxc\.id_?map$/.test(setting.key)) {
      const found = setting.separator === '' ? 'The line has no =' : `The line has the key ${shorten(setting.key)}`;
      const message = `${found}; write lxc.idmap = and four fields.`;
      const span = spanAt(source, setting.start, setting.end);
      diagnostics.push(error('lxc-line', message, 'LXC does not start a container with such a line.', span));
      continue;
    }
    if (setting.key === 'lxc.id_map') {
      const message =
        'lxc.id_map is the old name of lxc.idmap: LXC renamed it in 2.1, and refuses the old name since 3.0.';
      const fix = [{ ...place, text: 'lxc.idmap' }];
      diagnostics.push(
        error('lxc-old-key', message, 'Write lxc.idmap.', spanAt(source, place.start, place.end), { fix }),
      );
    }
    if (setting.value === '') {
      entries = [];
      continue;
    }
    const read = readEntry(source, setting);
    diagnostics.push(...read.diagnostics);
    if (read.value) entries.push(read.value);
  }
  return { entries, diagnostics, settings };
}

function readSettings(source: SourceText): Setting[] {
  const { text, lineStarts } = source;
  const settings: Setting[] = [];
  for (const [index, lineStart] of lineStarts.entries()) {
    const line = text.slice(lineStart, (lineStarts[index + 1] ?? text.length + 1) - 1);
    const content = line.trimStart();
    if (line.startsWith('[') && settings.some(({ separator }) => separator === ':')) break;
    const match = /^([a-z][\w.-]*)(?:([ \t]*=|:)|(?=[ \t]))/.exec(content);
    if (!match) continue;
    const [head, key = '', mark = ''] = match;
    if (mark === '' && !key.startsWith('lxc.')) continue;
    const start = lineStart + (line.length - content.length);
    const rest = content.slice(head.length);
    const quoted = /^"(.*)"$|^'(.*)'$/.exec(rest.trim());
    const value = quoted ? (quoted[1] ?? quoted[2] ?? '') : rest.trim();
    const valueStart = start + head.length + (rest.length - rest.trimStart().length) + (quoted ? 1 : 0);
    const separator = mark === '' ? '' : mark === ':' ? ':' : '=';
    settings.push({ key, separator, value, start, valueStart, end: valueStart + value.length });
  }
  return settings;
}

function readEntry(source: SourceText, setting: Setting): Parsed<Entry> {
  const span = spanAt(source, setting.start, setting.end);
  const words = [...setting.value.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: setting.valueStart + match.index,
  }));
  const [type] = words;
  const wrong = (message: string, hint: string) => refused('lxc-idmap', message, hint, span);
  if (type?.text !== 'u' && type?.text !== 'g') {
    return wrong(
      `Found "${shorten(type?.text ?? '')}" as type, expected u or g.`,
      type?.text === 'b'
        ? 'Only lxc-usernsexec accepts b. Write the line twice, once with u and once with g.'
        : 'Begin with u for UIDs or g for GIDs.',
    );
  }
  // LXC takes the whole rest of the line for the value (src/lxc/confile_utils.c, parse_idmaps): 6.0.4 refuses a comment in it.
  if (words.length > 4 && words[4]?.text.startsWith('#')) {
    return wrong(
      'A comment is not allowed after the numbers.',
      'LXC refuses the line, and the container does not start: give the comment a line of its own.',
    );
  }
  if (words.length !== 4) {
    return wrong(
      `The line has ${counted(words.length - 1, 'number')} after ${type.text}; LXC needs three.`,
      'Write the first container ID, the first host ID, and how many.',
    );
  }
  const numbers = words.slice(1).map((word, index) => readNumber(source, { ...word, name: NUMBER_NAMES[index] ?? '' }));
  const { value, diagnostics } = extentOf(numbers);
  return { value: value && { ...value, kinds: [type.text === 'u' ? 'uid' : 'gid'], span }, diagnostics };
}

/** A number as LXC reads it (lxc_safe_ulong): hexadecimal, octal and binary too. newuidmap, which gets it then, takes no more than 32 bits. */
function readNumber(source: SourceText, field: NumberField): Parsed<number> {
  const { text, start } = field;
  const number = readCNumber(text);
  const { value, diagnostics } = checkedNumber(source, field, number === undefined ? undefined : Number(number));
  if (value === undefined || /^\+?(?:0|[1-9][0-9]*)$/.test(text)) return { value, diagnostics };
  const span = spanAt(source, start, start + text.length);
  return {
    value,
    diagnostics: [warning('format-number-base', `LXC reads ${text} as ${value}.`, `Write ${value}.`, span)],
  };
}

/** A directory of the host that a container has: where it is on the host, and inside. */
export interface LxcMount {
  source: string;
  target: string;
}

/**
 * The host's directories in an LXC config: `mp0: /tank/media,mp=/media` of Proxmox VE, whose other mount points are volumes of a storage
 * (pct.conf(5)), and `lxc.mount.entry = /tank/media media none bind` (lxc.container.conf(5), fstab's fields; the target is relative to the root).
 */
export function lxcMounts(text: string): LxcMount[] {
  return readSettings(sourceText(text)).flatMap(({ key, value }): LxcMount[] => {
    if (/^mp[0-9]+$/.test(key)) {
      const [volume = '', ...options] = value.split(',');
      const source = volume.replace(/^volume=/, '');
      const target = options.find((option) => option.startsWith('mp='))?.slice(3) ?? '';
      return source.startsWith('/') && target !== '' ? [{ source, target }] : [];
    }
    if (key !== 'lxc.mount.entry') return [];
    const [source = '', target = '', , options = ''] = value.split(/\s+/);
    const isShare = source.startsWith('/') && !/^\/(?:dev|proc|sys)(?:\/|$)/.test(source);
    return isShare && /\br?bind\b/.test(options) ? [{ source, target: `/${target.replace(/^\/+/, '')}` }] : [];
  });
}
