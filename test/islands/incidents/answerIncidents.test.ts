import { describe, expect, test } from 'vitest';
import type { WayNeeds } from '../../../src/islands/incidents/state/State.ts';
import { answerIncidents } from '../../../src/islands/incidents/worker/answerIncidents.ts';

const ask = async (profile: string, ways: readonly WayNeeds[], stack = 'docker-29.9') =>
  answerIncidents({ stack, profile, needs: [{ id: 'cve', ways }], turn: 7 });

/** Allows all calls but these, or all but those without the capability. */
const refusing = (...names: string[]) =>
  JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [{ names, action: 'SCMP_ACT_ERRNO' }] }, undefined, 1);
const NAMESPACE: WayNeeds = { through: 'user-namespace', with: [], calls: ['fsopen -> allow'] };
const ADMIN: WayNeeds = { with: ['CAP_SYS_ADMIN'], calls: ['fsopen -> allow'] };
const RAW: WayNeeds = { with: ['CAP_NET_RAW'], calls: ['socket(AF_PACKET) -> allow'] };
const EITHER: WayNeeds = { with: [], calls: [['rename -> allow', 'renameat -> allow'], 'write -> allow'] };

describe('what a profile makes of the ways', () => {
  test.each<[what: string, profile: string, ways: WayNeeds[], state: string, calls: string[], opensWith?: string[]]>([
    ['no call takes part', refusing('keyctl'), [], 'unasked', []],
    ['its one call is refused', refusing('fsopen'), [NAMESPACE], 'refused', ['fsopen']],
    [
      'a user namespace can be made in another way',
      refusing('unshare', 'clone'),
      [NAMESPACE],
      'allowed',
      ['unshare(CLONE_NEWUSER)', 'clone(CLONE_NEWUSER)', 'clone3', 'fsopen'],
    ],
    ['in none', refusing('unshare', 'clone', 'clone3'), [NAMESPACE], 'refused', ['unshare(CLONE_NEWUSER)']],
    [
      'in none, but the capability would do',
      refusing('unshare', 'clone', 'clone3'),
      [NAMESPACE, ADMIN],
      'refused',
      ['unshare(CLONE_NEWUSER)'],
      ['CAP_SYS_ADMIN'],
    ],
    [
      'the capability is missing, whatever the filter',
      refusing('keyctl'),
      [ADMIN],
      'capability',
      ['fsopen'],
      ['CAP_SYS_ADMIN'],
    ],
    ['the capability is there', refusing('keyctl'), [RAW], 'allowed', ['socket(AF_PACKET)']],
    ['one of two calls is enough', refusing('rename'), [EITHER], 'allowed', ['rename', 'renameat', 'write']],
    ['both refused', refusing('rename', 'renameat'), [EITHER], 'refused', ['rename']],
    ['one way of two is open', refusing('fsopen'), [NAMESPACE, RAW], 'allowed', ['socket(AF_PACKET)']],
  ])('%s', async (_what, profile, ways, state, calls, opensWith) => {
    const { answers } = await ask(profile, ways);
    const expected = { id: 'cve', state, ...(opensWith && { opensWith }) };
    expect(answers).toMatchObject([expected]);
    expect(answers[0]?.calls.map(({ call }) => call)).toEqual(calls);
    expect('opensWith' in (answers[0] ?? {})).toBe(opensWith !== undefined);
  });

  test('a refusal names the line', async () => {
    const { answers, turn } = await ask(refusing('keyctl'), [{ with: [], calls: ['keyctl -> allow'] }]);
    expect([turn, answers[0]?.calls]).toEqual([
      7,
      [{ call: 'keyctl', found: 'ERRNO EPERM by the rule on line 6', isAllowed: false }],
    ]);
  });

  test('what a condition leaves open counts as allowed', async () => {
    const rule = { names: ['socket'], action: 'SCMP_ACT_ERRNO', args: [{ index: 0, value: 38, op: 'SCMP_CMP_EQ' }] };
    const profile = JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [rule] });
    const states = ['socket(AF_ALG) -> allow', 'socket -> allow'].map(
      async (call) => (await ask(profile, [{ with: [], calls: [call] }])).answers[0]?.state,
    );
    expect(await Promise.all(states)).toEqual(['refused', 'allowed']);
  });

  test('a kernel that has the hole is asked, not the stack’s', async () => {
    const gated = { names: ['ptrace'], action: 'SCMP_ACT_ALLOW', includes: { minKernel: '4.8' } };
    const refused = { names: ['ptrace'], action: 'SCMP_ACT_ERRNO' };
    const profile = JSON.stringify({
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ ...refused, excludes: { minKernel: '4.8' } }, gated],
    });
    const ways: WayNeeds[] = [{ with: [], calls: ['ptrace -> allow'] }];
    const needs = [
      { id: 'new', ways },
      { id: 'old', ways, kernel: '3.15' },
    ];
    const { answers } = await answerIncidents({ stack: 'docker-29.9', profile, needs, turn: 0 });
    expect(answers.map(({ id, state }) => [id, state])).toEqual([
      ['new', 'allowed'],
      ['old', 'refused'],
    ]);
  });
});

describe('a profile under which nothing can be said', () => {
  test.each<[what: string, profile: string, problem: string | undefined, unstarted: RegExp | undefined]>([
    ['no JSON', '{"defaultAction": ', 'json-', undefined],
    ['nothing allowed', '{"defaultAction":"SCMP_ACT_ERRNO"}', undefined, /^no start: runc calls /],
  ])('%s', async (_what, profile, problem, unstarted) => {
    const reply = await ask(profile, [NAMESPACE]);
    expect([
      reply.answers,
      problem === undefined || reply.problems.some(({ code }) => code.startsWith(problem)),
      unstarted === undefined ? reply.unstarted === undefined : unstarted.test(reply.unstarted ?? ''),
    ]).toEqual([[], true, true]);
  });
});
