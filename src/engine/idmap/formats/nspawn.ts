import { counted, type Diagnostic, type SourceText, type Span, shorten, sourceText, spanAt } from '../../text/index.ts';
import { joinExtents } from '../map/compose.ts';
import { type IdMap, NO_ID } from '../map/Extent.ts';
import type { Entries } from './Entries.ts';
import { readCNumber } from './readCNumber.ts';
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

/** The value that counts: the last one of the text, in a settings file the last one that can be read. */
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
  const diagnostics: Diagnostic[] = [];
  for (const value of values) {
    const span = spanAt(source, value.start, value.end);
    const word = modeOf(value.text, file);
    if (word === 'identity') users = { mode: 'fixed', outside: 0, count: DEFAULT_COUNT, span };
    else if (word) users = { mode: word, span };
    else {
      const read = readRange(source, value, file);
      diagnostics.push(...read.diagnostics);
      if (read.users) users = read.users;
    }
  }
  const entries =
    users?.mode === 'fixed'
      ? [{ inside: 0, outside: users.outside, count: users.count, kinds: ['uid', 'gid'] as const, span: users.span }]
      : [];
  return { users, file, entries, diagnostics };
}

/**
 * BASE or BASE:COUNT. The base is in plain decimal digits (parse_uid), the count a number as C reads it (safe_atou32). A command line that is
 * wrong makes systemd-nspawn stop; a setting that is wrong it ignores.
 */
function readRange(
  source: SourceText,
  value: Word,
  file: boolean,
): { users: PrivateUsers | undefined; diagnostics: Diagnostic[] } {
  const span = spanAt(source, value.start, value.end);
  const wrong = (code: string, message: string, hint: string) => {
    const severity = file ? ('warning' as const) : ('error' as const);
    const then = file ? ' systemd-nspawn ignores this line.' : '';
    return { users: undefined, diagnostics: [{ code, severity, message, hint: hint + then, span }] };
  };
  const colon = value.text.indexOf(':');
  const baseText = colon === -1 ? value.text : value.text.slice(0, colon);
  const countText = colon === -1 ? String(DEFAULT_COUNT) : value.text.slice(colon + 1);
  const count = readCNumber(countText, { prefixes: true });
  if (!/^(?:0|[1-9][0-9]*)$/.test(baseText)) {
    const found = baseText === '' ? 'nothing' : `"${shorten(baseText)}"`;
    const message = `Found ${found} as first host ID; expected decimal digits without a leading zero.`;
    return wrong('nspawn-base', message, 'Write yes, no, pick, identity, or BASE:COUNT.');
  }
  if (count === undefined || count > 0xffffffffn) {
    return wrong('nspawn-count', `Found "${shorten(countText)}" as count; expected a 32-bit number.`, 'Write 65536.');
  }
  const outside = Number(baseText);
  if (count === 0n || outside + Number(count) > NO_ID) {
    const message = `${counted(count, 'ID')} from ${shorten(baseText)}: a range has at least one ID and ends at 4294967294.`;
    return wrong('nspawn-range', message, 'Use a lower first ID, or another count.');
  }
  return { users: { mode: 'fixed', outside, count: Number(count), span }, diagnostics: [] };
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
