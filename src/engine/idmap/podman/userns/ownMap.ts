import type { Diagnostic, Parsed } from '../../../text/index.ts';
import { problemsAt } from '../../kernel/problemsAt.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import { checkNewuidmap } from '../../newuidmap/checkNewuidmap.ts';
import type { Caller } from '../../newuidmap/NewuidmapCall.ts';
import type { Subid } from '../../subid/Subid.ts';
import { MOST_MAPPINGS, tooMany } from '../maps/readMapOption.ts';
import { refusal } from '../refusal.ts';

/** What one of the two maps is made from. */
export interface OwnMap {
  kind: IdKind;
  caller: Caller;
  /** The user's ranges, in order. */
  ranges: readonly Subid[];
  /** The text of /etc/subuid or /etc/subgid, which newuidmap reads for itself. */
  text: string;
}

/**
 * One map of the namespace that rootless Podman works in: inside 0 is the user's own id, then come the user's ranges, one after the other (Podman 5.4.2,
 * pkg/rootless/rootless_linux.go, tryMappingTool). newuidmap writes it; undefined where either refuses.
 */
export function ownMap({ kind, caller, ranges, text }: OwnMap): Parsed<LocatedExtent[]> {
  const id = kind === 'uid' ? caller.uid : caller.gid;
  const extents: LocatedExtent[] = [{ inside: 0, outside: id, count: 1, span: START }];
  let inside = 1;
  for (const { start, count, span } of ranges) {
    if (id >= start && id < start + count) {
      const words = `invalid configuration: the specified mapping ${start}:${count} in "/etc/sub${kind}" includes the user ${kind.toUpperCase()}`;
      const hint = `Assign a range without any account's ID, such as 524288:65536.`;
      return { value: undefined, diagnostics: [refusal('podman-own-id', words, hint, span)] };
    }
    extents.push({ inside, outside: start, count, span });
    inside += count;
  }
  // A list that long is not put to newuidmap's rules one by one: the kernel refuses it.
  if (extents.length > MOST_MAPPINGS) {
    const says = `new${kind}map: write to ${kind}_map failed: Invalid argument`;
    return { value: undefined, diagnostics: refusedBy(kind, says, [tooMany(extents.length, ranges[0]?.span)]) };
  }
  const args = extents.flatMap((extent) => [extent.inside, extent.outside, extent.count].map(String));
  const outcome = checkNewuidmap({ kind, caller, subids: text, args: ['1', ...args] });
  if (!outcome.ok)
    return {
      value: undefined,
      diagnostics: refusedBy(kind, outcome.message, problemsAt(outcome.diagnostics, [{}, ...ranges])),
    };
  return { value: extents, diagnostics: [] };
}

/** The own id stands in no file. */
const START = { start: 0, end: 0, line: 1, column: 1 };

function refusedBy(kind: IdKind, message: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  // Debian's newgidmap is setuid root, so Podman, which looks for a setgid bit, blames that.
  const blame = kind === 'gid' ? ': should have setgid or have filecaps setgid' : '';
  const words = `cannot set up namespace using "/usr/bin/new${kind}map"${blame}: exit status 1`;
  const [says = ''] = message.split('\n');
  return [refusal('podman-newuidmap', words, `The cause is above it, in Podman's log: "${says}".`), ...diagnostics];
}
