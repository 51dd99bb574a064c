import type { Diagnostic } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import { plainExtent } from '../map/LocatedExtent.ts';
import { accessProblems } from './accessProblems.ts';
import { kernelBefore } from './kernelBefore.ts';
import { MAX_EXTENTS } from './mapProblems.ts';
import { readExtents } from './readExtents.ts';
import { storedMap, UNSORTED_EXTENTS } from './storedMap.ts';
import type { Writer } from './Writer.ts';
import { type WriteRule, type WriteRuleFacts, writeRules } from './writeRules.ts';
import { writerProblem } from './writerProblem.ts';

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
  const limit = kernelBefore(writer.kernel, 4, 15) ? UNSORTED_EXTENTS : MAX_EXTENTS;
  const { extents, diagnostics } = readExtents(text, limit);
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
