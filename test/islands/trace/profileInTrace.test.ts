import { describe, expect, test } from 'vitest';
import { init, update } from '../../../src/islands/trace/state/model.ts';
import type { Message, State } from '../../../src/islands/trace/state/State.ts';
import { answerTrace } from '../../../src/islands/trace/worker/answerTrace.ts';
import { openTrace } from '../../../src/islands/trace/worker/openTrace.ts';
import { profileFound } from '../../../src/islands/trace/worker/profileFound.ts';
import { TRACE_LINK_DEFAULTS, type TraceLink } from '../../../src/share/traceLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

const PROFILE =
  '{\n  "defaultAction": "SCMP_ACT_ERRNO",\n  "syscalls": [\n    { "names": ["read",\n      "bpf",\n      "mount"], "action": "SCMP_ACT_ALLOW" }\n  ]\n}\n';
const RECORDING = `{ "apiVersion": "security-profiles-operator.x-k8s.io/v1", "kind": "SeccompProfile", "spec": ${PROFILE.trim()} }\n`;
const OF_HOOK = PROFILE.replace(
  '"SCMP_ACT_ALLOW" }',
  '"SCMP_ACT_ALLOW", "args": [], "comment": "", "includes": {}, "excludes": {} }',
);
const ADVISED = PROFILE.replace(
  '"syscalls"',
  '"architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],\n  "syscalls"',
);
const TRACE = 'read(3, "", 8) = 0\nacct(NULL) = 0\n';

const answer = async (asked: Partial<TraceLink>) =>
  (await answerTrace({ ...TRACE_LINK_DEFAULTS, ...asked, turn: 0 })).reply;

describe('a profile in a text', () => {
  test.each<[what: string, text: string, found: string[] | undefined]>([
    ['alone', PROFILE, [PROFILE, '']],
    ['behind a trace', `${TRACE}${PROFILE}`, [PROFILE, TRACE.trimEnd()]],
    ['before one', `${PROFILE}\n\n${TRACE}`, [PROFILE, TRACE.trimEnd()]],
    ['within one', `acct(NULL) = 0\n${PROFILE}acct(NULL) = 1\n`, [PROFILE, 'acct(NULL) = 0\nacct(NULL) = 1']],
    ['with a comma too many', PROFILE.replace('}\n  ]', '},\n  ]'), [PROFILE.replace('}\n  ]', '},\n  ]'), '']],
    ['that ends early', PROFILE.slice(0, -3), [`${PROFILE.slice(0, -3)}\n`, '']],
    [
      'of a container’s config.json',
      `{"ociVersion": "1.0.2", "linux": {"seccomp": ${PROFILE.trim()}}}`,
      [`{"ociVersion": "1.0.2", "linux": {"seccomp": ${PROFILE.trim()}}}\n`, ''],
    ],
    ['a recording', RECORDING, [RECORDING, '', 'recording']],
    ['what oci-seccomp-bpf-hook recorded', OF_HOOK, [OF_HOOK, '', 'recording']],
    ['what Inspektor Gadget advises', ADVISED, [ADVISED, '', 'recording']],
    ['none', TRACE, undefined],
    ['none: the enricher’s lines', '{"pid":7,"syscalls":["read","bpf"]}\n{"pid":8,"syscalls":["read"]}\n', undefined],
    [
      'none: a program that writes one',
      'write(1, "{\\"defaultAction\\": \\"SCMP_ACT_ERRNO\\"}", 35) = 35\n',
      undefined,
    ],
  ])('%s', async (_what, text, expected) => {
    const found = await profileFound(text);
    expect(found && [found.profile, found.rest, ...(found.isRecording ? ['recording'] : [])]).toEqual(expected);
  });
});

describe('what is answered of a text with a profile', () => {
  test.each<[what: string, trace: string, headline: string, words: string | undefined, offers: string]>([
    [
      'alone: no change and no profile are made of it',
      PROFILE,
      'This text is a seccomp profile, not a trace',
      'The table checks the calls that the profile allows, as a list: Docker’s default 29.9.0 refuses 2 of 3 calls. To check a trace against the profile, use the profile as yours, then paste the trace here. [Use as your profile]',
      '',
    ],
    [
      'alone, with an error in it',
      PROFILE.replace('}\n  ]', '},\n  ]'),
      'This text is a seccomp profile, not a trace',
      'To check a trace against the profile, use the profile as yours, then paste the trace here. [Use as your profile]',
      '',
    ],
    [
      'beside a trace, as a link has it',
      `${TRACE}${PROFILE}`,
      'Docker’s default 29.9.0 refuses 3 of 4 calls; in the trace, acct succeeded',
      'The text contains a seccomp profile, and the calls that the profile allows are checked as if they were in the trace. [Move the profile to “Your profile”]',
      '',
    ],
    [
      'a recording is a list of calls',
      RECORDING,
      'Docker’s default 29.9.0 refuses 2 of 3 calls',
      undefined,
      'change made',
    ],
    ['so is the hook’s', OF_HOOK, 'Docker’s default 29.9.0 refuses 2 of 3 calls', undefined, 'change made'],
    [
      'and what Inspektor Gadget advises',
      ADVISED,
      'Docker’s default 29.9.0 refuses 2 of 3 calls',
      undefined,
      'change made',
    ],
  ])('%s', async (_what, trace, headline, words, offers) => {
    const { answer: found } = await answer({ trace });
    const shown = found?.profileInTrace;
    expect([
      found?.headline,
      shown && `${plain(shown.words)} [${shown.label}]`,
      [found?.fix && 'change', found?.made && 'made'].filter(Boolean).join(' '),
    ]).toEqual([headline, words, offers]);
  });
});

const REPLY = { problems: [], answer: undefined, refusal: undefined };
const start = init({ link: TRACE_LINK_DEFAULTS }, REPLY);
const said = ({ asked, own, usesOwn, undo, notices }: State) => [
  asked.trace,
  asked.profile,
  own,
  usesOwn,
  undo?.words,
  ...notices.map(({ message }) => message),
];
/** The engine's answer to what is asked by then. */
const answered = async (state: State): Promise<State> => {
  const question = { ...state.asked, turn: state.turn };
  return update(state, { kind: 'answered', question, reply: (await answerTrace(question)).reply });
};
const does = async (messages: readonly (Message | 'answer')[], from = start) => {
  let state = from;
  for (const message of messages) state = message === 'answer' ? await answered(state) : update(state, message);
  return state;
};
const trace = (text: string): Message => ({ kind: 'trace', trace: text });
const own = (text: string): Message => ({ kind: 'own', text });

describe('a profile among the lines of a trace', () => {
  const both = `${TRACE}${PROFILE}`;
  const moved = 'The profile in this text is now under “Your profile”.';
  test.each<[what: string, messages: (Message | 'answer')[], expected: unknown[]]>([
    ['goes to its place', [trace(both), 'answer'], [TRACE.trimEnd(), PROFILE, PROFILE, true, moved]],
    [
      'and comes back, with the profile that was there, and stays',
      [{ kind: 'uses-own', usesOwn: true }, own('{}'), trace(both), 'answer', 'answer', { kind: 'undo' }, 'answer'],
      [both, '{}', '{}', true, undefined],
    ],
    [
      'until a press moves it',
      [trace(both), 'answer', { kind: 'undo' }, 'answer', { kind: 'take-profile' }],
      [TRACE.trimEnd(), PROFILE, PROFILE, true, moved],
    ],
    [
      'stays in a link',
      [{ kind: 'open', opening: { link: { ...TRACE_LINK_DEFAULTS, trace: both } } }, 'answer'],
      [both, undefined, '', false, undefined],
    ],
    ['alone stays', [trace(PROFILE), 'answer'], [PROFILE, undefined, '', false, undefined]],
    [
      'until a press moves it too',
      [trace(PROFILE), 'answer', { kind: 'take-profile' }],
      ['', PROFILE, PROFILE, true, moved],
    ],
  ])('%s', async (_what, messages, expected) => expect(said(await does(messages))).toEqual(expected));
});

describe('files', () => {
  const file = (name: string, text: string) => new File([text], name);
  const [profile, strace, recording] = [file('p.json', PROFILE), file('a.strace', TRACE), file('spo.json', RECORDING)];
  const drops = async (files: readonly File[], from = start) => {
    const message = await openTrace(files);
    return message ? update(from, message) : from;
  };

  test.each<[what: string, files: File[], expected: unknown[]]>([
    [
      'a profile alone leaves the trace as it is',
      [profile],
      ['mine', PROFILE, PROFILE, true, 'p.json is now under “Your profile”.'],
    ],
    [
      'a profile and a trace go to their places',
      [profile, strace],
      [TRACE, PROFILE, PROFILE, true, 'Opened a.strace. p.json is now under “Your profile”.'],
    ],
    [
      'in any order',
      [strace, profile],
      [TRACE, PROFILE, PROFILE, true, 'Opened a.strace. p.json is now under “Your profile”.'],
    ],
    [
      'a profile with an error is a profile',
      [file('p.json', PROFILE.slice(0, -3)), strace],
      [TRACE, PROFILE.slice(0, -3), PROFILE.slice(0, -3), true, 'Opened a.strace. p.json is now under “Your profile”.'],
    ],
    [
      'a second profile is not opened, and said',
      [profile, file('q.json', '{"defaultAction":"SCMP_ACT_ALLOW"}')],
      [
        'mine',
        PROFILE,
        PROFILE,
        true,
        'p.json is now under “Your profile”.',
        'q.json is a second seccomp profile and was not opened.',
      ],
    ],
    ['a recording alone is a trace', [recording], [RECORDING, '{}', '{}', true, 'Opened spo.json.']],
    [
      'a recording beside a trace is the profile',
      [recording, strace],
      [TRACE, RECORDING, RECORDING, true, 'Opened a.strace. spo.json is now under “Your profile”.'],
    ],
    [
      'a trace that has a profile in it is a trace at first',
      [file('both', `${TRACE}${PROFILE}`)],
      [`${TRACE}${PROFILE}`, '{}', '{}', true, 'Opened both.'],
    ],
  ])('%s, and all is had back', async (_what, files, expected) => {
    const before = await does([trace('mine'), { kind: 'uses-own', usesOwn: true }, own('{}')]);
    const state = await drops(files, before);
    expect(said(state)).toEqual(expected);
    expect(said(update(state, { kind: 'undo' }))).toEqual(['mine', '{}', '{}', true, undefined]);
  });

  test('several traces beside a profile are read as one', async () => {
    const state = await drops([profile, strace, file('b.strace', TRACE)]);
    expect([state.reading?.files.map(({ name }) => name), state.own, state.undo?.words]).toEqual([
      ['a.strace', 'b.strace'],
      PROFILE,
      'p.json is now under “Your profile”.',
    ]);
  });
});

test('the changed profile becomes the reader’s own, and the one before is had back with what was chosen', async () => {
  const chosen = { arch: 'SCMP_ARCH_X86_64', call: 'unshare', choice: 'call' } as const;
  const used = await does([
    { kind: 'choose', chosen },
    { kind: 'use', text: PROFILE },
  ]);
  expect(said(used)).toEqual([TRACE_LINK_DEFAULTS.trace, PROFILE, PROFILE, true, 'Your profile now has the change.']);
  const { asked, own: before, usesOwn } = update(used, { kind: 'undo' });
  expect([asked.profile, asked.chosen, before, usesOwn]).toEqual([undefined, [chosen], '', false]);
});
