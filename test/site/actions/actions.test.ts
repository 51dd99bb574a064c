import { describe, expect, test } from 'vitest';
import { compile, disassemble, parseCall, parseProfile, resolve, run } from '../../../src/engine/seccomp/index.ts';
import { targetOfStack } from '../../../src/instrument/stacks/targetOfStack.ts';
import { readSeccompLink } from '../../../src/share/seccompLink.ts';
import { actionTable } from '../../../src/site/actions/actionTable.ts';
import { errnoExamples } from '../../../src/site/actions/errnoExamples.ts';
import { errnoTable } from '../../../src/site/actions/errnoTable.ts';
import { libcErrors } from '../../../src/site/actions/libcErrors.ts';
import { newestDocker } from '../../../src/site/capabilityTable.ts';

const rows = await actionTable();
const EVERY = 'every stack';
const NEWER = 'Docker 20.10.17 or newer, every Podman listed here, containerd 1.6.20 or newer and CRI-O 1.33';

describe('each action', () => {
  test('the one that wins first, with its names and which stacks start a container with it', () => {
    expect(
      rows.map(({ kernelName, names }) => [
        kernelName,
        names.map(
          ({ name, stacks }) => `${name} on ${stacks.filter(({ answer }) => answer).map(({ where }) => where)}`,
        ),
      ]),
    ).toEqual([
      ['SECCOMP_RET_KILL_PROCESS', [`SCMP_ACT_KILL_PROCESS on ${NEWER}`]],
      ['SECCOMP_RET_KILL_THREAD', [`SCMP_ACT_KILL on ${EVERY}`, `SCMP_ACT_KILL_THREAD on ${NEWER}`]],
      ['SECCOMP_RET_TRAP', [`SCMP_ACT_TRAP on ${EVERY}`]],
      ['SECCOMP_RET_ERRNO', [`SCMP_ACT_ERRNO on ${EVERY}`]],
      [
        'SECCOMP_RET_USER_NOTIF',
        [
          'SCMP_ACT_NOTIFY on Docker 24.0.9 or newer, every Podman listed here, containerd 1.6.20 or newer and CRI-O 1.33',
        ],
      ],
      ['SECCOMP_RET_TRACE', [`SCMP_ACT_TRACE on ${EVERY}`]],
      ['SECCOMP_RET_LOG', [`SCMP_ACT_LOG on ${EVERY}`]],
      ['SECCOMP_RET_ALLOW', [`SCMP_ACT_ALLOW on ${EVERY}`]],
    ]);
  });

  test('stands by precedence: the lower value as a signed number wins (linux/seccomp.h)', () => {
    const values = rows.map(({ value }) => value | 0);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  test.each(rows.map((row) => [row.id, row] as const))('%s: the example’s program returns the value', (_id, row) => {
    const { value: profile } = parseProfile(row.example.text);
    const filter = profile && resolve(profile, targetOfStack(newestDocker.stack, 'SCMP_ARCH_X86_64')).value;
    const program = filter && compile(filter).value;
    const call = parseCall(row.example.call, 'SCMP_ARCH_X86_64').value;
    if (!program || !call) throw new Error('The example gives no program.');
    const { action, data } = run(program, call);
    expect(action).toBe(row.action);
    const returned = (row.value + data).toString(16).padStart(8, '0');
    expect(
      disassemble(program)
        .map(({ text }) => text)
        .join('\n')
        .toLowerCase(),
    ).toContain(`0x${returned.replace(/^0+(?=.)/, '')}`);
  });

  test.each(rows.map(({ id, example }) => [id, example] as const))(
    '%s: the link opens the example',
    async (_id, example) => {
      const { value, diagnostics } = await readSeccompLink(`#${example.fragment}`);
      expect([value.text, value.call, value.stack, diagnostics]).toEqual([
        example.text,
        'mkdir',
        newestDocker.stack.id,
        [],
      ]);
    },
  );
});

test('each way to write an error, and what the stacks make of it', async () => {
  const found = (await errnoExamples()).map(({ written, machine, stacks }) => [
    `${written} on ${machine}`,
    Object.fromEntries(stacks.map(({ answer, where }) => [answer ?? 'no container', where])),
  ]);
  const named = {
    EPERM: 'every Docker listed here, Podman 3.0.1 and every containerd listed here',
    ENOSYS: 'Podman 4.3.1 or newer and CRI-O 1.33',
  };
  expect(found).toEqual([
    ['"action": "SCMP_ACT_ERRNO" on x86_64', { EPERM: EVERY }],
    ['"errnoRet": 38 on x86_64', { ENOSYS: EVERY }],
    ['"errnoRet": 38 on mips64', { EL2NSYNC: EVERY }],
    ['"errnoRet": 0 on x86_64', { 'returns 0': EVERY }],
    ['"errnoRet": 4095 on x86_64', { 'no container': EVERY }],
    ['"errno": "ENOSYS" on x86_64', named],
    ['"defaultAction": "SCMP_ACT_ERRNO" on x86_64', { EPERM: EVERY }],
    [
      '"defaultErrnoRet": 38 on x86_64',
      {
        ENOSYS: 'Docker 24.0.9 or newer, Podman 4.3.1 or newer, every containerd listed here and CRI-O 1.33',
        EPERM: 'Docker up to 20.10.24 and Podman 3.0.1',
      },
    ],
    ['"defaultErrno": "ENOSYS" on x86_64', named],
  ]);
});

test('the errors, by number, with the numbers of those who count otherwise', async () => {
  const errors = await errnoTable();
  const of = (name: string) => errors.find((row) => row.name === name);
  expect(new Set(errors.map(({ id }) => id)).size).toBe(errors.length);
  expect(errors.slice(0, 2).map(({ name }) => name)).toEqual(['EPERM', 'ENOENT']);
  expect(of('ENOSYS')).toEqual({
    ...{ name: 'ENOSYS', id: 'enosys', number: 38, mips: 89, powerpc: 38 },
    ...{ message: 'Function not implemented', same: undefined },
  });
  expect(of('EDEADLOCK')).toMatchObject({ number: 35, mips: 56, powerpc: 58, same: 'EDEADLK' });
  expect(of('EINIT')).toMatchObject({ number: undefined, mips: 141, powerpc: undefined, message: 'Reserved' });
});

test('what the libcs do, by call', () => {
  const found = libcErrors();
  expect(found[0]).toEqual({
    ...{ call: 'clone3', makers: 'pthread_create, posix_spawn', libc: 'glibc 2.34 and newer' },
    ...{ enosys: 'falls back to clone', eperm: 'fails' },
  });
  expect(found.filter(({ call }) => call === 'rseq')).toEqual([
    {
      ...{ call: 'rseq', makers: 'every program', libc: 'glibc 2.35 and newer' },
      ...{ enosys: 'goes on without restartable sequences', eperm: 'goes on without restartable sequences' },
    },
  ]);
});
