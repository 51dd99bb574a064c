import { type Diagnostic, error } from '../../text/index.ts';
import { type Extent, type IdMap, type LocatedExtent, plainExtent } from '../map/Extent.ts';
import { MAX_EXTENTS } from './mapProblems.ts';
import { readExtents } from './parseIdMap.ts';
import { isCapableOverNew, isCapableOverParent, kernelBefore, type Writer } from './Writer.ts';
import { type WriteRule, type WriteRuleFacts, writeRules } from './writeRules.ts';

/**
 * The first rule about the writer that stands against `extents`, whose text is in order: CAP_SETFCAP for the parent's id 0, CAP_SETUID or
 * CAP_SETGID but for one's own id, and a parent that has the ids (kernel/user_namespace.c, new_idmap_permitted and the end of map_write).
 */
function writerProblem(extents: readonly LocatedExtent[], writer: Writer): Diagnostic | undefined {
  const kind = writer.kind ?? 'uid';
  const refuse = (code: WriteRule, hint: string, extent?: LocatedExtent) =>
    error(code, writeRules[code].says, hint, extent?.span);

  const ofRoot = extents.find((extent) => extent.outside === 0);
  if (kind === 'uid' && ofRoot && !mayMapRoot(writer)) {
    return refuse(
      'idmap-root-needs-setfcap',
      'Map a different outside ID, or write as a process that has CAP_SETFCAP.',
      ofRoot,
    );
  }

  const [only] = extents;
  const own = isOwnId(extents, writer);
  const excepted = own && (kind === 'uid' || writer.setgroups === 'deny');
  if (!excepted && !isPrivileged(writer)) {
    if (own) return refuse('idmap-setgroups-allowed', 'Write "deny" to /proc/PID/setgroups first.', only);
    return refuse(
      'idmap-needs-capability',
      kind === 'uid'
        ? 'Let newuidmap write it: /etc/subuid assigns the IDs.'
        : 'Let newgidmap write it: /etc/subgid assigns the IDs.',
      // Of several lines, none alone is at fault.
      extents.length === 1 ? only : undefined,
    );
  }

  const unmapped = extents.find(({ outside, count }) => !isWithinOne(writer, outside, count));
  return unmapped && refuse('idmap-outside-unmapped', 'Use outside IDs that the parent namespace’s map has.', unmapped);
}

/** Series that got verify_root_map by an update: commit db2e718a4798, in 5.12, is in the ChangeLogs of 5.10.35 and 5.11.19. */
const ROOT_MAP_UPDATES = { '5.10': 35, '5.11': 19 };

/** verify_root_map: an opener inside relies on what its namespace's maker could, any other on its own capability over the parent. */
function mayMapRoot(writer: Writer): boolean {
  const opener = writer.opener ?? writer;
  if (kernelBefore(writer.kernel, '5.12', ROOT_MAP_UPDATES)) return true;
  if (opener.namespace === 'inside') return writer.parentCouldSetfcap ?? true;
  return isCapableOverParent(opener, 'CAP_SETFCAP');
}

/** The single-line exception: the opener made the namespace and maps its own effective id, and that alone. */
function isOwnId(extents: readonly LocatedExtent[], writer: Writer): boolean {
  const { id = 0, owner = true } = writer.opener ?? writer;
  const [only, ...others] = extents;
  return (
    owner && only?.count === 1 && others.length === 0 && only.outside === id && isWithinOne(writer, only.outside, 1)
  );
}

/** CAP_SETUID or CAP_SETGID over the parent, of the writer and of the opener. */
function isPrivileged(writer: Writer): boolean {
  const capability = writer.kind === 'gid' ? 'CAP_SETGID' : 'CAP_SETUID';
  return isCapableOverParent(writer, capability) && isCapableOverParent(writer.opener ?? writer, capability);
}

/** map_id_range_down: one extent of the parent must hold the whole range; two neighbours won't do. */
function isWithinOne({ parentMap }: Writer, first: number, count: number): boolean {
  if (parentMap === undefined) return true;
  return parentMap.some((extent) => first >= extent.inside && first + count <= extent.inside + extent.count);
}

/**
 * What stands against a write whatever its text says, in the kernel's order: the opener's namespace, the place in the file, an earlier
 * write, and CAP_SYS_ADMIN over the new namespace (kernel/user_namespace.c, proc_uid_map_write and the beginning of map_write).
 */
function accessProblems(writer: Writer): Diagnostic[] {
  const opener = writer.opener ?? writer;
  const { namespace = 'parent' } = opener;
  const problems: Diagnostic[] = [];
  const refuse = (code: WriteRule, hint: string) => {
    problems.push(error(code, writeRules[code].says, hint));
  };

  const inPlace = namespace === 'parent' || namespace === 'inside';
  if (!inPlace) refuse('idmap-wrong-namespace', 'Open the file from the parent namespace, or from inside the new one.');
  if (writer.offset !== undefined && writer.offset !== 0)
    refuse('idmap-not-at-start', 'Put every line into one write at the beginning of the file.');
  if (writer.written) refuse('idmap-written', 'Make a new user namespace.');
  if (inPlace && !isCapableOverNew(opener, 'CAP_SYS_ADMIN'))
    refuse('idmap-needs-sys-admin', 'Open the file as the user who made the namespace, or with CAP_SYS_ADMIN.');
  return problems;
}

/** What write(2) to a map file does: the map as the file then shows it, or the error with the rule behind it and everything that is wrong. */
export type WriteOutcome =
  | { ok: true; map: IdMap }
  | { ok: false; errno: WriteRuleFacts['errno']; rule: WriteRule; diagnostics: Diagnostic[] };

/** What the kernel looks at before an earlier write and the opener's CAP_SYS_ADMIN. */
const FIRST_RULES: readonly string[] = ['idmap-wrong-namespace', 'idmap-not-at-start', 'idmap-too-large'];

/**
 * What the kernel answers when `writer` writes `text` to a new namespace's /proc/PID/uid_map or gid_map: rule by rule in the order of
 * kernel/user_namespace.c, map_write. `diagnostics` holds all that is wrong, `rule` and `errno` what the kernel meets first. Whether the
 * file can be opened is another matter: it is the process's own, with mode 0644.
 */
export function checkWrite(text: string, writer: Writer = {}): WriteOutcome {
  const { extents, diagnostics } = readExtents(text, mostExtents(writer.kernel), writer.kernel);
  const ofTheText = diagnostics.filter(({ severity, code }) => severity === 'error' && isWriteRule(code));
  const access = accessProblems(writer);
  const reaches = !access.some(({ code }) => code === 'idmap-wrong-namespace');
  const refused = ofTheText.length === 0 && reaches ? writerProblem(extents, writer) : undefined;
  const ofTheWriter = refused ? [refused] : [];

  const isFirst = ({ code }: Diagnostic) => FIRST_RULES.includes(code);
  const early = [...access, ...ofTheText].filter(isFirst);
  const first = [...early, ...access, ...ofTheText, ...ofTheWriter][0]?.code;
  if (first !== undefined && isWriteRule(first)) {
    const all = [...diagnostics, ...access, ...ofTheWriter];
    return { ok: false, errno: writeRules[first].errno, rule: first, diagnostics: all };
  }
  return { ok: true, map: storedMap(extents.map(plainExtent)) };
}

function isWriteRule(code: string): code is WriteRule {
  return code in writeRules;
}

/** Up to this many extents the kernel keeps a map as written (UID_GID_MAP_MAX_BASE_EXTENTS, include/linux/user_namespace.h). */
const UNSORTED_EXTENTS = 5;

/** How many extents a map may have: user_namespaces(7), "Prior to Linux 4.15, this limit was (arbitrarily) set at 5 lines". */
export const mostExtents = (kernel?: string): number => (kernelBefore(kernel, '4.15') ? UNSORTED_EXTENTS : MAX_EXTENTS);

/**
 * The order in which a map file shows the extents: as written up to five, above that by inside ids, which the kernel then searches by
 * halves (kernel/user_namespace.c, sort_idmaps; since Linux 4.15).
 */
export function storedMap<Line extends Extent>(map: readonly Line[]): Line[] {
  return map.length > UNSORTED_EXTENTS ? [...map].sort((a, b) => a.inside - b.inside) : [...map];
}
