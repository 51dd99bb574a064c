import type { Diagnostic } from '../../text/index.ts';
import { type Extent, type IdMap, plainExtent } from '../map/Extent.ts';
import { MAX_EXTENTS } from './mapProblems.ts';
import { readExtents } from './parseIdMap.ts';
import { kernelBefore, type Writer } from './Writer.ts';
import { type WriteRule, type WriteRuleFacts, writeRules } from './writeRules.ts';
import { accessProblems, writerProblem } from './writerProblem.ts';

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
export const UNSORTED_EXTENTS = 5;

/** How many extents a map may have: user_namespaces(7), "Prior to Linux 4.15, this limit was (arbitrarily) set at 5 lines". */
export const mostExtents = (kernel?: string): number => (kernelBefore(kernel, '4.15') ? UNSORTED_EXTENTS : MAX_EXTENTS);

/**
 * The order in which a map file shows the extents: as written up to five, above that by inside ids, which the kernel then searches by
 * halves (kernel/user_namespace.c, sort_idmaps; since Linux 4.15).
 */
export function storedMap<Line extends Extent>(map: readonly Line[]): Line[] {
  return map.length > UNSORTED_EXTENTS ? [...map].sort((a, b) => a.inside - b.inside) : [...map];
}
