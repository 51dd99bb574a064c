import { describe, expect, test } from 'vitest';
import differences from '../../content/data/versions/differences.json' with { type: 'json' };
import { STACKS, stackOf } from '../../src/engine/stack/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { readStackTableLink } from '../../src/share/stackTableLink.ts';
import { changedCalls, differencesByProgram, newsOf, stacksByEngine } from '../../src/site/stackRows.ts';
import { threadLinks } from '../../src/site/threadLinks.ts';

const engines = await stacksByEngine();
const rows = engines.flatMap((each) => each.rows);

const newsBefore = (id: string) => differences.find((each) => each.id === id)?.before;

test('every stack has a row, by engine, the newest first', () => {
  expect(rows.map(({ stack }) => stack.id).sort()).toEqual(STACKS.map(({ id }) => id).sort());
  expect(engines.map(({ label, rows: [newest] }) => [label, newest?.stack.id])).toEqual([
    ['Docker', 'docker-29.9'],
    ['Podman', 'podman-6.1'],
    ['CRI-O', 'cri-o-1.33'],
    ['containerd', 'kubernetes-1.36'],
  ]);
});

const stack = (id: string) => {
  const found = stackOf(id);
  if (found === undefined) throw new Error(`${id} is no stack`);
  return found;
};

describe('what a stack does otherwise than another', () => {
  /** The first words of each. */
  const news = (id: string, before: string) =>
    newsOf(stack(id), stack(before)).map((words) => words.split(' ').slice(0, 5).join(' '));

  test.each([
    ['docker-29.9', 'docker-29.8', []],
    ['docker-20.10.9', 'docker-20.10.5', ['runc knows listenerPath and listenerMetadata,', 'runc leaves out a rule']],
    ['podman-5.8', 'podman-5.4', ['The rule with the smaller']],
    ['kubernetes-1.36', 'podman-5.4', ['The rule with the smaller']],
  ] as const)('%s, %s', (id, before, expected) => expect(news(id, before)).toEqual(expected));

  test('one with an older libseccomp does what that does', () => {
    const back = newsOf(stack('docker-29.8'), stack('docker-28.5'));
    expect(back).toEqual([newsBefore('libseccomp-joins-below')]);
  });

  test('whose default is the text of the one before', () => {
    const same = rows.filter(({ hasSameDefault }) => hasSameDefault).map((row) => row.stack.id);
    expect(same).toEqual(['docker-26.1', 'docker-27.3', 'docker-20.10.17']);
  });

  test('calls that a default opened and closed: Docker 25 took io_uring away, and named new calls', async () => {
    const { opened, closed } = await changedCalls(stack('docker-25.0'), stack('docker-24.0'));
    expect(closed).toEqual(['io_uring_enter', 'io_uring_register', 'io_uring_setup']);
    const added = 'cachestat fchmodat2 futex_requeue futex_wait futex_wake map_shadow_stack';
    expect(opened.join(' ')).toBe(added);
  });
});

test.each(rows.map((row) => [row.stack.id, row] as const))(
  'the links of %s open it',
  async (id, { checker, table }) => {
    const [inChecker, inTable] = [await readSeccompLink(checker), await readStackTableLink(table)];
    expect([inChecker.diagnostics, inChecker.value.stack]).toEqual([[], id]);
    expect([inTable.diagnostics, inTable.value.stack]).toEqual([[], id]);
  },
);

test('each row says where it is from and counts the calls of its default', () => {
  for (const { stack, counts } of rows) {
    expect(stack.source).toMatch(/\S/);
    expect(counts.reachable + counts.refused).toBe(counts.total);
    expect(counts.reachable).toBeGreaterThan(counts.refused);
  }
});

test('every difference is told, by program, the oldest first', () => {
  const told = differencesByProgram();
  expect(told.map(([program]) => program)).toEqual([
    'docker',
    'podman',
    'containerd',
    'runc',
    'crun',
    'libseccomp',
    'shadow',
    'incus',
    'util-linux',
    'systemd',
  ]);
  const runc = told.find(([program]) => program === 'runc')?.[1] ?? [];
  expect(runc.slice(0, 3).map(({ since }) => since)).toEqual(['1.0.0-rc93', '1.0.0-rc94', '1.0.2']);
});

test.each([
  [
    'moby#42604 and #42005',
    'docker',
    [
      'moby#42604 https://github.com/moby/moby/issues/42604',
      ' and ',
      '#42005 https://github.com/moby/moby/issues/42005',
    ],
  ],
  [
    'runc CHANGELOG.md, 1.1.3 (#3478)',
    'runc',
    ['runc CHANGELOG.md, 1.1.3 (', '#3478 https://github.com/opencontainers/runc/issues/3478', ')'],
  ],
  [
    'containers/common#821 (podman#13193)',
    'podman',
    [
      'containers/common#821 https://github.com/containers/common/issues/821',
      ' (',
      'podman#13193 https://github.com/containers/podman/issues/13193',
      ')',
    ],
  ],
  [
    'shadow-maint/shadow pull request 652',
    'shadow',
    ['shadow-maint/shadow pull request 652 https://github.com/shadow-maint/shadow/issues/652'],
  ],
  ['see Debian bug 995191', '', ['see ', 'Debian bug 995191 https://bugs.debian.org/995191']],
  ['libseccomp 2.6.1-1+deb13u1, #12', '', ['libseccomp 2.6.1-1+deb13u1, #12']],
] as const)('the threads of “%s”', (source, of, expected) =>
  expect(
    threadLinks(source, of).map((piece) => (typeof piece === 'string' ? piece : `${piece.text} ${piece.url}`)),
  ).toEqual(expected),
);
