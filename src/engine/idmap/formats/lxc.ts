import {
  counted,
  type Diagnostic,
  error,
  type Parsed,
  refused,
  type SourceText,
  shorten,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type IdKind, type IdMap, NUMBER_NAMES } from '../map/Extent.ts';
import type { Entries, Entry } from './Entries.ts';
import { checkedNumber, extentOf, type NumberField, readCNumber } from './readDecimal.ts';

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
export interface LxcSettings extends Entries {
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
