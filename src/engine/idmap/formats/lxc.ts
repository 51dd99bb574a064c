import { type Diagnostic, type SourceText, shorten, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import type { Entries, Entry } from './Entries.ts';
import { readCNumber } from './readCNumber.ts';

/** Lines for an LXC config: type, first id inside, first id outside, count (lxc.container.conf(5)). */
export function writeLxc(map: IdMap, kind: IdKind): string {
  const type = kind === 'uid' ? 'u' : 'g';
  return map.map(({ inside, outside, count }) => `lxc.idmap = ${type} ${inside} ${outside} ${count}\n`).join('');
}

const NAMES = ['first container ID', 'first host ID', 'count'] as const;

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
    if (setting.separator === '' || !/^lxc\.id_?map$/.test(setting.key)) {
      const found = setting.separator === '' ? 'The line has no =' : `The line has the key ${shorten(setting.key)}`;
      diagnostics.push({
        code: 'lxc-line',
        severity: 'error',
        message: `${found}; write lxc.idmap = and four fields.`,
        hint: 'LXC does not start a container with such a line.',
        span: spanAt(source, setting.start, setting.end),
      });
      continue;
    }
    if (setting.key === 'lxc.id_map') {
      diagnostics.push({
        code: 'lxc-old-key',
        severity: 'error',
        message: 'lxc.id_map is the old name of lxc.idmap: LXC renamed it in 2.1, and refuses the old name since 3.0.',
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
      `The line has ${words.length - 1} ${words.length === 2 ? 'number' : 'numbers'} after ${type.text}; LXC needs three.`,
      'Write the first container ID, the first host ID, and how many.',
    );
  }
  const diagnostics: Diagnostic[] = [];
  const numbers = words.slice(1).flatMap((word, index) => {
    const read = readNumber(source, word, NAMES[index] ?? 'number');
    diagnostics.push(...read.diagnostics);
    return read.value === undefined ? [] : [read.value];
  });
  const [inside, outside, count] = numbers;
  if (inside === undefined || outside === undefined || count === undefined) return { entry: undefined, diagnostics };
  return { entry: { inside, outside, count, kinds: [type.text === 'u' ? 'uid' : 'gid'], span }, diagnostics };
}

/** A number as LXC reads it (lxc_safe_ulong): hexadecimal and octal too. newuidmap, which gets it then, takes no more than 32 bits. */
function readNumber(
  source: SourceText,
  { text, start }: { text: string; start: number },
  name: string,
): { value: number | undefined; diagnostics: Diagnostic[] } {
  const span = spanAt(source, start, start + text.length);
  const told = (severity: Diagnostic['severity'], code: string, message: string, hint: string): Diagnostic[] => [
    { code, severity, message, hint, span },
  ];
  const value = readCNumber(text);
  if (value === undefined) {
    const message = `Found "${shorten(text)}" as ${name}; expected decimal digits.`;
    return { value: undefined, diagnostics: told('error', 'format-number', message, 'Write digits only.') };
  }
  if (value > 0xffffffffn) {
    const message = `Found ${shorten(text)} as ${name}; IDs are 32 bits wide.`;
    return {
      value: undefined,
      diagnostics: told('error', 'format-number-range', message, 'IDs go from 0 to 4294967294.'),
    };
  }
  const message = `LXC reads ${text} as ${value}.`;
  const decimal = /^\+?(?:0|[1-9][0-9]*)$/.test(text);
  return {
    value: Number(value),
    diagnostics: decimal ? [] : told('warning', 'format-number-base', message, `Write ${value}.`),
  };
}
