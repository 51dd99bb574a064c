import { MAX_EXTENTS } from '../../kernel/readExtents.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import { checkNewuidmap } from '../../newuidmap/checkNewuidmap.ts';
import type { Situation } from '../../situation/Situation.ts';
import { grantedIds, isGranted } from '../../subid/grantedIds.ts';
import { readShadowFile } from '../../subid/readShadowFile.ts';
import { LESSONS } from '../lessons.ts';
import type { Finding } from './Finding.ts';

/** LXC under root, as on Proxmox VE, asks newuidmap for what stands in the config; it reads the files for root, too (shadow 4.17.4). */
const ROOT = { name: 'root', uid: 0, gid: 0 };

/** An LXC config that maps ids which the shown file doesn't lend: newuidmap refuses, and the container doesn't start. */
export function notLent(situation: Situation, kind: IdKind): Finding[] {
  const level = situation.levels[0];
  const map = level?.[kind];
  const lines = kind === 'uid' ? situation.subuid : situation.subgid;
  if (level?.tool !== 'lxc' || !map || map.length === 0 || map.length > MAX_EXTENTS || lines === undefined) return [];
  const subids = lines.map(({ owner, start, count }) => `${owner}:${start}:${count}\n`).join('');
  const caller = callerOf(situation, lines);
  if (caller === undefined) return [];
  const { lines: read } = readShadowFile(subids);
  const granted = grantedIds(read, caller);
  const lacking = map.filter(
    ({ outside, count }) =>
      !isGranted(granted, BigInt(outside), BigInt(outside + count - 1)) && !(count === 1 && outside === caller[kind]),
  );
  const [first] = lacking;
  if (first === undefined) return [];
  const outcome = checkNewuidmap({
    kind,
    args: ['1', ...[first.inside, first.outside, first.count].map(String)],
    caller,
    subids,
  });
  if (outcome.ok || outcome.rule !== 'newuidmap-not-allowed') return [];
  const add = lacking.map(({ outside, count }) => `${caller.name}:${outside}:${count}`);
  return [
    {
      code: 'not-lent',
      severity: 'warning',
      facts: add.join(' '),
      say: ({ file }) => ({
        message: `The container does not start: “${outcome.message}”.`,
        hint: `Add ${add.length === 1 ? 'the line' : 'the lines'} ${add.join(', ')} to ${file}. ${add.length === 1 ? 'It lends' : 'They lend'} ${caller.name} just what the config asks for.`,
      }),
      span: first.span,
      learn: LESSONS.write,
    },
  ];
}

/** Whom the file lends to, where it tells; root wherever it is among them, or where nobody is. */
function callerOf({ user }: Situation, lines: readonly { owner: string }[]): typeof ROOT | undefined {
  const owners = new Set(lines.map(({ owner }) => owner));
  if (owners.size === 0 || owners.has('root') || owners.has('0')) return ROOT;
  if (user === undefined || !owners.has(user.name) || user.uid === undefined) return undefined;
  return { name: user.name, uid: user.uid, gid: user.gid ?? user.uid };
}
