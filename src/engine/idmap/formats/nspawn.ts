import {
  counted,
  type Diagnostic,
  error,
  info,
  isError,
  optionValues,
  type Parsed,
  plainWord,
  type SourceText,
  type Span,
  shellWords,
  shorten,
  sourceText,
  spanAt,
  type Word,
  warning,
} from '../../text/index.ts';
import { joinExtents } from '../map/compose.ts';
import { type Extent, type IdMap, type NamespaceMaps, NO_ID } from '../map/Extent.ts';
import { type Entries, hostMaps, mapsOf, noMaps, UNKNOWN_MAPS } from './Entries.ts';
import { readCNumber } from './readDecimal.ts';

/** How many ids a container gets where no count is given. */
const DEFAULT_COUNT = 65536;

/** The option for one run of ids from inside 0 on (systemd-nspawn(1)); '' for any other map, which nspawn has no way to say. */
export function writeNspawn(map: IdMap): string {
  const [extent] = joinExtents(map);
  return extent && notOneRun(map) === undefined ? `--private-users=${extent.outside}:${extent.count}` : '';
}

/** Why systemd-nspawn can't have a map: it knows one run of ids from inside 0 on, which may be more than one extent here. */
export function notOneRun(map: IdMap): Diagnostic | undefined {
  const [extent, ...more] = joinExtents(map);
  if (more.length > 0) {
    return error(
      'nspawn-one-run',
      `systemd-nspawn supports only one range; this map has ${more.length + 1}.`,
      'Give the container one range, and map single directories with an idmapped mount.',
    );
  }
  return extent === undefined || extent.inside === 0
    ? undefined
    : error(
        'nspawn-from-0',
        `systemd-nspawn maps from container ID 0 up; this map begins at ${extent.inside}.`,
        'Begin the range at container ID 0.',
      );
}

/** What the value of --private-users= or PrivateUsers= asks for. */
type PrivateUsers =
  | { mode: 'no' | 'yes' | 'pick' | 'managed'; span: Span }
  | { mode: 'fixed'; range: Extent; span: Span };

/** The value that counts: the last one of the text, in a settings file the last one that can be read. */
interface NspawnSettings extends Entries {
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
  let users: PrivateUsers | undefined;
  const diagnostics: Diagnostic[] = [];
  for (const value of file ? settingValues(source) : commandValues(text)) {
    const span = spanAt(source, value.start, value.end);
    const mode = modeOf(value.text, file);
    const read = mode === undefined ? readRange(source, value, file) : undefined;
    diagnostics.push(...(read?.diagnostics ?? []));
    const range = mode === 'identity' ? { inside: 0, outside: 0, count: DEFAULT_COUNT } : read?.value;
    if (range) users = { mode: 'fixed', range, span };
    else if (mode && mode !== 'identity') users = { mode, span };
  }
  const entries = users?.mode === 'fixed' ? [{ ...users.range, kinds: ['uid', 'gid'] as const, span: users.span }] : [];
  return { users, file, entries, diagnostics };
}

/**
 * BASE or BASE:COUNT. The base is in plain decimal digits (parse_uid), the count a number as C reads it (safe_atou32). A command line that is
 * wrong makes systemd-nspawn stop; a setting that is wrong it ignores.
 */
function readRange(source: SourceText, value: Word, file: boolean): Parsed<Extent> {
  const span = spanAt(source, value.start, value.end);
  const wrong = (code: string, message: string, hint: string) => ({
    value: undefined,
    diagnostics: [
      file
        ? warning(code, message, `systemd-nspawn ignores this line. ${hint}`, span)
        : error(code, message, hint, span),
    ],
  });
  const colon = value.text.indexOf(':');
  const baseText = colon === -1 ? value.text : value.text.slice(0, colon);
  const countText = colon === -1 ? String(DEFAULT_COUNT) : value.text.slice(colon + 1);
  const count = readCNumber(countText, { octal: true });
  if (!/^(?:0|[1-9][0-9]*)$/.test(baseText)) {
    const found = baseText === '' ? 'nothing' : `"${shorten(baseText)}"`;
    const message = `Found ${found} as first host ID, expected decimal digits without a leading zero.`;
    return wrong('nspawn-base', message, 'Write yes, no, pick, identity, or BASE:COUNT.');
  }
  if (count === undefined || count > 0xffffffffn) {
    return wrong('nspawn-count', `Found "${shorten(countText)}" as count, expected a 32-bit number.`, 'Write 65536.');
  }
  const outside = Number(baseText);
  if (count === 0n || outside + Number(count) > NO_ID) {
    const message = `${counted(count, 'ID')} from ${shorten(baseText)}: a range has at least one ID and ends at 4294967294.`;
    return wrong('nspawn-range', message, 'Use a lower first ID, or another count.');
  }
  return { value: { inside: 0, outside, count: Number(count) }, diagnostics: [] };
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
  for (const word of shellWords(text)) {
    if (word.text === '--private-users' || /^-[abhjnqxP]*U/.test(word.text)) {
      values.push({ ...word, text: word.text === '--private-users' ? 'yes' : 'pick' });
    } else values.push(...optionValues([word], ['--private-users']).map(({ value }) => value));
  }
  return values;
}

function settingValues(source: SourceText): Word[] {
  const values: Word[] = [];
  let section = '';
  let at = 0;
  for (const line of source.text.split('\n')) {
    const heading = /^[ \t]*\[([^\]]*)\]/.exec(line);
    if (heading) section = heading[1] ?? '';
    const setting = /^[ \t]*PrivateUsers[ \t]*=[ \t]*/.exec(line);
    if (setting && section === 'Exec') {
      const start = at + setting[0].length;
      const value = line.slice(setting[0].length).trimEnd();
      values.push(plainWord(source, start, start + value.length));
    }
    at += line.length + 1;
  }
  return values;
}

/** What the modes mean whose range only the running system knows (systemd-nspawn(1), --private-users=). */
const UNKNOWN: Record<'yes' | 'pick' | 'managed', { message: string; hint: string }> = {
  yes: {
    message: 'The 65536 IDs begin at the owner of the root directory, rounded down to a multiple of 65536.',
    hint: 'Check with ls -ldn, or give the first ID: --private-users=200000:65536.',
  },
  pick: {
    message:
      'systemd-nspawn picks 65536 IDs that begin at a multiple of 65536 between 524288 and 1878982656: those of the root directory’s owner if they are free, otherwise IDs from the machine’s name, otherwise random IDs.',
    hint: 'Read /proc/self/uid_map in the container, or give the first ID: --private-users=524288:65536.',
  },
  managed: {
    message: 'systemd-nsresourced assigns the IDs while the container runs (systemd 258 and later).',
    hint: 'Read /proc/self/uid_map in the container.',
  },
};

/**
 * The maps that a systemd-nspawn command or a settings file asks for; user and group ids always have the same. A side is undefined where only the
 * running system knows the range, and a diagnostic says how it is found. Undefined where the text asks for nothing of the kind.
 */
export function parseNspawn(text: string): Parsed<NamespaceMaps> {
  const { users, file, entries, diagnostics } = readNspawn(text);
  if (diagnostics.some(isError)) return { value: UNKNOWN_MAPS, diagnostics };
  const { value, diagnostics: more } = users === undefined ? unset(text, file) : mapsFor(users, entries);
  return { value, diagnostics: [...diagnostics, ...more] };
}

function mapsFor({ mode, span }: PrivateUsers, entries: Entries['entries']): Parsed<NamespaceMaps> {
  if (mode === 'fixed') {
    const { maps, diagnostics } = mapsOf(entries);
    return { value: maps, diagnostics };
  }
  if (mode === 'no') return namespacesOff(span);
  const { message, hint } = UNKNOWN[mode];
  return { value: UNKNOWN_MAPS, diagnostics: [info(`nspawn-${mode}`, message, hint, span)] };
}

function namespacesOff(span: Span): Parsed<NamespaceMaps> {
  const message = 'User namespaces are off: IDs in the container are the host’s.';
  const off = info('nspawn-host-ids', message, '--private-users=pick or -U turns it on.', span);
  return { value: hostMaps(span), diagnostics: [off] };
}

/** No option: a bare systemd-nspawn makes no user namespace, while its service template has -U. */
function unset(text: string, file: boolean): Parsed<NamespaceMaps> {
  const command = /systemd-nspawn/.exec(text);
  const hint = 'systemd-nspawn@.service starts it with -U; a bare systemd-nspawn makes no user namespace.';
  if (file) {
    const message = 'No PrivateUsers= in [Exec]: the command that starts the container decides.';
    return { value: UNKNOWN_MAPS, diagnostics: [info('nspawn-unset', message, hint)] };
  }
  return command
    ? namespacesOff(spanAt(sourceText(text), command.index, command.index + command[0].length))
    : noMaps(error('nspawn-unset', 'Neither systemd-nspawn nor PrivateUsers= in this text.', hint));
}
