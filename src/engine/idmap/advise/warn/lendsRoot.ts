import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { Situation } from '../../situation/Situation.ts';
import { LESSONS } from '../lessons.ts';
import type { Finding } from './Finding.ts';

/**
 * A line that lends id 0 to somebody who isn't root. newuidmap writes such a map for the owner, who then is the host's root: seen with
 * uidmap 4.17.4, where alice:0:65536 let alice read /etc/shadow.
 */
export function lendsRoot(situation: Situation, kind: IdKind): Finding[] {
  const lines = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  return lines
    .filter(({ owner, start, count }) => start === 0 && count > 0 && owner !== 'root' && owner !== '0' && owner !== '')
    .map(({ owner, start, count, span }) => ({
      code: 'subid-lends-root',
      severity: 'error',
      facts: `${owner} ${start} ${count}`,
      say: ({ file }) => ({
        message: `${file}, line ${span.line}: ${owner}:${start}:${count} lends ${owner} id 0, the host's root.`,
        hint: `newuidmap hands it out, so ${owner} can be root at any time. Let the range begin at 100000 or above.`,
      }),
      span,
      learn: LESSONS.ranges,
    }));
}
