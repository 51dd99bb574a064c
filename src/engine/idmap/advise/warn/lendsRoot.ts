import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { Situation } from '../../situation/Situation.ts';
import { LESSONS } from '../lessons.ts';
import { collect } from './collect.ts';
import type { Finding } from './Finding.ts';

/**
 * A line that lends id 0 to somebody who isn't root. newuidmap writes such a map for the owner, who then is the host's root: seen with
 * uidmap 4.17.4, where alice:0:65536 let alice read /etc/shadow.
 */
export function lendsRoot(situation: Situation, kind: IdKind): Finding[] {
  const lines = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  return collect(lines, ({ owner, start, count, span }) => {
    if (start !== 0 || count === 0 || owner === 'root' || owner === '0' || owner === '') return undefined;
    return {
      code: 'subid-lends-root',
      severity: 'error',
      facts: `${owner} ${start} ${count}`,
      say: ({ file }) => ({
        message: `${file}: ${owner}:${start}:${count} (line ${span.line}) lends ${owner} id 0, the host's root.`,
        hint: `newuidmap hands it out, so ${owner} can be root at any time. Let the range begin at 100000 or above.`,
      }),
      span,
      learn: LESSONS.ranges,
    };
  });
}
