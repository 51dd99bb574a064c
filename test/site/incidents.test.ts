import { describe, expect, it, test } from 'vitest';
import { parseChecks } from '../../src/engine/checks/index.ts';
import { CAPABILITIES } from '../../src/engine/linux/index.ts';
import { newestStack } from '../../src/engine/stack/index.ts';
import { presetOf } from '../../src/instrument/presets/presets.ts';
import { answerIncidents, ofDefault, stepsOf } from '../../src/islands/incidents/worker/answerIncidents.ts';
import { checkLines, dockerAt, incidentSchema, incidentSource } from '../../src/site/incidents/sectionHtml.ts';

// Every incident: its data is whole, each statement has a source, and what sources say of a default is what the engine answers.

const FILES = import.meta.glob<unknown>('/content/reference/incidents/*.md', { eager: true, import: 'frontmatter' });
const READ = Object.entries(FILES).map(([file, frontmatter]) => ({
  id: file.replace('/content/reference/incidents/', '').replace('.md', ''),
  read: incidentSchema.safeParse(frontmatter),
}));
const INCIDENTS = READ.flatMap(({ id, read }) => (read.data ? [{ id, ...read.data }] : []));
const ids = INCIDENTS.map(({ id }) => id);
const statementsOf = ({ what, needs, stopped, fixed }: (typeof INCIDENTS)[number]) => [
  what,
  ...needs,
  ...stopped,
  fixed,
];

describe('the data', () => {
  it('is as the schema has it, and named for its CVE', () => {
    const isNamed = (id: string) => /^cve-20\d\d-\d{4,6}$/.test(id);
    const wrong = READ.flatMap(({ id, read }) => [...(read.error?.issues ?? []), ...(isNamed(id) ? [] : [id])]);
    expect(wrong).toEqual([]);
  });

  it('has at least 25', () => expect(ids.length).toBeGreaterThanOrEqual(25));

  test.each([
    ['2016-0728', '2019-5736', '2020-14386', '2021-22555', '2022-0185', '2022-0492', '2022-0847', '2023-32233'],
    ['2024-1086', '2024-21626', '2025-31133', '2025-52565', '2025-52881', '2026-31431', '2026-41579'],
    // Docker's list of 2016, which a slide names.
    ['2013-1956', '2013-1957', '2013-1958', '2013-1959', '2013-1979', '2014-4014', '2014-5206', '2014-5207'],
    ['2014-7970', '2014-7975', '2015-2925', '2015-8543', '2016-3134', '2016-3135', '2014-0181', '2015-3339'],
    ['2014-4699', '2014-9529', '2015-3214', '2015-4036', '2016-0728', '2016-2383', '2016-4997', '2016-4998'],
    ['2015-3290', '2015-5157', '2016-5195'],
  ])('has %s and the others of its row', (...numbers) =>
    expect(numbers.filter((number) => !ids.includes(`cve-${number}`))).toEqual([]),
  );

  it('has a source with an address for each statement', () => {
    const statements = INCIDENTS.flatMap((incident) =>
      statementsOf(incident).map(({ from }) => ({
        id: incident.id,
        urls: from.map((name) => incidentSource(incident.id, name, incident.sources).url),
      })),
    );
    const isSourced = (urls: readonly string[]) => urls.length > 0 && urls.every((url) => url.startsWith('https://'));
    expect(statements.filter(({ urls }) => !isSourced(urls))).toEqual([]);
  });

  it('has a statement for each source of its own', () => {
    const idle = INCIDENTS.flatMap((incident) => {
      const named = [...statementsOf(incident), ...incident.told].flatMap(({ from }) => from);
      return Object.keys(incident.sources).flatMap((name) => (named.includes(name) ? [] : [`${incident.id} ${name}`]));
    });
    expect(idle).toEqual([]);
  });

  it('a source refused: one that nobody has described', () => {
    const data = { title: 'A hole', date: '2026-01-01', part: 'kernel', ways: [], stopped: [] };
    const said = { says: 'So.', from: ['rumour'] };
    const read = incidentSchema.safeParse({ ...data, what: said, needs: [said], fixed: said });
    expect(read.error?.issues[0]?.message).toBe('no source is named “rumour”');
  });
});

describe('the needs are checks', () => {
  it('in every line, also as its section shows it; their capabilities are Linux’s', () => {
    const wrong = INCIDENTS.flatMap(({ id, ways }) => {
      const lines = ways.flatMap((way) => stepsOf(way).flat());
      const unread = [lines.join('\n'), checkLines(ways)].flatMap((text) => parseChecks(text).diagnostics);
      const unknown = ways.flatMap((way) => way.with).filter((name) => !CAPABILITIES.includes(name));
      return [...unread, ...unknown].map((each) => [id, each]);
    });
    expect(wrong).toEqual([]);
  });

  test('shown with what does as well', () => {
    const ways = [
      { through: 'user-namespace' as const, with: [], calls: ['fsopen -> allow'] },
      { with: ['CAP_SYS_ADMIN'], calls: [['open -> allow', 'openat -> allow']] },
    ];
    expect(checkLines(ways).split('\n')).toEqual([
      '# in a user namespace of its own',
      'unshare(CLONE_NEWUSER) -> allow',
      '#   or clone(CLONE_NEWUSER), clone3',
      'fsopen -> allow',
      '# or with CAP_SYS_ADMIN',
      'open -> allow with CAP_SYS_ADMIN',
      '#   or openat',
    ]);
  });
});

const TOLD = INCIDENTS.flatMap((incident) => incident.told.map((told) => ({ incident, ...told })));

describe('what sources say of a default is what the engine answers', () => {
  it('for more than half of them', () =>
    expect(new Set(TOLD.map(({ incident }) => incident.id)).size * 2).toBeGreaterThan(INCIDENTS.length));

  it('for each of them', async () => {
    expect(TOLD.filter(({ under }) => presetOf(under) === undefined)).toEqual([]);
    const answered = TOLD.map(async ({ incident, under }) => {
      const { stack } = dockerAt(incident.date.toISOString().slice(0, 10));
      const { answers } = await ofDefault(stack, under, [incident]);
      return [incident.id, under, ...answers.map(({ state }) => state)];
    });
    expect(await Promise.all(answered)).toEqual(
      TOLD.map(({ incident, under, answer }) => [incident.id, under, answer]),
    );
  });
});

describe('the newest Docker’s default', async () => {
  const stack = newestStack('docker')?.id ?? '';
  const { answers } = await answerIncidents({ stack, profile: undefined, needs: INCIDENTS, turn: 0 });
  const said = (id: string) => {
    const answer = answers.find((each) => each.id === `cve-${id}`);
    return [answer?.state, answer?.calls.map(({ call }) => call).join(' '), answer?.opensWith?.join(' ')];
  };
  test.each<[id: string, state: string, calls: string, opensWith: string | undefined]>([
    ['2014-4699', 'refused', 'ptrace', undefined],
    ['2015-3214', 'unasked', '', undefined],
    ['2015-3290', 'allowed', 'modify_ldt', undefined],
    ['2016-0728', 'refused', 'keyctl', undefined],
    ['2016-2383', 'refused', 'bpf', undefined],
    ['2016-5195', 'allowed', 'write', undefined],
    ['2020-14386', 'allowed', 'socket(AF_PACKET) setsockopt', undefined],
    ['2021-22555', 'refused', 'unshare(CLONE_NEWUSER)', 'CAP_NET_ADMIN'],
    ['2022-0185', 'refused', 'unshare(CLONE_NEWUSER) fsopen', 'CAP_SYS_ADMIN'],
    ['2022-0492', 'refused', 'unshare(CLONE_NEWUSER) mount', 'CAP_SYS_ADMIN'],
    ['2022-0847', 'allowed', 'splice write', undefined],
    ['2024-1086', 'refused', 'unshare(CLONE_NEWUSER)', 'CAP_NET_ADMIN'],
    ['2024-21626', 'allowed', 'chdir', undefined],
    // moby#52547: the filter cannot see socketcall's arguments; AppArmor and SELinux deny the socket.
    ['2026-31431', 'allowed', 'socket(AF_ALG) x86: socketcall(SYS_SOCKET) splice', undefined],
  ])('%s: %s', (id, ...expected) => expect(said(id)).toEqual(expected));
});

describe('Docker’s default of a day', () => {
  test.each<[date: string, preset: string, stack: string, isLater: boolean]>([
    ['2013-04-24', 'docker-1.11.0', 'docker-20.10.9', true],
    ['2016-10-20', 'docker-1.12', 'docker-20.10.9', false],
    ['2021-07-04', 'docker-20.10.4', 'docker-20.10.9', false],
    ['2022-03-07', 'docker-20.10.10', 'docker-20.10.5', false],
    // 20.10.26 came out after 24.0.3.
    ['2023-09-01', 'docker-24.0', 'docker-20.10.24', false],
    ['2026-04-22', 'docker-28.2', 'docker-28.5', false],
  ])('%s: %s', (date, ...expected) => {
    const { preset, stack, isLater } = dockerAt(date);
    expect([preset, stack.id, isLater]).toEqual(expected);
  });
});
