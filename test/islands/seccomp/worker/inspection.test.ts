import { describe, expect, test } from 'vitest';
import type { Message, State } from '../../../../src/islands/seccomp/state/Message.ts';
import { update } from '../../../../src/islands/seccomp/state/model.ts';
import { inspectionWanted } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { snapshotOf } from '../../../../src/islands/seccomp/state/stackTarget.ts';
import { select, type View } from '../../../../src/islands/seccomp/words/select.ts';
import { inspect } from '../../../../src/islands/seccomp/worker/inspect.ts';
import { later, opened, settled } from '../stories.ts';

const OWN = '{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{ "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" }] }';
const docker = await opened();
const embedded = await opened({}, 'embedded');
const ALL: Message = { kind: 'stacks', of: 'all' };
const own: Message = { kind: 'text', text: OWN };

/** The state once what it wants to have inspected has been. */
function inspected(state: State): State {
  const question = inspectionWanted(state);
  return question
    ? update(state, {
        kind: 'inspected',
        question,
        reply: inspect(question).reply,
      })
    : state;
}

/** "roads and findings", as they are wanted. */
function wanted(state: State): string {
  const question = inspectionWanted(state);
  if (question?.stacks) return `stacks: ${question.stacks}`;
  return question ? (question.withFindings ? 'roads and findings' : 'roads') : 'nothing';
}

/** The state once the stacks that it wants to ask have answered. */
function withStacks(state: State): State {
  const question = inspectionWanted(state);
  if (question?.stacks === undefined) return state;
  const reply = { turn: question.turn, of: question.stacks, stacks: [] };
  return update(state, { kind: 'inspected', question, reply });
}

describe('what is inspected', () => {
  test.each<[when: string, state: State, wanted: string]>([
    ['somebody’s default: the roads, findings when the reader asks', docker, 'roads'],
    ['the same, once that is done: the stacks of the same engine', inspected(docker), 'stacks: engine'],
    ['then, once these are there', withStacks(inspected(docker)), 'nothing'],
    ['then, the list of all is opened', later(withStacks(inspected(docker)), ALL), 'stacks: all'],
    ['then, once they are there', withStacks(later(withStacks(inspected(docker)), ALL)), 'nothing'],
    [
      'then, it is closed',
      later(withStacks(later(inspected(docker), ALL)), { kind: 'stacks', of: 'engine' }),
      'nothing',
    ],
    ['then, the reader asks for findings', later(inspected(docker), { kind: 'look' }), 'roads and findings'],
    ['then, once they are there', inspected(later(inspected(docker), { kind: 'look' })), 'stacks: engine'],
    [
      'then, another default is chosen',
      later(inspected(later(docker, { kind: 'look' })), preset('podman-5.4')),
      'roads',
    ],
    [
      'a profile of the site’s own, which nobody ships as a default',
      later(docker, preset('talk-2016')),
      'roads and findings',
    ],
    ['a text of the reader’s own', later(docker, own), 'roads and findings'],
    ['the same with another call', later(inspected(later(docker, own)), { kind: 'ask', call: 'mkdir' }), 'roads'],
    [
      'the same for another target',
      later(inspected(later(docker, own)), { kind: 'kernel', kernel: '5.0' }),
      'roads and findings',
    ],
    ['while the verdict is awaited', update(docker, own), 'nothing'],
    ['a text that gives no filter', later(docker, { kind: 'text', text: 'x' }), 'nothing'],
    ['in a chapter', embedded, 'nothing'],
  ])('%s', (_, state, expected) => {
    expect(wanted(state)).toBe(expected);
  });
});

describe('what is shown of it', () => {
  const findings = (state: State) => {
    const found = select(state).findings;
    return typeof found === 'object' ? [found.old ? 'old' : 'new', ...found.items.map(({ code }) => code)] : found;
  };
  const roads = (state: State) => {
    const found = select(state).roads;
    return found && [found.old ? 'old' : 'new', `${found.shown.open} of ${found.shown.count}`];
  };
  const looked = inspected(later(docker, own, { kind: 'ask', call: docker.asked.call }));

  test.each<[when: string, state: State, findings: unknown, roads: unknown]>([
    ['before anything is known', docker, 'offered', undefined],
    ['somebody’s default', inspected(docker), 'offered', ['new', '0 of 15']],
    ['a text of the reader’s own', looked, ['new', 'redundant-rule', 'abi-missing', 'abi-missing'], ['new', '0 of 15']],
    [
      'another call, until its roads are there',
      later(looked, { kind: 'ask', call: 'mkdir' }),
      ['new', 'redundant-rule', 'abi-missing', 'abi-missing'],
      ['old', '0 of 15'],
    ],
    [
      'another text, until it is inspected',
      later(looked, { kind: 'text', text: `${OWN} ` }),
      ['old', 'redundant-rule', 'abi-missing', 'abi-missing'],
      ['old', '0 of 15'],
    ],
    ['a text that gives no filter', later(looked, { kind: 'text', text: 'x' }), undefined, undefined],
    [
      'a question that is none',
      inspected(later(looked, { kind: 'ask', call: 'mkdri' })),
      ['new', 'redundant-rule', 'abi-missing', 'abi-missing'],
      undefined,
    ],
    ['in a chapter', embedded, undefined, undefined],
  ])('%s', (_, state, expectedFindings, expectedRoads) => {
    expect([findings(state), roads(state)]).toEqual([expectedFindings, expectedRoads]);
  });

  const lost: Message = { kind: 'uninspected', trouble: 'unreachable' };
  test.each<[when: string, state: State, missing: unknown, findings: unknown, roads: unknown]>([
    ['what is served stays', later(inspected(docker), lost), undefined, 'offered', ['new', '0 of 15']],
    [
      'another call leaves no roads of the one before, and the findings of this text',
      later(looked, { kind: 'ask', call: 'mkdir' }, lost),
      'the ways around this filter',
      ['new', 'redundant-rule', 'abi-missing', 'abi-missing'],
      undefined,
    ],
    [
      'another text leaves nothing of the one before',
      later(looked, { kind: 'text', text: `${OWN} ` }, lost),
      'the ways around this filter and the findings',
      undefined,
      undefined,
    ],
    [
      'findings that are asked for',
      later(inspected(docker), { kind: 'look' }, lost),
      'the findings',
      undefined,
      ['new', '0 of 15'],
    ],
    [
      'once it is inspected after all, nothing is missing',
      inspected(later(looked, { kind: 'text', text: `${OWN} ` }, lost)),
      undefined,
      ['new', 'redundant-rule', 'abi-missing', 'abi-missing'],
      ['new', '0 of 15'],
    ],
  ])('where it does not load: %s', (_, state, missing, expectedFindings, expectedRoads) => {
    expect([select(state).uninspected?.what, findings(state), roads(state)]).toEqual([
      missing,
      expectedFindings,
      expectedRoads,
    ]);
  });

  test('an older inspection takes no newer one’s place', () => {
    const old = inspectionWanted(later(docker, own));
    if (!old) throw new Error('Nothing was wanted.');
    const state = inspected(later(looked, { kind: 'ask', call: 'mkdir' }));
    expect(update(state, { kind: 'inspected', question: old, reply: inspect(old).reply })).toBe(state);
  });
});

function preset(id: string): Message {
  return { kind: 'preset', id, text: OWN };
}

describe('what would let a refused call pass', () => {
  const kinds = (state: State) => select(state).offers?.items.map(({ kind }) => kind);

  test('is offered for the call in sight, and for no other', () => {
    const refused = inspected(later(docker, { kind: 'ask', call: 'unshare(CLONE_NEWUSER)' }));
    expect([
      kinds(refused),
      kinds(update(refused, { kind: 'ask', call: 'mount' })),
      kinds(later(refused, { kind: 'ask', call: 'mount' })),
      kinds(inspected(later(refused, { kind: 'ask', call: 'mkdir' }))),
    ]).toEqual([['arguments', 'call', 'capability', 'enosys'], undefined, undefined, undefined]);
  });

  test('makes the text the reader’s own, which one step takes back', () => {
    const refused = inspected(later(docker, { kind: 'ask', call: 'unshare' }));
    const [offer] = select(refused).offers?.items ?? [];
    const changed = later(refused, { kind: 'offer', edits: offer?.edits ?? [], capabilities: [] });
    const seen = ({ profile, ask, use }: View) => [profile.preset, profile.undo?.of, ask.answered?.headline, use?.open];
    expect([seen(select(changed)), seen(select(later(changed, { kind: 'undo' })))]).toEqual([
      ['', 'answer', 'Allowed', true],
      ['docker-26.1', 'answer', 'Refused: EPERM', undefined],
    ]);
  });

  test('is made in one step with the capability that the kernel requires, and the question keeps no word of what was seen before', () => {
    const line = 'swapon("/swap", 0) = -1 EPERM (Operation not permitted)';
    const small = later(docker, own, { kind: 'ask', call: line });
    const [offer] = select(inspected(small)).offers?.items ?? [];
    const changed = later(small, { kind: 'offer', edits: offer?.edits ?? [], capabilities: offer?.capabilities ?? [] });
    const back = later(changed, { kind: 'undo' });
    const seen = ({ asked: { call, text, target } }: State) => [
      call,
      text === OWN,
      target.capabilities.includes('CAP_SYS_ADMIN'),
    ];
    expect([small, changed, back].map(seen)).toEqual([
      [line, true, false],
      ['swapon("/swap", 0)', false, true],
      ['swapon("/swap", 0)', true, false],
    ]);
  });
});

test('what a finding’s fix did is told where it was, though all that is left is told above', () => {
  const text = '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","nosuch"],"action":"SCMP_ACT_ALLOW"}]}';
  const looked = inspected(later(docker, { kind: 'text', text }));
  const { findings } = looked.inspected;
  const shown = select(looked).findings;
  if (findings === undefined || shown === undefined || shown === 'offered') throw new Error('Nothing was looked for.');
  const told = findings.items.filter((item) => !shown.items.includes(item));
  const left: State = { ...looked, inspected: { ...looked.inspected, findings: { ...findings, items: told } } };
  const undo = { of: 'findings', words: 'Fixed.', isBack: false, before: snapshotOf(looked) } as const;
  expect([told.length, select(left).findings, select({ ...left, undo }).findings]).toEqual([
    1,
    undefined,
    { items: [], summary: undefined, old: false },
  ]);
});

describe('of a trace that was pasted', () => {
  const LINES = ['read(3, "", 1) = 0', 'keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL) = 7', 'unshare(CLONE_NEWNS) = 0'];
  const [passing = '', refused = '', last = ''] = LINES;
  const seenRefused = last.replace('0', '-1 EPERM (Operation not permitted)');
  const paste = (...lines: string[]): Message => ({ kind: 'ask', call: lines.join('\n') });
  const pasted = later(docker, paste(...LINES));
  /** What is asked, and what the trace is said to hold. */
  const shown = (state: State) => [state.asked.call, select(state).trace?.shown?.title];

  test.each<[what: string, state: State, shown: ReturnType<typeof shown>]>([
    ['the first line is asked about while the filter is asked about all', pasted, [passing, undefined]],
    ['then the first call that it refuses', inspected(pasted), [refused, undefined]],
    [
      'and all of them are told',
      inspected(settled(inspected(pasted))),
      [refused, 'The filter refuses 2 of the 3 calls in the lines that you pasted'],
    ],
    [
      'one that strace saw refused is what the reader asks about',
      inspected(later(docker, paste(passing, refused, seenRefused))),
      [seenRefused, 'The filter refuses 2 of the 3 calls in the lines that you pasted'],
    ],
    [
      'it stays while its lines are asked about',
      inspected(later(inspected(pasted), { kind: 'ask-line', call: last })),
      [last, 'The filter refuses 2 of the 3 calls in the lines that you pasted'],
    ],
    [
      'and goes with another question',
      inspected(later(inspected(pasted), { kind: 'ask', call: 'mkdir' })),
      ['mkdir', undefined],
    ],
    [
      'another profile is asked about all of it',
      inspected(later(inspected(pasted), { kind: 'text', text: '{ "defaultAction": "SCMP_ACT_ALLOW" }' })),
      [refused, 'The filter allows all 3 calls in the lines that you pasted'],
    ],
  ])('%s', (_, state, expected) => expect(shown(state)).toEqual(expected));

  test('one press allows all that it refuses, and one takes that back', () => {
    const told = inspected(settled(inspected(pasted)));
    const edits = select(told).trace?.shown?.fix?.edits ?? [];
    const allowed = inspected(later(told, { kind: 'fix', edits, of: 'answer' }));
    expect([
      shown(allowed),
      select(allowed).profile.undo?.of,
      shown(inspected(later(allowed, { kind: 'undo' }))),
    ]).toEqual([
      [refused, 'The filter allows all 3 calls in the lines that you pasted'],
      'answer',
      [refused, 'The filter refuses 2 of the 3 calls in the lines that you pasted'],
    ]);
  });
});

test.each<[call: string, capabilities: readonly string[], text: string | undefined, shown: string]>([
  ['mount', ['CAP_SYS_ADMIN'], undefined, 'depends Allowed, unless AppArmor denies it'],
  ['mount', [], '{ "defaultAction": "SCMP_ACT_ALLOW" }', 'depends Allowed, but the kernel requires CAP_SYS_ADMIN'],
  ['swapon', [], '{ "defaultAction": "SCMP_ACT_ALLOW" }', 'depends Allowed, but the kernel requires CAP_SYS_ADMIN'],
  ['mkdir', [], '{ "defaultAction": "SCMP_ACT_ALLOW" }', 'allow Allowed'],
])(
  '%s with %j: what the filter allows and something behind it refuses is not shown as allowed',
  (call, capabilities, text, expected) => {
    const asked = later(docker, ...(text === undefined ? [] : [{ kind: 'text', text } as const]), {
      kind: 'ask',
      call,
    });
    const given = capabilities.map((capability): Message => ({ kind: 'capability', capability, on: true }));
    const state = later(asked, ...given);
    const shown = ({ ask: { answered } }: View) => `${answered?.tone} ${answered?.headline}`;
    expect([shown(select(state)), shown(select(inspected(state)))]).toEqual(['allow Allowed', expected]);
  },
);

test.each<[what: string, text: string, call: string, doubtful: boolean | undefined]>([
  ['a container starts, and the call passes', '{ "defaultAction": "SCMP_ACT_ALLOW" }', 'mkdir', false],
  ['the kernel requires more', '{ "defaultAction": "SCMP_ACT_ALLOW" }', 'mount', true],
  ['seccomp is off', '{}', 'mkdir', true],
  [
    'no container starts',
    OWN.replace('"mkdir"], "action": "SCMP_ACT_ERRNO"', '"mkdir"], "action": "SCMP_ACT_ALLOW"'),
    'mkdir',
    true,
  ],
])(
  'the ways are doubtful where something besides the filter keeps the call from running: %s',
  (_, text, call, doubtful) => {
    const state = inspected(later(docker, { kind: 'text', text }, { kind: 'ask', call }));
    expect(select(state).roads?.doubtful).toBe(doubtful);
  },
);

test('capabilities that do not let the call pass have no line to start a container with', () => {
  const given = later(docker, { kind: 'capability', capability: 'CAP_SYS_ADMIN', on: true });
  const tools = (call: string) =>
    select(inspected(later(given, { kind: 'ask', call }))).use?.rows.map(({ tool }) => tool);
  expect([tools('mount'), tools('keyctl'), tools('asdf')]).toEqual([['docker', 'compose.yaml'], undefined, undefined]);
});

test('what a call requires of the container is told beside a profile that allows it, and not beside one that refuses it', () => {
  const cautions = (text: string, call: string) =>
    select(inspected(later(docker, { kind: 'text', text }, { kind: 'ask', call }))).use?.rows.map(
      ({ caution }) => caution,
    );
  expect(cautions('{"defaultAction":"SCMP_ACT_ALLOW"}', 'swapon')).toEqual(
    Array(4).fill('For the call, the kernel requires CAP_SYS_ADMIN, which is not added here.'),
  );
  const refusing = '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["swapon"],"action":"SCMP_ACT_ERRNO"}]}';
  expect(cautions(refusing, 'swapon')).toEqual(Array(4).fill(undefined));
});
