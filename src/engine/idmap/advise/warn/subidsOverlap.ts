import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/Subid.ts';
import { idRange } from '../idRange.ts';
import { LESSONS } from '../lessons.ts';
import type { Finding } from './Finding.ts';

/**
 * Two lines of a file that lend the same ids. Two owners then are each other outside; one owner gets a map that the kernel refuses, since no
 * outside id may stand in it twice (EINVAL, kernel/user_namespace.c, mappings_overlap). A pair of owners is told once.
 */
export function subidsOverlap(situation: Situation, kind: IdKind): Finding[] {
  const lines = ((kind === 'uid' ? situation.subuid : situation.subgid) ?? []).filter(({ count }) => count > 0);
  const told = new Set<string>();
  const findings: Finding[] = [];
  let reaching: Subid | undefined;
  for (const line of [...lines].sort((a, b) => a.start - b.start)) {
    if (reaching && line.start < reaching.start + reaching.count) {
      const [one, other] = reaching.span.start <= line.span.start ? [reaching, line] : [line, reaching];
      const pair = [one, other].map((each) => ownerOf(situation, each)).sort();
      const key = pair.join('\n');
      if (!told.has(key)) {
        told.add(key);
        const end = Math.min(reaching.start + reaching.count, line.start + line.count);
        findings.push(finding(one, other, idRange(line.start, end - line.start), pair[0] === pair[1]));
      }
    }
    if (!reaching || line.start + line.count > reaching.start + reaching.count) reaching = line;
  }
  return findings;
}

/** A line may name its owner by uid; the account's name makes both the same. */
function ownerOf({ accounts, user }: Situation, { owner }: Subid): string {
  if (!/^[0-9]+$/.test(owner)) return owner;
  const uid = Number(owner);
  if (user?.uid === uid) return user.name;
  return accounts.find((account) => account.kind === 'uid' && account.id === uid)?.name ?? owner;
}

function finding(one: Subid, other: Subid, shared: string, same: boolean): Finding {
  const text = ({ owner, start, count, span }: Subid) => `${owner}:${start}:${count} (line ${span.line})`;
  return {
    code: same ? 'subids-overlap-same' : 'subids-overlap',
    severity: 'warning',
    facts: `${text(one)} ${text(other)}`,
    say: ({ file }) => ({
      message: `${file}: ${text(one)} and ${text(other)} both lend ${shared}.`,
      hint: same
        ? 'The kernel refuses a map that has an outside id twice, so nothing starts with both lines. Let them follow each other, or delete one.'
        : 'The containers of both are the same users outside, and can touch each other. Give each owner a range of its own.',
    }),
    span: other.span,
    learn: LESSONS.realAccount,
  };
}
