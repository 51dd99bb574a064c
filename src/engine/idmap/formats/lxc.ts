import { type Diagnostic, type SourceText, sourceText, spanAt } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';
import type { Entries, Entry } from './Entries.ts';
import { readDecimal, shorten } from './readDecimal.ts';

/** Lines for an LXC config: type, first id inside, first id outside, count (lxc.container.conf(5)). */
export function writeLxc(map: IdMap, kind: IdKind): string {
  const type = kind === 'uid' ? 'u' : 'g';
  return map.map(({ inside, outside, count }) => `lxc.idmap = ${type} ${inside} ${outside} ${count}\n`).join('');
}

const NAMES = ['first id inside', 'first id outside', 'count'] as const;

/** A line `key = value`, or `key: value` as Proxmox VE writes it, where each part stands. */
interface Setting {
  key: string;
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
    if (setting.key !== 'lxc.idmap' && setting.key !== 'lxc.id_map') continue;
    if (setting.key === 'lxc.id_map') {
      diagnostics.push({
        code: 'lxc-old-key',
        severity: 'warning',
        message: 'Found lxc.id_map; LXC calls it lxc.idmap since 2.1, and 3.0 and later refuse the old name.',
        hint: 'Write lxc.idmap.',
        span: spanAt(source, setting.start, setting.start + setting.key.length),
        fix: [{ start: setting.start, end: setting.start + setting.key.length, text: 'lxc.idmap' }],
      });
    }
    if (setting.value === '') {
      entries = [];
      continue;
    }
    const read = readEntry(source, setting);
    diagnostics.push(...read.diagnostics);
    if (read.entry) entries.push(read.entry);
  }
  return { entries, diagnostics, settings };
}

function readSettings(source: SourceText): Setting[] {
  const { text, lineStarts } = source;
  const settings: Setting[] = [];
  for (const [index, lineStart] of lineStarts.entries()) {
    const line = text.slice(lineStart, (lineStarts[index + 1] ?? text.length + 1) - 1);
    if (line.startsWith('[')) break;
    const start = lineStart + (line.length - line.trimStart().length);
    const match = /^([a-z][\w.-]*)([ \t]*=|:)/.exec(line.trimStart());
    if (!match) continue;
    const [head, key = ''] = match;
    const rest = text.slice(start + head.length, lineStart + line.length);
    const quoted = /^"(.*)"$|^'(.*)'$/.exec(rest.trim());
    const value = quoted ? (quoted[1] ?? quoted[2] ?? '') : rest.trim();
    const valueStart = start + head.length + (rest.length - rest.trimStart().length) + (quoted ? 1 : 0);
    settings.push({ key, value, start, valueStart, end: valueStart + value.length });
  }
  return settings;
}

function readEntry(source: SourceText, setting: Setting): { entry: Entry | undefined; diagnostics: Diagnostic[] } {
  const span = spanAt(source, setting.start, setting.end);
  const words = [...setting.value.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: setting.valueStart + match.index,
  }));
  const [type] = words;
  const wrong = (message: string, hint: string): { entry: undefined; diagnostics: Diagnostic[] } => ({
    entry: undefined,
    diagnostics: [{ code: 'lxc-idmap', severity: 'error', message, hint, span }],
  });
  if (type?.text !== 'u' && type?.text !== 'g') {
    const both = type?.text === 'b';
    return wrong(
      `Found "${shorten(type?.text ?? '')}" as type; expected u or g.`,
      both
        ? 'Only lxc-usernsexec knows b. Write the line twice, once with u and once with g.'
        : 'Begin with u for user ids or g for group ids.',
    );
  }
  if (words.length !== 4) {
    return wrong(
      `Found ${words.length - 1} ${words.length === 2 ? 'number' : 'numbers'} after ${type.text}; expected three.`,
      'Write the first id inside, the first id outside, and how many.',
    );
  }
  const diagnostics: Diagnostic[] = [];
  const numbers = words.slice(1).flatMap(({ text, start }, index) => {
    const read = readDecimal(source, { name: NAMES[index] ?? 'number', text, start });
    diagnostics.push(...read.diagnostics);
    return read.value === undefined ? [] : [read.value];
  });
  const [inside, outside, count] = numbers;
  if (inside === undefined || outside === undefined || count === undefined) return { entry: undefined, diagnostics };
  return { entry: { inside, outside, count, kinds: [type.text === 'u' ? 'uid' : 'gid'], span }, diagnostics };
}
