import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parseProfile, resolve, type Start, starts } from '../../../../src/engine/seccomp/index.ts';
import { type StartRecording, startFacts } from '../../../../src/tools/starts/startFacts.ts';
import { TARGET } from '../inline.ts';
import { folder } from '../recording.ts';

// Real containers of runc, crun, dockerd and Podman, which either started or did not; see test/oracle/seccomp/record_starts.py.
const recording: StartRecording = JSON.parse(readFileSync(new URL('starts.json', folder), 'utf8'));
const own = (runtime: string, noNewPrivileges: boolean) =>
  recording.rows.filter((row) => row.runtime === runtime && row.noNewPrivileges === noNewPrivileges);

/** What the recorder allowed: whole calls, a call above all of them, and calls with some arguments alone; `lacking` gets ENOSYS. */
function profile(
  action: string,
  names: readonly string[],
  kinds: readonly (readonly [string, string])[] = [],
  lacking?: string,
): string {
  const [, errno] = /^errno (\d+)$/.exec(action) ?? [];
  const conditions = (words: string) =>
    words
      .split(' ')
      .flatMap((word, index) =>
        word === '_' ? [] : `{"index":${index},"value":${BigInt(`0x${word}`)},"op":"SCMP_CMP_EQ"}`,
      );
  const rules = [
    JSON.stringify({ names: [...names, 'cachestat'], action: 'SCMP_ACT_ALLOW' }),
    ...kinds.map(([name, words]) => `{"names":["${name}"],"action":"SCMP_ACT_ALLOW","args":[${conditions(words)}]}`),
  ];
  if (lacking !== undefined) rules.push(`{"names":["${lacking}"],"action":"SCMP_ACT_ERRNO","errnoRet":38}`);
  const otherwise = errno === undefined ? '"SCMP_ACT_KILL_PROCESS"' : `"SCMP_ACT_ERRNO","defaultErrnoRet":${errno}`;
  return `{"defaultAction":${otherwise},"architectures":["SCMP_ARCH_X86_64"],"syscalls":[${rules}]}`;
}

/** The engine's word: "starts", "fails", or "sometimes"; of a user other than root, where the call is made for these alone. */
function word(text: string, runtime: 'runc' | 'crun', noNewPrivileges: boolean, isOtherUser = false): string {
  const filter = resolve(parseProfile(text).value ?? expect.fail(text), { ...TARGET, runtime }).value;
  const start: Start | undefined = filter && starts(filter);
  const refused = start?.[noNewPrivileges ? 'noNewPrivileges' : 'usual'] ?? expect.fail(text);
  const whens = refused.map(({ when }) => when);
  if (whens.includes('always') || (isOtherUser && whens.includes('other-user'))) return 'fails';
  return whens.includes('sometimes') ? 'sometimes' : 'starts';
}

const SETS = (['runc', 'crun'] as const).flatMap((runtime) => [false, true].map((own) => [runtime, own] as const));

describe.each(SETS)('%s, no_new_privs %s', (runtime, noNewPrivileges) => {
  const rows = own(runtime, noNewPrivileges);
  const calls = rows.flatMap(({ call, kind, insteadOf }) =>
    call !== undefined && kind === undefined && insteadOf === undefined ? [call] : [],
  );
  const refusals = rows.flatMap(({ call, kind, insteadOf, refused }) =>
    Object.entries(refused ?? {}).map(([answer, came]) => ({ call: call ?? '', kind, insteadOf, answer, came })),
  );

  /** "mmap for mprotect errno 1", with what the engine says of it and what came of it. */
  function told({ call, kind, insteadOf, answer, came }: (typeof refusals)[number]) {
    const name = [call, kind, insteadOf && `for ${insteadOf}`, answer].filter(Boolean).join(' ');
    const given = rows.find((other) => other.call === call && other.args !== undefined)?.args ?? [];
    const kinds =
      kind === undefined ? [] : given.filter((words) => words !== kind).map((words) => [call, words] as const);
    const allowed = calls.filter((other) => other !== call && other !== insteadOf);
    const text = profile(answer, ['exit_group', ...allowed], kinds, insteadOf);
    const made = rows.find((other) => other.call === call && other.made !== undefined)?.made;
    const said = word(text, runtime, noNewPrivileges, made === 'by another user than root');
    const [found] = came.split(':');
    const isSometimes = made === 'sometimes' || found === 'sometimes fails';
    return { name, said, came: found === 'starts' ? 'starts' : isSometimes ? 'sometimes' : 'fails' };
  }

  it('starts or fails without each call as it did', () => {
    const rows = refusals.map(told);
    expect(rows.map(({ name, said }) => [name, said])).toEqual(rows.map(({ name, came }) => [name, came]));
  });

  it('starts under the smallest profile, and under one that kills for all else', () => {
    const [smallest] = rows.flatMap((row) => (row.smallest ? [row] : []));
    const [killing] = rows.flatMap((row) => (row.killing ? [row] : []));
    expect([smallest?.starts, word(profile('errno 1', smallest?.smallest ?? []), runtime, noNewPrivileges)]).toEqual([
      50,
      'starts',
    ]);
    expect([killing?.starts, word(profile('kill', killing?.killing ?? []), runtime, noNewPrivileges)]).toEqual([
      50,
      'starts',
    ]);
  });
});

const ENGINES = [
  ['docker', 'runc', false],
  ['docker', 'runc', true],
  ['podman', 'crun', false],
  ['podman', 'crun', true],
] as const;

describe.each(ENGINES)('%s, %s, no_new_privs %s', (engine, runtime, noNewPrivileges) => {
  const rows = own(engine, noNewPrivileges);
  const smallest = rows.find((row) => row.smallest)?.smallest ?? [];
  it('says what the runtime alone says', () => {
    const said = ({ refused }: (typeof rows)[number]) => refused?.['errno 1'];
    const alone = own(runtime, noNewPrivileges).filter(({ kind }) => kind === undefined);
    const found = rows.flatMap((row) => (row.call ? [[row.call, said(row)]] : []));
    expect(found).toEqual(
      found.map(([call]) => [call, said(alone.find((row) => row.call === call) ?? expect.fail(call))]),
    );
  });

  it('starts and fails as the runtime alone does', () => {
    const found = rows.map((row) => {
      if (row.call)
        return [
          row.call,
          word(
            profile(
              'errno 1',
              smallest.filter((name) => name !== row.call),
            ),
            runtime,
            noNewPrivileges,
          ),
        ];
      if (row.smallest) return ['the smallest', word(profile('errno 1', smallest), runtime, noNewPrivileges)];
      return [
        row.else,
        word(profile(row.else === 'ERRNO' ? 'errno 1' : 'kill', row.allowed ?? []), runtime, noNewPrivileges),
      ];
    });
    const recorded = rows.map((row) => {
      if (row.call) return [row.call, row.refused?.['errno 1']?.split(':')[0]];
      if (row.smallest) return ['the smallest', row.starts === 10 ? 'starts' : 'fails'];
      return [row.else, row.came];
    });
    expect(found).toEqual(recorded);
  });
});

test.each([
  ['runc', false, []],
  ['runc', true, []],
  ['crun', false, ['pselect6', 'read']],
  ['crun', true, []],
])('what `%s run` does without, no_new_privs %s', (runtime, noNewPrivileges, calls) =>
  expect(own(runtime, noNewPrivileges).flatMap((row) => row['run lacks'] ?? [])).toEqual(calls),
);

it('the table is what the recording gives', () => {
  const table = JSON.parse(readFileSync(new URL('../../../../content/data/starts.json', import.meta.url), 'utf8'));
  expect(table).toEqual(JSON.parse(JSON.stringify(startFacts(recording))));
});
