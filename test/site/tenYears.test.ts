import { beforeAll, describe, expect, test } from 'vitest';
import type { DefaultChange } from '../../src/instrument/tenYears/TenYears.ts';
import { tenYears } from '../../src/site/dockerDefault/tenYears.ts';
import { plain } from '../../src/ui/Phrase.ts';

let changes: readonly DefaultChange[];
beforeAll(async () => {
  changes = await tenYears();
}, 60_000);

const change = (id: string) => changes.find((each) => each.id === id) ?? expect.fail(`no ${id}`);
const rows = (id: string) =>
  change(id).calls.map(({ kind, calls, on, where, besides, answers }) =>
    [
      kind,
      ...(on === '' ? [] : [`[${on}]`]),
      ...calls,
      ...(where === '' ? [] : [`{${where}}`]),
      ...(besides === '' ? [] : [`+ ${besides}`]),
      ...(answers === '' ? [] : [`(${answers})`]),
    ].join(' '),
  );

// By moby's pull requests 29076, 37929, 42681, 44562, 46762, 52501, 52537 and the others that the states name.
describe('what a state opens and closes, as the engine compares it with the one before', () => {
  test.each<[id: string, rows: string[]]>([
    ['docker-1.11.0', []],
    ['docker-1.13', []],
    ['docker-17.04', ['opened preadv2 pwritev2']],
    ['docker-17.03', ['gated clock_settime']],
    ['docker-18.09', ['closed syslog', 'gated mbind set_mempolicy get_mempolicy']],
    ['docker-19.03.3', ['opened [x86] sigprocmask']],
    ['docker-20.10.10', ['otherwise clone3 (EPERM, then ENOSYS)', 'gated clone3']],
    ['docker-20.10.22', ['closed socket(AF_VSOCK)']],
    ['docker-24.0', ['opened name_to_handle_at']],
    ['docker-25.0.0', ['closed io_uring_setup io_uring_enter io_uring_register']],
    ['docker-29.4.2', ['closed socket(AF_ALG)', 'closed [x86] socketcall']],
    ['docker-29.4', ['opened [x86] socketcall']],
    ['podman-6.1', ['opened futex_waitv futex_wake futex_wait futex_requeue']],
    ['containerd-2.1', ['closed io_uring_setup io_uring_enter io_uring_register']],
  ])('%s', (id, told) => expect(rows(id)).toEqual(told));
});

test('each state by its lane and day, each with its reason and its source', () => {
  const lanes = Map.groupBy(changes, ({ lane }) => lane);
  expect([...lanes].map(([lane, all]) => [lane, all.length, all[0]?.id, all.at(-1)?.id])).toEqual([
    ['docker', 29, 'docker-1.11.0', 'docker-29.9.0'],
    ['older', 3, 'docker-17.03', 'docker-23.0'],
    ['podman', 5, 'podman-3.0', 'podman-6.1'],
    ['containerd', 4, 'containerd-1.4', 'containerd-2.1'],
  ]);
  for (const all of lanes.values()) expect(all.map(({ date }) => date)).toEqual(all.map(({ date }) => date).sort());
  expect(changes.filter(({ why, sources }) => plain(why) === '' || sources.length === 0)).toEqual([]);
  expect(changes.filter(({ since }) => since === undefined).map(({ id }) => id)).toEqual([
    'docker-1.11.0',
    'podman-3.0',
    'containerd-1.4',
  ]);
});

test('a state names its day and its releases', () => {
  const said = ['docker-29.4.2', 'docker-29.4', 'podman-5.4']
    .map(change)
    .map(({ title, date, releases, since }) => [title, date, releases, since?.id]);
  expect(said).toEqual([
    ['Docker 29.4.2', '2026-05-01', '', 'docker-28.2'],
    ['Docker 29.4.3', '2026-05-06', '29.4.3 to 29.8', 'docker-29.4.2'],
    ['Podman 5.4', '2025-08', 'Podman 5.4 on Debian 13', 'podman-4.3'],
  ]);
});
