import {
  counted,
  type Diagnostic,
  error,
  info,
  isError,
  type Parsed,
  type SourceText,
  type Span,
  shorten,
  sourceText,
  spanAt,
  type Word,
  warning,
} from '../../text/index.ts';
import { joinExtents } from '../map/compose.ts';
import { type Extent, type IdMap, type NamespaceMaps, NO_ID } from '../map/Extent.ts';
import { since, type Versions } from '../versions/programWords.ts';
import { type Entries, hostMaps, mapsOf, noMaps, readCNumber, UNKNOWN_MAPS } from './lxc.ts';
import { commandOptions, fileOptions } from './nspawnOptions.ts';

/** Not valid as an id, as (uid_t) -1 is (src/basic/user-util.c, uid_is_valid). */
const NO_UID16 = 0xffff;

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

/** Whose the files are made (USER_NAMESPACE_OWNERSHIP_*). */
type Ownership = 'off' | 'chown' | 'map' | 'auto';

/** The values that count: the last ones of the text, in a settings file the last ones that can be read. */
interface NspawnSettings extends Entries {
  users: PrivateUsers | undefined;
  /** Whether the text is a settings file (systemd.nspawn(5)). */
  file: boolean;
  /** Nothing is run. */
  tellsOnly: boolean;
}

/**
 * --private-users=, -U and the ownership of a systemd-nspawn command, or the same of a settings file (src/nspawn/nspawn.c, parse_argv and
 * verify_arguments; src/nspawn/nspawn-settings.c, systemd 257).
 */
export function readNspawn(text: string, versions?: Versions): NspawnSettings {
  const source = sourceText(text);
  const file = /^[ \t]*\[(?:Exec|Files|Network)\]/im.test(text);
  const { options, problems, tellsOnly } = file ? fileOptions(source) : commandOptions(source);
  let users: PrivateUsers | undefined;
  let ownership: { is: Ownership; span: Span } | undefined;
  let readOnly = false;
  const diagnostics: Diagnostic[] = problems.map(({ message, hint, start, end }) =>
    error('nspawn-option', `systemd-nspawn: ${message}`, hint, spanAt(source, start, end)),
  );
  for (const { name, value } of options) {
    const span = spanAt(source, value.start, value.end);
    if (name === 'private-users') {
      const mode = modeOf(value.text, file, versions);
      const read = mode === undefined ? readRange(source, value, file) : undefined;
      diagnostics.push(...(read?.diagnostics ?? []));
      const range = mode === 'identity' ? { inside: 0, outside: 0, count: DEFAULT_COUNT } : read?.value;
      if (range) users = { mode: 'fixed', range, span };
      else if (mode && mode !== 'identity') users = { mode, span };
    } else if (name === 'read-only') readOnly = readOnly || !file || isYes(value.text) === true;
    else if (name === 'volatile') readOnly = readOnly || isYes(value.text) !== false;
    else {
      const is = ownershipOf(name, value.text, file);
      if (is) ownership = { is, span };
      else {
        const message = `systemd-nspawn knows no ownership "${shorten(value.text)}".`;
        const hint = 'Write off, chown, map or auto.';
        diagnostics.push(
          file
            ? warning('nspawn-ownership', message, `systemd-nspawn ignores this line. ${hint}`, span)
            : error('nspawn-ownership', message, hint, span),
        );
      }
    }
  }
  // A file that says whose the files are, and no more, turns user namespaces off (settings_load).
  if (file && !users && ownership) users = { mode: 'no', span: ownership.span };
  if (ownership) diagnostics.push(...ownershipProblems(ownership.is, users, readOnly, ownership.span));
  const entries = users?.mode === 'fixed' ? [{ ...users.range, kinds: ['uid', 'gid'] as const, span: users.span }] : [];
  return { users, file, entries, diagnostics, tellsOnly };
}

/** user_namespace_ownership_from_string, which takes booleans too; on a command line --private-users-chown has no value of its own. */
function ownershipOf(name: string, value: string, file: boolean): Ownership | undefined {
  const yes = isYes(value);
  if (name === 'private-users-chown') {
    if (!file) return 'chown';
    return yes === undefined ? undefined : yes ? 'chown' : 'off';
  }
  if (yes !== undefined) return yes ? 'auto' : 'off';
  return (['off', 'chown', 'map', 'auto'] as const).find((each) => each === value);
}

/** One more than what a map of a mount may count: its next id stands for the host's root (UID_MAPPED_ROOT). */
const MAPPED_ROOT = 2147483646;
/** What marks files that are being given away (UID_BUSY_BASE). */
const BUSY_BASE = 0xfffe0000;

/**
 * Files are given away in whole blocks of 65536 (src/nspawn/nspawn-patch-uid.c, fd_patch_uid_internal), and an idmapped mount has no room for a map that
 * holds the id of the host's root (src/shared/mount-util.c, make_userns).
 */
function ownershipProblems(
  is: Ownership,
  users: PrivateUsers | undefined,
  readOnly: boolean,
  span: Span,
): Diagnostic[] {
  const refusedAs = (message: string, hint: string) => [error('nspawn-ownership', message, hint, span)];
  if (is === 'chown' && readOnly) {
    return refusedAs('Ownership chown can’t be combined with a read-only root.', 'Remove one of the two.');
  }
  if (users?.mode !== 'fixed' || is === 'off') return [];
  const { outside, count } = users.range;
  if (is !== 'chown' && (outside === 0 || count <= MAPPED_ROOT)) return [];
  if (is === 'map') return refusedAs(`An idmapped mount holds at most ${MAPPED_ROOT} IDs here.`, 'Use a lower count.');
  if (outside % DEFAULT_COUNT === 0 && outside !== BUSY_BASE && count === DEFAULT_COUNT) return [];
  return refusedAs(
    'systemd-nspawn changes owners only for 65536 IDs that begin at a multiple of 65536.',
    'Use such a range, or --private-users-ownership=map.',
  );
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
  if (baseText === 'managed') {
    const message = 'This systemd-nspawn does not support managed.';
    return wrong('nspawn-managed-later', message, 'Use systemd 258 or later, or write pick.');
  }
  if (!/^(?:0|[1-9][0-9]*)$/.test(baseText)) {
    const found = baseText === '' ? 'nothing' : `"${shorten(baseText)}"`;
    const message = `Found ${found} as first host ID, expected decimal digits without a leading zero.`;
    return wrong('nspawn-base', message, 'Write yes, no, pick, identity, or BASE:COUNT.');
  }
  if (count === undefined || count > 0xffffffffn) {
    return wrong('nspawn-count', `Found "${shorten(countText)}" as count, expected a 32-bit number.`, 'Write 65536.');
  }
  const outside = Number(baseText);
  if (outside === NO_UID16) {
    return wrong(
      'nspawn-range',
      'systemd does not accept 65535 as a UID: it is −1 in 16 bits.',
      'Use another first ID.',
    );
  }
  if (count === 0n || outside + Number(count) > NO_ID) {
    const message = `${counted(count, 'ID')} from ${shorten(baseText)}: a range has at least one ID and ends at 4294967294.`;
    return wrong('nspawn-range', message, 'Use a lower first ID, or another count.');
  }
  return { value: { inside: 0, outside, count: Number(count) }, diagnostics: [] };
}

/** On a command line digits alone are never a boolean. */
function modeOf(
  value: string,
  file: boolean,
  versions: Versions | undefined,
): 'no' | 'yes' | 'pick' | 'managed' | 'identity' | undefined {
  if (value === 'pick' || value === 'identity') return value;
  if (value === 'managed') return since('systemd', 'managed', versions) ? value : undefined;
  const yes = !file && /^[0-9]+$/.test(value) ? undefined : isYes(value);
  return yes === undefined ? undefined : yes ? 'yes' : 'no';
}

/** systemd's parse_boolean, whatever the case of the letters. */
function isYes(value: string): boolean | undefined {
  if (/^(?:1|yes|y|true|t|on)$/i.test(value)) return true;
  return /^(?:0|no|n|false|f|off)$/i.test(value) ? false : undefined;
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
export function parseNspawn(text: string, versions?: Versions): Parsed<NamespaceMaps> {
  const { users, file, entries, diagnostics, tellsOnly } = readNspawn(text, versions);
  if (tellsOnly && !diagnostics.some(isError)) {
    const message = 'This option only prints information.';
    return noMaps(info('nspawn-tells', message, 'Remove it, or add --private-users=.'));
  }
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
