import { describe, expect, test } from 'vitest';
import { accessAnswer, chownAnswer } from '../../../../src/engine/idmap/advise/warn/volumeRefused.ts';
import type { InsideProcess } from '../../../../src/engine/idmap/kernel/InsideProcess.ts';
import { setgroupsAnswer, setidAnswer } from '../../../../src/engine/idmap/unshare/writeUnshareMaps.ts';
import recording from '../../../oracle/recordings/idmap/calls.json' with { type: 'json' };
import { shownId } from '../extents.ts';
import { fromTriples, type Triple } from '../triples.ts';

type File = [uid: number, gid: number, mode: number, folder: boolean];
type Row =
  | [namespace: number, process: number, call: 'chown', [File, number | null, number | null], Answer]
  | [namespace: number, process: number, call: 'access', [File, number], Answer]
  | [namespace: number, process: number, call: 'stat', [File], Answer]
  | [namespace: number, process: number, call: 'setgroups', number[], Answer]
  | [namespace: number, process: number, call: 'setuid' | 'setresuid' | 'setgid' | 'setresgid', [number], Answer];
/** OK, an errno, or owner and group: of the file outside for chown, as shown inside for stat. */
type Answer = string | [number, number];

const namespaces = (recording.namespaces as [Triple[], Triple[], 'allow' | 'deny'][]).map(([uid, gid, setgroups]) => ({
  maps: { uid: fromTriples(uid), gid: fromTriples(gid) },
  setgroups,
}));
const rows = recording.rows as unknown as Row[];
/** Where a namespace has no gid map, the recorder's processes are in this group of the host. */
const GROUP_OUTSIDE = 100000;

function engine([of, number, call, asked]: Row): Answer {
  const { maps, setgroups } = namespaces[of] ?? { maps: { uid: [], gid: [] }, setgroups: 'allow' as const };
  const told = recording.processes[number] as Omit<InsideProcess, 'maps'>;
  const outsideGroups = [...(told.outsideGroups ?? []), ...(maps.gid.length === 0 ? [GROUP_OUTSIDE] : [])];
  const process: InsideProcess = { ...told, maps, outsideGroups };
  const word = (answer: { ok: true } | { ok: false; errno: string }) => (answer.ok ? 'OK' : answer.errno);
  if (call === 'setgroups') return word(setgroupsAnswer(asked, process, setgroups));
  if (call === 'stat') return [shownId(maps.uid, asked[0][0]), shownId(maps.gid, asked[0][1])];
  if (call === 'access') {
    const [[uid, gid, mode, directory], wanted] = asked;
    const want = { read: (wanted & 4) > 0, write: (wanted & 2) > 0, execute: (wanted & 1) > 0 };
    return word(accessAnswer(want, { uid, gid, mode, directory }, process));
  }
  if (call === 'chown') {
    const [[owner, group], uid, gid] = asked;
    const to = { ...(uid !== null && { uid }), ...(gid !== null && { gid }) };
    const answer = chownAnswer(to, { uid: owner, gid: group }, process);
    return answer.ok ? [answer.uid, answer.gid] : answer.errno;
  }
  return word(setidAnswer(call.endsWith('uid') ? 'uid' : 'gid', asked[0], process));
}

describe(`what Linux ${recording.kernel} answered to ${rows.length} calls with ids in them`, () => {
  test('the engine answers the same every time', () => {
    const differences = rows
      .map((row) => ({ row, process: recording.processes[row[1]], engine: engine(row) }))
      .filter(({ row, engine }) => JSON.stringify(row[4]) !== JSON.stringify(engine));
    expect(differences).toEqual([]);
  });

  test('the recording holds enough of each', () => {
    const count = (call: string, wanted: (answer: Answer) => boolean) =>
      rows.filter((row) => row[2].startsWith(call) && wanted(row[4])).length;
    expect(count('chown', Array.isArray)).toBeGreaterThan(50);
    expect(count('chown', (answer) => answer === 'EINVAL')).toBeGreaterThan(50);
    expect(count('chown', (answer) => answer === 'EPERM')).toBeGreaterThan(50);
    expect(count('access', (answer) => answer === 'OK')).toBeGreaterThan(100);
    expect(count('access', (answer) => answer === 'EACCES')).toBeGreaterThan(100);
    for (const errno of ['OK', 'EPERM', 'EINVAL']) {
      expect(count('setgroups', (answer) => answer === errno)).toBeGreaterThan(10);
      expect(count('setres', (answer) => answer === errno)).toBeGreaterThan(10);
    }
  });
});
