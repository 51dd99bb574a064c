import { type Diagnostic, type Span, sourceText, spanAt } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import { joinExtents } from '../map/joinExtents.ts';
import type { Entries } from './Entries.ts';
import { readDecimal, shorten } from './readDecimal.ts';
import { optionValues, shellCommands, type Word } from './shellWords.ts';

/** How many ids a container gets where no count is given. */
const DEFAULT_COUNT = 65536;

/** The option for one run of ids from inside 0 on (systemd-nspawn(1)); '' for any other map, which nspawn has no way to say. */
export function writeNspawn(map: IdMap): string {
  const [extent, ...more] = joinExtents(map);
  if (!extent || more.length > 0 || extent.inside !== 0) return '';
  return `--private-users=${extent.outside}:${extent.count}`;
}

/** What the value of --private-users= or PrivateUsers= asks for. */
export type PrivateUsers =
  | { mode: 'no' | 'yes' | 'pick' | 'managed'; span: Span }
  | { mode: 'fixed'; outside: number; count: number; span: Span };

/** The value as written: the last one of the text, which is the one that counts, and what is wrong with it. */
export interface NspawnSettings extends Entries {
  users: PrivateUsers | undefined;
  /** Whether the text is a settings file (systemd.nspawn(5)). */
  file: boolean;
}

/**
 * --private-users= and -U of a systemd-nspawn command, or PrivateUsers= in the [Exec] section of a settings file (src/nspawn/nspawn.c,
 * parse_argv; src/nspawn/nspawn-settings.c, config_parse_private_users, systemd 257).
 */
export function readNspawn(text: string): NspawnSettings {
  const source = sourceText(text);
  const file = /^[ \t]*\[(?:Exec|Files|Network)\]/m.test(text);
  const values = file ? settingValues(text) : commandValues(text);
  let users: PrivateUsers | undefined;
  let last: Diagnostic[] = [];
  for (const value of values) {
    const span = spanAt(source, value.start, value.end);
    last = [];
    const word = modeOf(value.text, file);
    if (word === 'identity') users = { mode: 'fixed', outside: 0, count: DEFAULT_COUNT, span };
    else if (word) users = { mode: word, span };
    else {
      const read = range(value);
      last = read.diagnostics;
      users = read.range ? { mode: 'fixed', ...read.range, span } : undefined;
    }
  }
  const entries =
    users?.mode === 'fixed'
      ? [{ inside: 0, outside: users.outside, count: users.count, kinds: ['uid', 'gid'] as const, span: users.span }]
      : [];
  return { users, file, entries, diagnostics: last };

  function range(value: Word): { range: { outside: number; count: number } | undefined; diagnostics: Diagnostic[] } {
    const colon = value.text.indexOf(':');
    const baseText = colon === -1 ? value.text : value.text.slice(0, colon);
    const base = readDecimal(source, { name: 'first id outside', text: baseText, start: value.place(0) });
    const count =
      colon === -1
        ? { value: DEFAULT_COUNT, diagnostics: [] }
        : readDecimal(source, { name: 'count', text: value.text.slice(colon + 1), start: value.place(colon + 1) });
    const diagnostics = [...base.diagnostics, ...count.diagnostics];
    const span = spanAt(source, value.start, value.end);
    if (/^0[0-9]/.test(baseText)) {
      diagnostics.push({
        code: 'nspawn-leading-zero',
        severity: 'error',
        message: `Found "${shorten(baseText)}"; systemd-nspawn takes no leading zero.`,
        hint: 'Write the number without it.',
        span,
      });
    }
    if (base.value === undefined || count.value === undefined || diagnostics.length > 0) {
      return { range: undefined, diagnostics };
    }
    return { range: { outside: base.value, count: count.value }, diagnostics };
  }
}

/** systemd's parse_boolean, whatever the case of the letters; on a command line digits alone are never a boolean. */
function modeOf(value: string, file: boolean): 'no' | 'yes' | 'pick' | 'managed' | 'identity' | undefined {
  if (value === 'pick' || value === 'identity' || value === 'managed') return value;
  if (!file && /^[0-9]+$/.test(value)) return undefined;
  if (/^(?:1|yes|y|true|t|on)$/i.test(value)) return 'yes';
  if (/^(?:0|no|n|false|f|off)$/i.test(value)) return 'no';
  return undefined;
}

function commandValues(text: string): Word[] {
  const values: Word[] = [];
  for (const word of shellCommands(text).flat()) {
    if (word.text === '--private-users' || /^-[abhjnqxP]*U/.test(word.text)) {
      values.push({ ...word, text: word.text === '--private-users' ? 'yes' : 'pick' });
    } else values.push(...optionValues([word], ['--private-users']));
  }
  return values;
}

function settingValues(text: string): Word[] {
  const values: Word[] = [];
  let section = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const heading = /^[ \t]*\[([^\]]*)\]/.exec(line);
    if (heading) section = heading[1] ?? '';
    const setting = /^[ \t]*PrivateUsers[ \t]*=[ \t]*/.exec(line);
    if (setting && section === 'Exec') {
      const start = at + setting[0].length;
      const value = line.slice(setting[0].length).trimEnd();
      values.push({ text: value, start, end: start + value.length, place: (index) => start + index });
    }
    at += line.length + 1;
  }
  return values;
}
