import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/useWaiting.ts';
import { init, questionOf, update } from '../../../src/islands/incidents/state/model.ts';
import type { Incident, Message, Reply } from '../../../src/islands/incidents/state/State.ts';
import { rowLines, select } from '../../../src/islands/incidents/words/select.ts';
import { INCIDENTS_DEFAULTS } from '../../../src/share/incidentsLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

const incident = (id: string, date: string, stopped: Incident['stopped']): Incident => ({
  ...{ id, date, stopped },
  title: `Hole ${id}`,
  ways: [],
});
const INCIDENTS = [
  incident('cve-b', '2022-01-18', ['seccomp']),
  incident('cve-a', '2016-01-19', ['seccomp', 'lsm']),
  incident('cve-c', '2026-04-22', ['nothing']),
];
const REPLY: Reply = {
  turn: 0,
  problems: [],
  answers: [
    { id: 'cve-a', state: 'refused', calls: [] },
    { id: 'cve-b', state: 'refused', calls: [] },
    { id: 'cve-c', state: 'allowed', calls: [] },
  ],
};
const stateAfter = (...messages: Message[]) =>
  messages.reduce(update, init({ link: INCIDENTS_DEFAULTS }, INCIDENTS, REPLY));
const seen = (...messages: Message[]) => select(stateAfter(...messages));
const own = (text: string): Message => ({ kind: 'own', text });
const usesOwn: Message = { kind: 'uses-own', usesOwn: true };

describe('which rows, in which order', () => {
  test.each<[what: string, Message[], ids: string[], summary: string]>([
    ['all, the newest first', [], ['cve-c', 'cve-b', 'cve-a'], '2 refused, 1 allowed.'],
    [
      'the oldest first',
      [{ kind: 'show', shown: { sort: 'oldest' } }],
      ['cve-a', 'cve-b', 'cve-c'],
      '2 refused, 1 allowed.',
    ],
    ['by what stopped them', [{ kind: 'show', shown: { stopped: 'lsm' } }], ['cve-a'], '1 refused.'],
    ['none', [{ kind: 'show', shown: { stopped: 'capability' } }], [], 'nothing to show.'],
  ])('%s', (_what, messages, ids, summary) => {
    const view = seen(...messages);
    expect([view.rows.map(({ id }) => id), view.summary]).toEqual([
      ids,
      `Docker 29.9 with runc 1.3 on Debian 13, its default profile: ${summary}`,
    ]);
  });

  test('a node’s default is RuntimeDefault, which a Pod asks for', () => {
    const state = stateAfter({ kind: 'stack', stack: 'kubernetes-1.36' });
    const question = questionOf(state) ?? expect.fail('no question');
    expect(select(update(state, { kind: 'answered', question, reply: { ...REPLY, turn: 1 } })).summary).toBe(
      'Kubernetes 1.36 with containerd 2.1, RuntimeDefault: 2 refused, 1 allowed. A Kubernetes Pod without seccompProfile has no filter, unless the kubelet sets seccompDefault.',
    );
  });

  test('what is shown is no new question', () => {
    expect(questionOf(stateAfter({ kind: 'show', shown: { stopped: 'lsm' } }))).toBeUndefined();
  });
});

describe('what is asked', () => {
  test.each<[what: string, Message[], asked: [string, string | undefined] | undefined]>([
    ['nothing new', [], undefined],
    ['another stack', [{ kind: 'stack', stack: 'podman-5.4' }], ['podman-5.4', undefined]],
    ['an own profile that is empty: still the default', [usesOwn, own('  ')], undefined],
    ['an own profile', [usesOwn, own('{}')], ['docker-29.9', '{}']],
    [
      'the default again, with the own one kept',
      [usesOwn, own('{}'), { kind: 'uses-own', usesOwn: false }],
      ['docker-29.9', undefined],
    ],
  ])('%s', (_what, messages, asked) => {
    const question = questionOf(stateAfter(...messages));
    expect(question && [question.stack, question.profile]).toEqual(asked);
  });

  test('a file and a link take the place of a text, and give it back', () => {
    const file: Message = { kind: 'file', file: { name: 'p.json', value: '{"a":1}', diagnostics: [] } };
    const opened = stateAfter(usesOwn, own('{}'), file);
    expect([opened.own, opened.undo?.words, update(opened, { kind: 'undo' }).own]).toEqual([
      '{"a":1}',
      'Opened p.json.',
      '{}',
    ]);
  });

  test('a link keeps what the reader has changed since the page’s start', () => {
    const opening = { link: { ...INCIDENTS_DEFAULTS, stack: 'podman-5.4', sort: 'oldest' as const } };
    const { asked } = stateAfter(
      { kind: 'show', shown: { stopped: 'lsm' } },
      { kind: 'open', opening, over: INCIDENTS_DEFAULTS },
    );
    expect(asked).toEqual({ stack: 'podman-5.4', profile: undefined, stopped: 'lsm', sort: 'oldest' });
  });
});

describe('no answer', () => {
  const PROBLEM = { code: 'json-comma', severity: 'error', message: 'Trailing comma before }.' } as const;
  const told = (reply: Partial<Reply>) => {
    const state = stateAfter(usesOwn, own('{'));
    const question = questionOf(state);
    return (
      question &&
      select(update(state, { kind: 'answered', question, reply: { turn: 1, problems: [], answers: [], ...reply } }))
    );
  };
  test.each<[what: string, Partial<Reply>, summary: string, problems: number]>([
    [
      'a broken profile',
      { problems: [PROBLEM] },
      'Your profile on Docker 29.9 with runc 1.3 on Debian 13: the profile can’t be read.',
      1,
    ],
    [
      'no container starts',
      { unstarted: 'no start: runc calls futex' },
      'Your profile on Docker 29.9 with runc 1.3 on Debian 13: no container starts. No start: runc calls futex.',
      0,
    ],
  ])('%s', (_what, reply, summary, problems) => {
    const view = told(reply);
    expect([view?.summary, view?.problems.length, view?.rows.every(({ answer }) => answer === undefined)]).toEqual([
      summary,
      problems,
      true,
    ]);
  });
});

describe('a row’s words', () => {
  const call = (found: string, isAllowed = false) => ({ call: 'bpf', found, isAllowed });
  test.each<[Parameters<typeof rowLines>[0], string[]]>([
    [{ id: '', state: 'unasked', calls: [] }, ['No system call that a profile names.']],
    [
      {
        id: '',
        state: 'refused',
        calls: [call('ERRNO EPERM by defaultAction on line 2 (the rule on line 7 is for containers with CAP_BPF)')],
      },
      ['bpf: EPERM by defaultAction on line 2'],
    ],
    [
      { id: '', state: 'allowed', calls: [call('ALLOW by the rule on line 441 (arg0 < 38)', true)] },
      ['bpf: allowed by the rule on line 441'],
    ],
    [
      { id: '', state: 'refused', calls: [call('KILL_PROCESS by the rule on line 3')], opensWith: ['CAP_BPF'] },
      ['bpf: KILL_PROCESS by the rule on line 3', 'Allowed with CAP_BPF'],
    ],
    [
      { id: '', state: 'capability', calls: [call('ALLOW by the rule on line 3', true)], opensWith: ['CAP_BPF'] },
      ['bpf: allowed by the rule on line 3', 'The container lacks CAP_BPF'],
    ],
  ])('%j', (answer, lines) => expect(rowLines(answer).map(plain)).toEqual(lines));
});

test('of an address with another question the page’s first answer does not come back; that before another link stays until it is late', () => {
  const link = (profile: string | undefined, over: boolean): Message => ({
    kind: 'open',
    opening: { link: { ...INCIDENTS_DEFAULTS, profile } },
    over: over ? INCIDENTS_DEFAULTS : undefined,
  });
  const states = [link('{}', true), link('{}', false), link(undefined, true)].map((each) => stateAfter(each));
  expect(states.map((state) => [isWaiting(state), state.late])).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});
