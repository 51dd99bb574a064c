import { type Diagnostic, type Parsed, sourceText, spanAt } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { type Entry, mapsOf } from './Entries.ts';
import { hostIds } from './hostIds.ts';
import { type PrivateUsers, readNspawn } from './nspawn.ts';

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
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    return { value: { uid: undefined, gid: undefined }, diagnostics: [...diagnostics] };
  }
  const { value, diagnostics: ofTheMode } = users ? mapsFor(users, entries) : unset(text, file);
  return { value, diagnostics: [...diagnostics, ...ofTheMode] };
}

function mapsFor(users: PrivateUsers, entries: readonly Entry[]): Parsed<NamespaceMaps> {
  if (users.mode === 'fixed') {
    const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
    return { value: maps, diagnostics: ofTheKernel };
  }
  if (users.mode === 'no') {
    const side = hostIds(users.span);
    return { value: { uid: side, gid: side }, diagnostics: [hostIdsTold(users)] };
  }
  const { message, hint } = UNKNOWN[users.mode];
  const told = { code: `nspawn-${users.mode}`, severity: 'info' as const, message, hint, span: users.span };
  return { value: { uid: undefined, gid: undefined }, diagnostics: [told] };
}

function hostIdsTold({ span }: Pick<PrivateUsers, 'span'>): Diagnostic {
  return {
    code: 'nspawn-host-ids',
    severity: 'info',
    message: 'User namespaces are off: IDs in the container are the host’s.',
    hint: '--private-users=pick or -U turns it on.',
    span,
  };
}

/** No option: a bare systemd-nspawn makes no user namespace, while its service template has -U. */
function unset(text: string, file: boolean): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const command = /systemd-nspawn/.exec(text);
  if (file || command === null) {
    const message = file
      ? 'No PrivateUsers= in [Exec]: the command that starts the container decides.'
      : 'Neither systemd-nspawn nor PrivateUsers= in this text.';
    const hint = 'systemd-nspawn@.service starts it with -U; a bare systemd-nspawn makes no user namespace.';
    const severity = file ? ('info' as const) : ('error' as const);
    const value = file ? { uid: undefined, gid: undefined } : undefined;
    return { value, diagnostics: [{ code: 'nspawn-unset', severity, message, hint }] };
  }
  const span = spanAt(source, command.index, command.index + command[0].length);
  const side = hostIds(span);
  return { value: { uid: side, gid: side }, diagnostics: [hostIdsTold({ span })] };
}
