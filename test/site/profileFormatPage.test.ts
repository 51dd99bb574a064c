import { describe, expect, test } from 'vitest';
import { newestStack } from '../../src/engine/stack/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { type ProfileExample, profileExample } from '../../src/site/idMapExample.ts';
import { type FieldReaders, profileReaders, READERS } from '../../src/site/profileReaders.ts';
import { testRows } from '../testRows.ts';
import { elementsOf } from './elementsOf.ts';

/** Every example of the page, by its heading and its place below it. */
const EXAMPLES = elementsOf('profile-format', ['ProfileExample']).map(({ section, given }, at, all) => {
  const { profile, checks, stack } = given as unknown as ProfileExample;
  const first = all.findIndex((each) => each.section === section);
  const example: ProfileExample = { profile, checks: checks.trim(), ...(stack !== undefined && { stack }) };
  return { name: `${section} ${at - first + 1}`, example };
});

/** What the engine tells of each example that it has something against: severity, code and line. */
const PROBLEMS: Record<string, string> = {
  'A Docker profile on containerd 1': 'warning archmap-unread 4, warning conditions-unread 8',
  'defaultAction 1': 'error word-unknown 2',
  'defaultAction 2': 'error action-missing 1, error action-unknown 1',
  'defaultAction 3': 'warning no-seccomp 1',
  'defaultErrnoRet 2': 'error errno-large 2, warning errno-large 3',
  'defaultErrno 1': 'info errno-unread 3',
  'defaultErrno 2': 'error errno-unknown 3',
  'architectures 2': 'error word-unknown 3',
  'archMap 2': 'error architectures-with-archmap 4',
  'flags 2': 'error word-unknown 3, error flags 3',
  'listenerPath and listenerMetadata 2': 'error notify-write 4, error notify-listener 4',
  'listenerPath and listenerMetadata 3': 'error listener-relative 2',
  'names 1': 'warning name-unknown 4',
  'name 2': 'error name-with-names 4',
  'action 2': 'error action-missing 4, error action-unknown 4, error word-unknown 5',
  'errnoRet and errno 1': 'info errno-unread 5',
  'errnoRet and errno 2': 'error errno-unused 4',
  'args 4': 'error argument-index 8, error number-negative 8, error word-unknown 8, error operator-missing 9',
  'args 5': 'error json-number 7',
  'includes and excludes 3': 'error kernel-version 7',
  'comment 1': 'error type 4',
  'The order of rules does not matter 3': 'error rule-conflict 10',
  'Keys and JSON 1': 'info key-case 3, warning key-twice 3, warning key-unknown 4',
  'Keys and JSON 2': 'error type 4, error json-trailing-comma 4',
};

test('no problem is told of an example that isn’t there', () =>
  expect(Object.keys(PROBLEMS).filter((name) => !EXAMPLES.some((each) => each.name === name))).toEqual([]));

const nameOf = ({ name }: { name: string }) => name;
testRows('each example does what each of its checks says', EXAMPLES, nameOf, async ({ example }) => {
  const { rows } = await profileExample(example);
  expect(rows.map(({ text, state }) => `${state}: ${text}`)).toEqual(
    example.checks.split('\n').map((line) => `holds: ${line}`),
  );
});

testRows('each example has these problems, at these lines', EXAMPLES, nameOf, async ({ name, example }) => {
  const { problems } = await profileExample(example);
  const told = problems.map(({ severity, code, span }) => `${severity} ${code} ${span?.line}`);
  expect(told.join(', ')).toBe(PROBLEMS[name] ?? '');
});

testRows('each example opens in the profile checker', EXAMPLES, nameOf, async ({ example }) => {
  const { href } = await profileExample(example);
  const [, fragment = ''] = href.split('#');
  const { value, diagnostics } = await readSeccompLink(fragment);
  expect([diagnostics, value.text, value.stack]).toEqual([
    [],
    example.profile,
    example.stack ?? newestStack('docker')?.id,
  ]);
});

test('a link asks the first call that the checks ask about', async () => {
  const profile = '{ "defaultAction": "SCMP_ACT_ALLOW" }';
  const { href } = await profileExample({ profile, checks: 'starts -> yes\nx86: mkdir -> kill\nmkdir -> allow' });
  expect((await readSeccompLink(href.split('#')[1] ?? '')).value.call).toBe('x86: mkdir');
});

/** A profile in which a field decides, and what then holds where the field is read. */
const PROBES: Record<string, { profile: string; read: string }> = {
  defaultAction: { profile: '{ "defaultAction": "SCMP_ACT_LOG" }', read: 'mkdir -> log' },
  defaultErrnoRet: { profile: deny('"defaultErrnoRet": 13,'), read: 'mkdir -> EACCES' },
  defaultErrno: { profile: deny('"defaultErrno": "EACCES",'), read: 'mkdir -> EACCES' },
  architectures: { profile: deny('"architectures": ["SCMP_ARCH_X86"],'), read: 'x86: read -> allow' },
  archMap: {
    profile: deny('"archMap": [{ "architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"] }],'),
    read: 'x86: read -> allow',
  },
  // Read, they stop the container: each is of another type than it has to be.
  flags: { profile: '{ "defaultAction": "SCMP_ACT_LOG", "flags": 1 }', read: 'starts -> no' },
  listenerPath: { profile: '{ "defaultAction": "SCMP_ACT_LOG", "listenerPath": 1 }', read: 'starts -> no' },
  listenerMetadata: { profile: '{ "defaultAction": "SCMP_ACT_LOG", "listenerMetadata": 1 }', read: 'starts -> no' },
  comment: { profile: rule('"names": ["mkdir"], "action": "SCMP_ACT_LOG", "comment": 1'), read: 'starts -> no' },
  names: { profile: rule('"names": ["mkdir"], "action": "SCMP_ACT_LOG"'), read: 'mkdir -> log' },
  name: { profile: rule('"name": "mkdir", "action": "SCMP_ACT_LOG"'), read: 'mkdir -> log' },
  action: { profile: rule('"names": ["mkdir"], "action": "SCMP_ACT_TRAP"'), read: 'mkdir -> trap' },
  errnoRet: {
    profile: rule('"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13'),
    read: 'mkdir -> EACCES',
  },
  errno: {
    profile: rule('"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errno": "EACCES"'),
    read: 'mkdir -> EACCES',
  },
  args: {
    profile: rule(
      '"names": ["mkdir"], "action": "SCMP_ACT_LOG", "args": [{ "index": 1, "value": 1, "op": "SCMP_CMP_EQ" }]',
    ),
    read: 'mkdir(.., 0) -> allow',
  },
  'includes.caps': { profile: gated('"caps": ["CAP_SYS_ADMIN"]'), read: 'mkdir -> allow' },
  'includes.arches': { profile: gated('"arches": ["arm64"]'), read: 'mkdir -> allow' },
  'includes.minKernel': { profile: gated('"minKernel": "99.0"'), read: 'mkdir -> allow' },
};

function deny(member: string): string {
  const rules = '[{ "names": ["read", "statx"], "action": "SCMP_ACT_ALLOW" }]';
  return `{ "defaultAction": "SCMP_ACT_ERRNO", ${member} "syscalls": ${rules} }`;
}

function rule(members: string): string {
  return `{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{ ${members} }] }`;
}

function gated(condition: string): string {
  return rule(`"names": ["mkdir"], "action": "SCMP_ACT_LOG", "includes": { ${condition} }`);
}

describe('the table of readers is what the engine does', () => {
  /** A stack of each reader that is newer than every release of the table, and of each that is older. */
  const NEW = { docker: ['docker-29.9'], podman: ['podman-6.1', 'cri-o-1.33'], oci: ['kubernetes-1.36'] } as const;
  const OLD = { docker: ['docker-20.10.24'], podman: ['podman-3.0'], oci: ['containerd-1.4'] } as const;
  /** Podman 3.0 hands it on, to a crun that doesn't know it yet. */
  const BEFORE_CRUN = ['defaultErrnoRet'];
  const fields = profileReaders().flatMap(({ field, reads }: FieldReaders) =>
    READERS.map(({ id }, at) => ({ field, reader: id, words: reads[at] ?? '' })),
  );

  testRows(
    'each field',
    fields,
    ({ field, reader, words }) => `${field}, ${reader}: ${words}`,
    async ({ field, reader, words }) => {
      const { profile = '', read = '' } = PROBES[field] ?? {};
      const asked = async (stacks: readonly string[]) =>
        (await Promise.all(stacks.map((stack) => profileExample({ profile, checks: read, stack })))).map(
          ({ rows }) => rows[0]?.state === 'holds',
        );
      expect([...new Set(await asked(NEW[reader]))]).toEqual([words !== 'ignored']);
      const old = reader === 'podman' && BEFORE_CRUN.includes(field) ? ['podman-4.3'] : OLD[reader];
      expect([...new Set(await asked(old))]).toEqual([words === 'yes' || words === 'type only']);
    },
  );
});
