import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import { STACKS, stackOf } from '../../../../src/engine/stack/index.ts';
import type { Message, StackRange, State } from '../../../../src/islands/seccomp/state/Message.ts';
import { update } from '../../../../src/islands/seccomp/state/model.ts';
import { answersAlike, inspectionWanted } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { chooseStack } from '../../../../src/islands/seccomp/words/targetView.ts';
import { answerStacks } from '../../../../src/islands/seccomp/worker/answerStacks.ts';
import { callsApart } from '../../../../src/islands/seccomp/worker/callsApart.ts';
import { inspect } from '../../../../src/islands/seccomp/worker/inspect.ts';
import { stackAnswers } from '../../../../src/islands/seccomp/worker/stackAnswers.ts';
import { type SeccompLink, stackLink } from '../../../../src/share/seccompLink.ts';
import { later, opened, presetText } from '../stories.ts';

const link = (id: string, more: Partial<SeccompLink> = {}) => ({
  ...stackLink(stackOf(id) ?? expect.fail(id)),
  ...more,
});

/** "docker-29.9: Allowed", of the stacks asked. */
async function answers(state: State, of: StackRange = 'engine'): Promise<string[]> {
  const found = await answerStacks(state.answer.question, of);
  return found.map(({ stack, headline }) => `${stack}: ${headline}`);
}

/** The state once the stacks have answered it. */
async function answered(state: State, of: StackRange = 'engine'): Promise<State> {
  const question = inspectionWanted(state);
  if (question === undefined) return state;
  const inspected = question.stacks
    ? state
    : update(state, { kind: 'inspected', question, reply: inspect(question).reply });
  const found = await stackAnswers(inspected.answer.question, of);
  return update(inspected, { kind: 'inspected', question, reply: { turn: inspected.turn, of, ...found } });
}

test('clone3, by each Docker’s own default: over since 20.10.10', async () => {
  const state = await opened(link('docker-29.9', { call: 'clone3' }));
  expect(await answers(state)).toEqual([
    'docker-20.10.9: Refused: EPERM',
    ...STACKS.filter(({ engine, id }) => engine === 'docker' && id !== 'docker-20.10.9').map(
      ({ id }) => `${id}: Refused: ENOSYS`,
    ),
  ]);
});

test('every stack, and none where the question names no call', async () => {
  const state = await opened(link('docker-29.9', { call: 'mkdir' }));
  expect((await answers(state, 'all')).length).toBe(STACKS.length);
  expect(await answers(await opened(link('docker-29.9', { call: 'mkdirr' })), 'all')).toEqual([]);
});

describe('which stacks are told of unasked: the nearest on each side that answer otherwise', () => {
  const REFUSES: Message = {
    kind: 'text',
    text: '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ERRNO"}]}',
  };
  const PRIVILEGED: Message = { kind: 'capabilities', capabilities: CAPABILITIES, privileged: true };
  const mkdir: Message = { kind: 'ask', call: 'mkdir' };
  const near = async (state: State) =>
    select(await answered(state)).stacks?.neighbours.map(({ stack, headline }) => `${stack}: ${headline}`);

  test('a profile of one’s own with --privileged, which Docker before 27 drops', async () => {
    const own = later(await opened(link('docker-28.5')), REFUSES, mkdir);
    expect(await near(own)).toEqual([]);
    expect(await near(later(own, PRIVILEGED))).toEqual(['docker-26.1: Allowed, without a filter']);
    expect(select(await answered(later(own, PRIVILEGED))).stacks?.why).toBe(
      'With --privileged, Docker before 27.0.1 ignores the profile that --security-opt names; 27.0.1 and newer apply it.',
    );
    expect(select(await answered(own)).stacks?.why).toBeUndefined();
    expect(await near(later(own, PRIVILEGED, { kind: 'stack', id: 'docker-25.0' }))).toEqual([
      'docker-27.3: Refused: EPERM',
    ]);
  });

  test('a default: clone3 on an old host', async () => {
    expect(await near(await opened(link('docker-20.10.9', { call: 'clone3' })))).toEqual([
      'docker-20.10.5: Refused: ENOSYS',
    ]);
    expect(await near(await opened(link('docker-29.9', { call: 'clone3' })))).toEqual([
      'docker-20.10.9: Refused: EPERM',
    ]);
  });
});

describe('a profile that is asked elsewhere than where it comes from', () => {
  const GATED: Message = {
    kind: 'text',
    text: '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["mount"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}}]}',
  };
  const preset = async (id: string): Promise<Message> => ({ kind: 'preset', id, text: await presetText(id) });
  const owner = async (state: State) => {
    const found = select(await answered(state)).stacks?.owner;
    return found && `${found.why} ${found.label}: ${found.headline}`;
  };

  test.each<[stack: string, profile: string, call: string, owner: string | undefined]>([
    [
      'docker-29.9',
      'docker-19.03',
      'clone3',
      'This profile is Docker’s default 19.03.9 and later 19.03; this answer is for Docker 29.9.0 and runc 1.3.6. Docker up to 19.03 came with runc 1.0.0-rc10 or older. runc 1.0.0-rc10: Refused: EPERM',
    ],
    ['docker-29.9', 'docker-19.03', 'mkdir', undefined],
    ['docker-29.9', 'docker-29.9.0', 'clone3', undefined],
    ['docker-29.9', 'docker-20.10.10', 'clone3', undefined],
    ['docker-29.9', 'deny-all', 'clone3', undefined],
    [
      'kubernetes-1.36',
      'docker-26.1',
      'mount',
      'containerd ignores a profile’s "includes", "excludes" and "archMap". Docker 26.1 on Debian 13: Refused: EPERM',
    ],
    [
      'kubernetes-1.36',
      'docker-26.1',
      'x86: mkdir',
      'containerd ignores a profile’s "includes", "excludes" and "archMap". Docker 26.1 on Debian 13: Allowed',
    ],
    ['kubernetes-1.36', 'docker-26.1', 'mkdir', undefined],
    ['kubernetes-1.36', 'containerd-2.1', 'mount', undefined],
    ['cri-o-1.33', 'docker-26.1', 'mount', undefined],
  ])('%s, %s: %s', async (stack, profile, call, words) => {
    const state = later(await opened(link(stack, { call })), await preset(profile));
    expect(await owner(state)).toBe(words);
  });

  test('a text of one’s own, with a condition that containerd does not read', async () => {
    const own = later(await opened(link('kubernetes-1.36', { call: 'mount' })), GATED);
    expect(await owner(own)).toBe(
      'containerd ignores a profile’s "includes", "excludes" and "archMap". Docker 29.9 with runc 1.3 on Debian 13: Refused: EPERM',
    );
    expect(
      await owner(later(own, { kind: 'capabilities', capabilities: CAPABILITIES, privileged: true })),
    ).toBeUndefined();
    expect(await owner(later(own, { kind: 'stack', id: 'docker-29.9' }))).toBeUndefined();
  });

  test('its button asks there: the answer is the one that was told', async () => {
    const told = async (stack: string, profile: string, call: string) => {
      const state = later(await opened(link(stack, { call })), await preset(profile));
      const found = select(await answered(state)).stacks?.owner ?? expect.fail('no owner');
      return [found.headline, later(state, found.choose).answer.call.answered?.headline];
    };
    expect(await told('docker-29.9', 'docker-19.03', 'clone3')).toEqual(['Refused: EPERM', 'Refused: EPERM']);
    expect(await told('kubernetes-1.36', 'docker-26.1', 'mount')).toEqual(['Refused: EPERM', 'Refused: EPERM']);
  });

  test('and the owner is not told of twice, nor another stack’s own default where the profile is a file', async () => {
    const state = later(await opened(link('docker-29.9', { call: 'mkdir' })), await preset('docker-26.1'), {
      kind: 'capabilities',
      capabilities: CAPABILITIES,
      privileged: true,
    });
    const {
      owner: found,
      neighbours,
      why,
      keepsText,
    } = select(await answered(state)).stacks ?? expect.fail('no stacks');
    expect([found?.label, found?.why, neighbours, why, keepsText]).toEqual([
      'Docker 26.1 on Debian 13',
      'This profile is Docker’s default 26.1.5; this answer is for Docker 29.9.0 and runc 1.3.6. With --privileged, Docker before 27.0.1 ignores the profile that --security-opt names; 27.0.1 and newer apply it.',
      [],
      undefined,
      true,
    ]);
    expect(await answers(state)).toEqual(
      STACKS.filter(({ engine }) => engine === 'docker').map(
        ({ id }) =>
          `${id}: ${['docker-28.5', 'docker-29.8', 'docker-29.9'].includes(id) ? 'Allowed' : 'Allowed, without a filter'}`,
      ),
    );
  });
});

describe('a default that was chosen instead of the stack’s own is asked everywhere', () => {
  const chosen = async (stack: string, profile: string, call: string, more: Partial<SeccompLink> = {}) =>
    answered(await opened(link(stack, { call, profile, ...more })), 'all');
  const shown = async (...asked: Parameters<typeof chosen>) => {
    const { rows, neighbours, keepsText, table } = select(await chosen(...asked)).stacks ?? expect.fail('no stacks');
    return {
      headlines: [...new Set(rows.map(({ headline }) => headline))],
      near: neighbours.map(({ stack, headline }) => `${stack}: ${headline}`),
      keepsText,
      isWithText: table?.profile !== undefined,
    };
  };

  test.each<[stack: string, profile: string, call: string, more: Partial<SeccompLink>, shown: unknown]>([
    [
      'docker-29.9',
      'docker-20.10.4',
      'clone3',
      {},
      { headlines: ['Refused: EPERM'], near: [], keepsText: true, isWithText: true },
    ],
    [
      'docker-29.9',
      'docker-29.9.0',
      'clone3',
      {},
      {
        headlines: ['Refused: ENOSYS', 'Allowed', 'Refused: EPERM'],
        near: ['docker-20.10.9: Refused: EPERM'],
        keepsText: false,
        isWithText: false,
      },
    ],
    [
      'podman-6.1',
      'podman-3.0',
      'clone3',
      {},
      { headlines: ['Allowed', 'The container does not start'], near: [], keepsText: true, isWithText: true },
    ],
    // The engine's release is another, and the profile its own: nobody chose one instead.
    [
      'docker-29.9',
      'docker-20.10.4',
      'clone3',
      { engineVersion: '20.10.9' },
      {
        headlines: ['Refused: ENOSYS', 'Allowed', 'Refused: EPERM'],
        near: ['docker-29.8: Refused: ENOSYS'],
        keepsText: false,
        isWithText: false,
      },
    ],
    [
      'docker-20.10.5',
      'docker-20.10.4',
      'clone3',
      {},
      { headlines: ['Refused: EPERM'], near: [], keepsText: true, isWithText: true },
    ],
    [
      'kubernetes-1.36',
      'docker-26.1',
      'clone3',
      {},
      { headlines: ['Allowed', 'Refused: ENOSYS'], near: [], keepsText: true, isWithText: true },
    ],
  ])('%s, %s: %s %o', async (stack, profile, call, more, expected) => {
    expect(await shown(stack, profile, call, more)).toEqual(expected);
  });

  test('and the button keeps it: the answer is the one that was told', async () => {
    const state = await chosen('docker-26.1', 'docker-29.9.0', 'mseal');
    const stacks = select(state).stacks ?? expect.fail('no stacks');
    const [near] = stacks.neighbours;
    const there = later(state, chooseStack(near?.stack ?? '', stacks));
    expect([near?.stack, near?.headline, there.answer.call.answered?.headline, there.asked.source]).toEqual([
      'docker-27.3',
      'Refused: ENOSYS',
      'Refused: ENOSYS',
      { preset: 'docker-29.9.0' },
    ]);
  });

  test('without a chosen stack each is asked about its own, as links began', async () => {
    const state = await opened({ profile: 'docker-20.10.4', call: 'clone3' });
    expect([...new Set((await answerStacks(state.answer.question, 'engine')).map(({ headline }) => headline))]).toEqual(
      ['Refused: EPERM', 'Refused: ENOSYS'],
    );
  });
});

test('the stack table is offered where it answers the same question', async () => {
  const REFUSES: Message = { kind: 'text', text: '{"defaultAction":"SCMP_ACT_ERRNO"}' };
  const table = async (call: string, ...messages: Message[]) =>
    select(await answered(later(await opened(link('docker-29.9', { call })), ...messages))).stacks?.table;
  const asked = { arch: 'SCMP_ARCH_X86_64', profile: undefined };
  expect(await table('socket(AF_VSOCK)')).toEqual({ ...asked, call: 'socket(AF_VSOCK)' });
  expect(await table('clone3', REFUSES)).toEqual({
    ...asked,
    call: 'clone3',
    profile: '{"defaultAction":"SCMP_ACT_ERRNO"}',
  });
  expect(await table('clone3', { kind: 'capabilities', capabilities: CAPABILITIES, privileged: true })).toBeUndefined();
  expect(await table('clone3', { kind: 'arch', arch: 'SCMP_ARCH_AARCH64' })).toEqual({
    ...asked,
    arch: 'SCMP_ARCH_AARCH64',
    call: 'clone3',
  });
});

describe('a call that the kernel does not have', () => {
  const OWN: Message = { kind: 'text', text: '{"defaultAction":"SCMP_ACT_ALLOW"}' };
  const lacking = async (call: string, kernel: string, ...messages: Message[]) =>
    select(await answered(later(await opened(link('docker-20.10.24', { call, kernel })), ...messages))).stacks?.lacking;

  test('is told of where the filter lets it pass', async () => {
    expect(await lacking('mseal', '6.1', OWN)).toBe(
      'Linux 6.1 lacks this call, added in Linux 6.10: if the filter allows it, the kernel returns ENOSYS.',
    );
    expect(await lacking('mseal', '6.12', OWN)).toBeUndefined();
    expect(await lacking('462', '6.1.0-18-amd64', OWN)).toMatch(/^Linux 6\.1\.0-18-amd64 lacks this call/);
  });

  test('is not told of where the filter refuses it first', async () => {
    expect(await lacking('mseal', '6.1')).toBeUndefined();
  });
});

test('of a call that all of Docker’s stacks answer alike none is asked', async () => {
  const apart = await callsApart();
  expect(
    ['clone3', 'io_uring_setup', 'uretprobe', 'landlock_create_ruleset'].map((name) => apart.includes(name)),
  ).toEqual([true, true, true, true]);
  expect(['mkdir', 'reboot', 'clone'].map((name) => apart.includes(name))).toEqual([false, false, false]);
  const alike = async (call: string, ...messages: Message[]) => {
    const state = await opened(link('docker-29.9', { call }));
    return answersAlike({ ...later(state, ...messages), callsApart: apart });
  };
  expect(await alike('mkdir')).toBe(true);
  expect(await alike('mkdir("/x", 0)')).toBe(true);
  expect(await alike('clone3')).toBe(false);
  expect(await alike('x86: mkdir')).toBe(false);
  expect(await alike('83')).toBe(false);
  expect(await alike('mkdir', { kind: 'kernel', kernel: '5.10' })).toBe(false);
  expect(await alike('mkdir', { kind: 'arch', arch: 'SCMP_ARCH_AARCH64' })).toBe(false);
  expect(await alike('mkdir', { kind: 'capabilities', capabilities: [] })).toBe(false);
  const sure = await opened(link('docker-29.9', { call: 'mkdir' }));
  expect(new Set((await answers(sure)).map((answer) => answer.split(': ')[1])).size).toBe(1);
});
