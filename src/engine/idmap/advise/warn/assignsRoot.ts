import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { LESSONS } from '../lessons.ts';
import { collect } from './collect.ts';
import type { Finding } from './Finding.ts';

/**
 * A line that assigns id 0 to somebody who isn't root. newuidmap writes such a map for the owner, who then is the host's root: seen with
 * uidmap 4.17.4, where alice:0:65536 let alice read /etc/shadow.
 */
export function assignsRoot(situation: Situation, kind: IdKind): Finding[] {
  const lines = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  return collect(lines, ({ owner, start, count, span }) => {
    if (start !== 0 || count === 0 || owner === 'root' || owner === '0' || owner === '') return undefined;
    return {
      code: 'subid-assigns-root',
      severity: 'error',
      facts: `${owner} ${start} ${count}`,
      say: ({ file }) => ({
        message: `${file}: ${owner}:${start}:${count} (line ${span.line}) assigns ${owner} ID 0, the host’s root.`,
        hint: `newuidmap grants it, so ${owner} can become root at any time. Remove the line, and assign a free range instead.`,
      }),
      span,
      learn: LESSONS.ranges,
    };
  });
}
