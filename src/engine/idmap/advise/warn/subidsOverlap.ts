import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { idRange } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import { collect } from './collect.ts';
import type { Finding } from './Finding.ts';
import { ownerNames } from './ownerNames.ts';

/**
 * Two lines of a file that assign the same ids. Two owners then are each other outside; one owner gets a map that the kernel refuses, since no
 * outside id may stand in it twice (EINVAL, kernel/user_namespace.c, mappings_overlap). A pair of owners gets one warning.
 */
export function subidsOverlap(situation: Situation, kind: IdKind): Finding[] {
  const lines = ((kind === 'uid' ? situation.subuid : situation.subgid) ?? []).filter(({ count }) => count > 0);
  const ownerOf = ownerNames(situation);
  const seen = new Set<string>();
  let reaching: Subid | undefined;
  return collect(
    [...lines].sort((a, b) => a.start - b.start),
    (line) => {
      const before = reaching;
      if (!before || line.start + line.count > before.start + before.count) reaching = line;
      if (!before || line.start >= before.start + before.count) return undefined;
      const [one, other] = before.span.start <= line.span.start ? [before, line] : [line, before];
      const [first = '', second = ''] = [ownerOf(one), ownerOf(other)].sort();
      // root's lines grant what configs ask for; nobody lays them end to end.
      if (seen.has(`${first}\n${second}`) || (first === 'root' && second === 'root')) return undefined;
      seen.add(`${first}\n${second}`);
      const end = Math.min(before.start + before.count, line.start + line.count);
      return finding(one, other, idRange(line.start, end - line.start), first === second);
    },
  );
}

function finding(one: Subid, other: Subid, shared: string, same: boolean): Finding {
  const text = ({ owner, start, count, span }: Subid) => `${owner}:${start}:${count} (line ${span.line})`;
  return {
    code: same ? 'subids-overlap-same' : 'subids-overlap',
    severity: 'warning',
    facts: `${text(one)} ${text(other)}`,
    say: ({ file }) => ({
      message: `${file}: ${text(one)} and ${text(other)} both assign ${shared}.`,
      hint: same
        ? 'dockerd and rootless engines use all lines of an owner, and the kernel refuses a map with a host ID in it twice: no container starts. Change the ranges so that they do not overlap, or delete one.'
        : 'Containers of both are the same users on the host, and can access each other’s files. Give each owner a separate range.',
    }),
    span: other.span,
    learn: LESSONS.realAccount,
  };
}
