import { describe, expect, test } from 'vitest';
import { CAPABILITIES, DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import type { Message, Question, State } from '../../../../src/islands/seccomp/state/Message.ts';
import { update } from '../../../../src/islands/seccomp/state/model.ts';
import { inspectionWanted, isWaiting, linkOf, questionOf } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { separateEdits } from '../../../../src/islands/seccomp/state/textChange.ts';
import { select, type View } from '../../../../src/islands/seccomp/words/select.ts';
import { answerQuestion, type Computed } from '../../../../src/islands/seccomp/worker/answerQuestion.ts';
import { stackLink } from '../../../../src/share/seccompLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { later, opened, presetText, settled } from '../stories.ts';

const docker = await opened();
const talk = await opened({ profile: 'talk-2016', call: 'mkdir' });
const talkText = await presetText('talk-2016');

const headline = ({ ask: { answered, problems } }: View) =>
  answered ? `${answered.asked}: ${answered.headline}` : problems.map(({ message }) => message).join(' ');

const ask = (call: string): Message => ({ kind: 'ask', call });

describe('asking Docker’s default of 26.1.5 with Docker’s capabilities', () => {
  test.each<[call: string, answer: string, why: string]>([
    ['mkdir', 'mkdir, call 83 of x86_64: Allowed', 'The rule on line 216 applies, whatever the arguments.'],
    [
      '165',
      'mount, call 165 of x86_64: Refused: EPERM',
      'The rule on line 605 does not apply: it requires CAP_SYS_ADMIN, which this container lacks. No other rule names mount, so defaultAction on line 2 applies.',
    ],
    [
      'clone(CLONE_NEWUSER)',
      'clone, call 56 of x86_64: Refused: EPERM',
      'The rule on line 629 requires (arg0 & 0x7e020000) == 0, which is false here, so defaultAction on line 2 applies.' +
        ' 0x7e020000 is CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET.' +
        ' With CAP_SYS_ADMIN the rule on line 597 would apply.',
    ],
    [
      'clone3',
      'clone3, call 435 of x86_64: Refused: ENOSYS',
      'The rule on line 676 applies, whatever the arguments. With CAP_SYS_ADMIN the rule on line 598 would apply.',
    ],
    [
      'socket(AF_VSOCK)',
      'socket, call 41 of x86_64: Refused: EPERM',
      'The rule on line 428 requires arg0 != 40, which is false here, so defaultAction on line 2 applies. 40 is AF_VSOCK.',
    ],
    [
      'x86: socketcall(1)',
      'socketcall, call 102 of x86: Allowed',
      'The rule on line 363 applies, whatever the arguments.',
    ],
    [
      'swapon',
      'swapon, call 167 of x86_64: Refused: EPERM',
      'No rule names swapon on x86_64, so defaultAction on line 2 applies.',
    ],
    [
      '999',
      '999, not a known call of x86_64: Refused: ENOSYS',
      'Its number, 999, is above 456 (futex_requeue), the highest that the profile names on x86_64. For such numbers runc returns ENOSYS before it looks at the rules, so that a program falls back to an older call.',
    ],
  ])('%s', (call, answer, why) => {
    const view = select(later(docker, ask(call)));
    expect(headline(view)).toBe(answer);
    expect(plain(view.ask.answered?.why ?? [])).toBe(why);
  });

  test.each<[call: string, problem: string]>([
    ['', 'No call given.'],
    ['mkdri', 'Linux has no system call mkdri.'],
    ['vax: mkdir', 'No architecture is named vax.'],
    ['unshare: Operation not permitted', 'The text is an error message from the program unshare.'],
    ['socket(AF_VSOK)', 'Unknown constant AF_VSOK.'],
  ])('“%s” is no question', (call, problem) => {
    const view = select(later(docker, ask(call)));
    expect(headline(view)).toBe(problem);
    expect(view.ask.text).toBe(call);
  });

  test('what is meant is offered and taken', () => {
    const state = later(docker, ask('mkdri'));
    const fix = select(state).ask.problems[0]?.fix ?? [];
    expect(headline(select(later(state, { kind: 'fix-question', edits: fix })))).toBe(
      'mkdir, call 83 of x86_64: Allowed',
    );
  });

  test.each<[call: string, sees: string, outcomes: string[]]>([
    [
      'socket',
      'The answer depends on arg0 (family). Add it: socket(…).',
      ['allowed: For arg0 != 40 (line 428\u2060). 40 is AF_VSOCK.', 'EPERM: Otherwise: defaultAction on line 2.'],
    ],
    [
      'personality()',
      'The answer depends on arg0 (personality). Add it: personality(…).',
      [
        'allowed: For arg0 == 0 (line 441\u2060), arg0 == 8 (line 454\u2060), arg0 == 0x20000 (line 467\u2060), arg0 == 0x20008 (line 480\u2060) or arg0 == 0xffffffff (line 493\u2060).' +
          ' 0 is PER_LINUX. 8 is PER_LINUX32. 0x20000 is PER_LINUX | UNAME26. 0x20008 is PER_LINUX32 | UNAME26.',
        'EPERM: Otherwise: defaultAction on line 2.',
      ],
    ],
  ])('%s depends on what was not given', (call, sees, outcomes) => {
    const { answered } = select(later(docker, ask(call))).ask;
    expect(answered?.headline).toBe('It depends');
    expect(plain(answered?.sees ?? [])).toBe(sees);
    expect(answered?.outcomes.map(({ word, when }) => `${word}: ${plain(when)}`)).toEqual(outcomes);
  });
});

describe('asking the profiles of other years and engines', () => {
  // An old Docker refuses clone3 with EPERM, and glibc then has no thread to give; since 20.10.10 with ENOSYS, and it falls back to clone.
  test.each<[profile: string, call: string, answer: string]>([
    ['docker-1.12', 'clone3', 'clone3, call 435 of x86_64: Refused: ENOSYS'],
    ['docker-20.10.4', 'clone3', 'clone3, call 435 of x86_64: Refused: EPERM'],
    ['docker-20.10.10', 'clone3', 'clone3, call 435 of x86_64: Refused: ENOSYS'],
    ['docker-28.2', 'socket(AF_ALG)', 'socket, call 41 of x86_64: Allowed'],
    ['docker-29.4', 'socket(AF_ALG)', 'socket, call 41 of x86_64: Refused: EPERM'],
    ['docker-29.4', 'x86: socketcall(1)', 'socketcall, call 102 of x86: Allowed'],
    ['docker-29.4.2', 'x86: socketcall(1)', 'socketcall, call 102 of x86: Refused: ENOSYS'],
    ['podman-5.4', 'unshare(CLONE_NEWUSER)', 'unshare, call 272 of x86_64: Allowed'],
    ['containerd-1.7', 'io_uring_setup', 'io_uring_setup, call 425 of x86_64: Allowed'],
    ['allow-all', 'reboot', 'reboot, call 169 of x86_64: Allowed'],
    ['deny-all', 'read', 'read, call 0 of x86_64: Refused: EPERM'],
  ])('%s: %s', async (profile, call, answer) => {
    expect(headline(select(await opened({ profile, call })))).toBe(answer);
  });
});

describe('the target', () => {
  test.each<[Message[], string]>([
    [[{ kind: 'capabilities', capabilities: CAPABILITIES }], 'clone, call 56 of x86_64: Allowed'],
    [[{ kind: 'capability', capability: 'CAP_SYS_ADMIN', on: true }], 'clone, call 56 of x86_64: Allowed'],
    [
      [
        { kind: 'capability', capability: 'CAP_SYS_ADMIN', on: true },
        { kind: 'capability', capability: 'CAP_SYS_ADMIN', on: false },
      ],
      'clone, call 56 of x86_64: Refused: EPERM',
    ],
    [[{ kind: 'arch', arch: 'SCMP_ARCH_AARCH64' }], 'clone, call 220 of aarch64: Refused: EPERM'],
    [[ask('ptrace'), { kind: 'kernel', kernel: '4.4' }], 'ptrace, call 101 of x86_64: Refused: EPERM'],
    [[ask('ptrace'), { kind: 'kernel', kernel: '4.8' }], 'ptrace, call 101 of x86_64: Allowed'],
  ])('%j', (messages, answer) => {
    expect(headline(select(later(docker, ...messages)))).toBe(answer);
  });

  test.each<[call: string, line: string, lacking: string[][]]>([
    ['mount', '✕ Refused: EPERM · mount', [['CAP_SYS_ADMIN']]],
    ['clone(CLONE_NEWUSER)', '✕ Refused: EPERM · clone(CLONE_NEWUSER)', [['CAP_SYS_ADMIN']]],
    ['mkdir', '✓ Allowed · mkdir', []],
    ['socket', '◐ It depends · socket', []],
    ['x'.repeat(99), '', []],
  ])('%s: the verdict in a line, and the capabilities that it lacks', (call, line, lacking) => {
    const { target, ask: asked } = select(later(docker, ask(call)));
    expect(target.verdict ?? '').toBe(line);
    expect(asked.answered?.lacking ?? []).toEqual(lacking);
  });

  test('is said beside the answer', () => {
    const state = later(
      docker,
      { kind: 'arch', arch: 'SCMP_ARCH_AARCH64' },
      { kind: 'capabilities', capabilities: [] },
    );
    expect(select(state).computedFor).toEqual([
      'Docker’s default 26.1.5',
      'aarch64',
      'no capabilities',
      'Linux 6.12',
      'runc 1.1.15',
      'libseccomp 2.6.0',
    ]);
  });

  test.each([
    [
      'banana',
      '"banana" is not a kernel version such as 6.12. Write what uname -r prints. The answer is for Linux 5.4.',
    ],
    ['', 'The kernel version is missing. Write what uname -r prints. The answer is for Linux 5.4.'],
    ['2.4', 'Seccomp filters need Linux 3.5 or newer. Write what uname -r prints. The answer is for Linux 5.4.'],
    ['3.5', undefined],
    ['6.12.9-amd64', undefined],
  ])('a kernel that is “%s”: the newest that was one answers, and so does the link', (typed, told) => {
    const older = later(docker, { kind: 'kernel', kernel: '5.4' });
    const state = later(older, { kind: 'kernel', kernel: typed });
    const { target, computedFor, stale } = select(state);
    const answered = told === undefined ? typed : '5.4';
    const { message, hint } = target.kernelProblem ?? {};
    expect([target.kernel, message && `${message} ${hint}`, computedFor[3], linkOf(state).kernel, stale]).toEqual([
      typed,
      told,
      `Linux ${answered}`,
      answered,
      false,
    ]);
  });

  test('a kernel that is none outlives no other profile', () => {
    const state = later(docker, { kind: 'kernel', kernel: 'new' }, { kind: 'preset', id: 'talk-2016', text: talkText });
    expect([select(state).ask.answered?.headline, select(state).computedFor[0]]).toEqual([
      'Refused: EPERM',
      'the 2016 talk’s slide',
    ]);
  });
});

describe('the text', () => {
  test('a text that is cut off is answered for what there is of it, and that is said', () => {
    const cut = later(docker, { kind: 'text', text: docker.asked.text.slice(0, 1000) });
    expect(select(cut).status).toBe(
      'The text ends too early. The answer is for the part that is there; the missing part may change it.',
    );
  });

  test('the slide as printed loads nowhere; its answer is for the mended one', () => {
    const view = select(talk);
    expect(view.status).toBe(
      'No container starts with this text. The answer is for the profile with the listed fixes applied.',
    );
    expect(headline(view)).toBe('mkdir, call 83 of x86_64: Refused: EPERM');
    expect(view.profile.problems.map(({ span }) => `${span?.line}:${span?.column}`)).toEqual(['18:6', '19:4']);
    expect(view.profile.marks.map(({ line, tone }) => `${line} ${tone}`)).toEqual(['18 error', '19 error', '2 lit']);
  });

  test('mending one comma, then all', () => {
    const one = later(talk, { kind: 'fix', edits: select(talk).profile.problems[0]?.fix ?? [], of: 'text' });
    expect(one.asked.text).toBe(talkText.replace('},\n  ],', '}\n  ],'));
    const all = select(later(talk, { kind: 'fix-all' }));
    expect(all.profile.text).toBe(talkText.replace('},\n  ],\n', '}\n  ]\n'));
    expect(all.profile.problems).toEqual([]);
    expect(all.status).toBeUndefined();
    expect(all.profile.preset).toBe('');
    expect(all.profile.presets.at(-1)).toEqual({ value: '', label: 'Your own text' });
  });

  test('what no longer parses is kept, with the answer of the last text', () => {
    const broken = `[${docker.asked.text}]`;
    const view = select(later(docker, ask('mkdir'), { kind: 'text', text: broken }));
    expect(view.profile.text).toBe(broken);
    expect(headline(view)).toBe('mkdir, call 83 of x86_64: Allowed');
    expect(view.status).toBe('Invalid profile; showing the last valid result.');
    expect([view.placesHold, view.stale]).toEqual([false, true]);
    expect(view.computedFor[0]).toBe('Docker’s default 26.1.5');
    expect(view.ask.answered?.why).toEqual([]);
    expect(view.table?.rows.every(({ why }) => why === '')).toBe(true);
    expect(view.profile.marks.every(({ tone }) => tone === 'error')).toBe(true);
    expect(view.table?.rows.length).toBe(385);
  });

  test('another text is answered by none before it', () => {
    const view = select(later(docker, ask('mkdir'), { kind: 'text', text: '["something", "else"]' }));
    expect([view.status, view.ask.answered, view.table]).toEqual([
      'No answer yet: the profile is invalid. The problems are listed below its text.',
      undefined,
      undefined,
    ]);
  });

  test('typing waits for no answer; the last one stands, and goes once the new one is late', () => {
    const typing = update(later(docker, ask('mkdir')), { kind: 'text', text: 'x' });
    expect([isWaiting(typing), select(typing).profile.text, headline(select(typing)), select(typing).stale]).toEqual([
      true,
      'x',
      'mkdir, call 83 of x86_64: Allowed',
      false,
    ]);
    const late = update(typing, { kind: 'late' });
    expect([select(late).missing, select(late).ask.answered, select(late).target.verdict]).toEqual([
      { what: 'the answer', trouble: undefined },
      undefined,
      undefined,
    ]);
    expect([late.late, settled(late).late, update(settled(late), { kind: 'late' }).late]).toEqual([true, false, false]);
  });

  test('own text that breaks is told from its last answer', () => {
    const own = '{"defaultAction":"SCMP_ACT_ALLOW"}';
    const broken = own.replace('ALLOW', 'ALLOWS');
    const view = select(later(docker, { kind: 'text', text: own }, { kind: 'text', text: broken }));
    expect(view.computedFor[0]).toBe('your own text before your change');
  });

  test('one cause is one problem, in the order of the lines', () => {
    const text =
      '{"syscalls":[\n{"names":["mkdir"],"action":"SCMP_ACT_ERNO"},\n{"names":["dup"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":1,"op":"Q"}]}],\n"defaultAction":"SCMP_ACT_ALOW"}';
    const { problems } = select(later(docker, { kind: 'text', text })).profile;
    expect(problems.map(({ code, span }) => `${span?.line} ${code}`)).toEqual([
      '2 word-unknown',
      '3 word-unknown',
      '4 word-unknown',
    ]);
  });

  test.each<[string, string, string, string | undefined]>([
    ['applies', '"arches":["amd64"]', 'error', 'No answer yet: the profile is invalid'],
    ['does not apply', '"arches":["s390x"]', 'warning', undefined],
  ])('an unknown action in a rule that %s', (_, gate, severity, said) => {
    const text = `{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"ERNO","includes":{${gate}}}]}`;
    const { profile, status } = select(later(docker, { kind: 'text', text }));
    expect(profile.problems.map((problem) => `${problem.severity} ${problem.code}`)).toEqual([
      `${severity} word-unknown`,
    ]);
    expect(status?.split('.')[0]).toBe(said);
  });

  test('a first text that gives no filter has no answer', async () => {
    const view = select(await opened({ profile: undefined, text: '[]' }));
    expect(view.status).toBe('No answer yet: the profile is invalid. The problems are listed below its text.');
    expect(view.ask.answered).toBeUndefined();
    expect(view.table).toBeUndefined();
  });

  test.each([
    ['', 'No profile yet.', []],
    [' \n', 'No profile yet.', []],
    ['hello', 'This text is not a profile.', ['json-other']],
  ])('%j: %s; no profile before it answers, and only what was typed is wrong', async (text, title, problems) => {
    const view = select(later(docker, { kind: 'text', text }));
    const { status, stale, ask, table, roads, findings, start } = view;
    expect([status, stale, ask.answered, table, roads, findings, start]).toEqual([
      ...[undefined, false, undefined, undefined, undefined, undefined, undefined],
    ]);
    expect([
      view.noProfile?.title,
      view.noProfile?.starters.map(({ id }) => id),
      view.announcement,
      view.profile.problems.map(({ code }) => code),
      view.profile.marks.length,
    ]).toEqual([title, ['docker-26.1', 'talk-2016'], title, problems, problems.length]);
  });

  test.each([
    ['docker-29.9', 'docker-29.9.0'],
    ['docker-20.10.5', 'docker-20.10.10'],
    ['kubernetes-1.36', 'containerd-2.1'],
  ])('on %s the field offers its own default: %s', async (id, own) => {
    const empty = later(await opened(stackLink(stackOf(id) ?? expect.fail(id))), { kind: 'text', text: '' });
    expect(select(empty).noProfile?.starters.map((starter) => starter.id)).toEqual([own, 'talk-2016']);
  });

  test('what was wrong with a text goes with it, before the answer to the empty field is there', () => {
    const wrong = later(docker, { kind: 'text', text: '[x' });
    const { profile } = select(update(wrong, { kind: 'text', text: '' }));
    expect(select(wrong).profile.marks.length).toBeGreaterThan(0);
    expect([profile.problems, profile.marks, profile.problemsHold]).toEqual([[], [], true]);
  });

  test.each<[string, string, string | undefined]>([
    ['a file', '{"defaultAction":"SCMP_ACT_ALLOW"}', 'mine.json'],
    ['a file, then edited', '{"defaultAction":"SCMP_ACT_LOG"}', 'mine.json'],
  ])('%s keeps its name', (_, text, label) => {
    const file: Message = {
      kind: 'file',
      file: { name: 'mine.json', value: '{"defaultAction":"SCMP_ACT_ALLOW"}', diagnostics: [] },
    };
    const { profile } = select(later(docker, file, { kind: 'text', text }));
    expect(profile.text).toBe(text);
    expect(profile.presets.at(-1)?.label).toBe(label);
  });

  test('a file that is no text changes nothing but says so', () => {
    const problem = { code: 'file-binary', severity: 'error', message: 'a is a binary file.' } as const;
    const state = later(docker, { kind: 'file', file: { name: 'a', value: undefined, diagnostics: [problem] } });
    expect(select(state)).toEqual({ ...select(docker), notices: [problem] });
    expect(state.changed).toBe(false);
    expect(select(later(state, ask('mkdir'))).notices).toEqual([]);
  });

  test('an empty profile is no filter', () => {
    const view = select(later(docker, { kind: 'text', text: '{}' }, ask('x32: reboot')));
    expect(headline(view)).toBe('reboot, call 169 (0x400000a9) of x32: Allowed, without a filter');
    expect(plain(view.ask.answered?.why ?? [])).toBe(
      'Empty profile: seccomp is off, and the container runs without a filter.',
    );
    expect(view.table?.counts.map(({ count }) => count)).toEqual([385, 385, 0, 0]);
  });
});

describe('questions to the engine', () => {
  const answer = (question: Question): Message => ({
    kind: 'answered',
    question,
    reply: answerQuestion(question).reply,
  });

  test.each<[Message, reads: string]>([
    [ask('mkdir'), 'nothing'],
    [{ kind: 'text', text: '{}' }, 'table'],
    [{ kind: 'capabilities', capabilities: [] }, 'table'],
  ])('%j reads %s anew', (message, reads) => {
    const state = update(docker, message);
    expect([isWaiting(state), questionOf(state).reads]).toEqual([true, reads]);
  });

  test.each<Message>([
    { kind: 'choose', choices: { find: 'x' } },
    { kind: 'choose', choices: { show: 'deny' } },
    { kind: 'choose', choices: { on: 'all' } },
    { kind: 'choose', choices: { sort: '-number' } },
    ask(docker.asked.call),
  ])('%j asks nothing', (message) => expect(isWaiting(update(docker, message))).toBe(false));

  test('an old answer never takes the place of a newer one', () => {
    const first = update(docker, ask('mkdir'));
    const second = update(first, ask('165'));
    const newer = update(second, answer(questionOf(second)));
    expect(update(newer, answer(questionOf(first)))).toBe(newer);
    const between = update(second, answer(questionOf(first)));
    expect([headline(select(between)), isWaiting(between)]).toEqual(['mkdir, call 83 of x86_64: Allowed', true]);
  });

  test('the answer is the same whatever was worked out before', () => {
    const states = [docker, update(docker, ask('mkdir')), later(docker, { kind: 'text', text: 'no' }), talk];
    const questions = states.map((state): Question => ({ ...questionOf(state), reads: 'table' }));
    let work: Computed | undefined;
    for (const question of [...questions, ...questions.toReversed()]) {
      const answered = answerQuestion(question, work);
      work = answered.work;
      expect(answered.reply).toEqual(answerQuestion(question).reply);
    }
  });

  test('what crosses from the worker can be cloned', () => {
    const { reply } = answerQuestion({ ...questionOf(docker), reads: 'table' });
    expect(structuredClone(reply)).toEqual(reply);
  });

  test('a fix of a text that has changed since is not made', () => {
    const typed = update(talk, { kind: 'text', text: `${talk.asked.text} ` });
    expect(update(typed, { kind: 'fix-all' }).asked.text).toBe(typed.asked.text);
    expect(update(typed, { kind: 'fix', edits: [{ start: 0, end: 1, text: '' }], of: 'text' }).asked.text).toBe(
      typed.asked.text,
    );
    const asked = update(later(docker, ask('mkdri')), ask('mkdrix'));
    expect(update(asked, { kind: 'fix-question', edits: [{ start: 0, end: 5, text: 'mkdir' }] }).asked.call).toBe(
      'mkdrix',
    );
  });
});

test.each<[call: string, profile: string, sees: string]>([
  [
    'clone3',
    'docker-26.1',
    'The call does not run. The program sees -1 ENOSYS (Function not implemented). The flags of clone3 are in memory, where a filter cannot look: the call can only be allowed or refused as a whole. Programs then treat the call as missing: glibc starts threads with clone instead.',
  ],
  [
    'clone3',
    'docker-20.10.4',
    'The call does not run. The program sees -1 EPERM (Operation not permitted). The flags of clone3 are in memory, where a filter cannot look: the call can only be allowed or refused as a whole. Programs treat this as a failure. After ENOSYS they would continue: glibc starts threads with clone instead.',
  ],
  ['swapon', 'docker-26.1', 'The call does not run. The program sees -1 EPERM (Operation not permitted).'],
])('%s on %s says what programs make of the error', async (call, profile, sees) => {
  const view = select(later(await opened({ profile }), ask(call)));
  expect(plain(view.ask.answered?.sees ?? [])).toBe(sees);
});

test.each<[call: string, verdict: string]>([
  ['clone(.., CLONE_NEWUSER)', 'clone, call 56 of x86_64: Refused: EPERM'],
  ['socket(.., SOCK_STREAM)', 'socket, call 41 of x86_64: It depends'],
  ['mmap(.., PROT_EXEC, ..)', 'mmap, call 9 of x86_64: Allowed'],
])('%s leaves arguments open', (call, verdict) => {
  expect(headline(select(later(docker, ask(call))))).toBe(verdict);
});

describe('the runtime', () => {
  test.each<[what: string, messages: Message[], runtime: string]>([
    ['Podman’s default comes with crun', [preset('podman-5.4')], 'crun'],
    ['and Docker’s with runc again', [preset('podman-5.4'), preset('docker-26.1')], 'runc'],
    [
      'another than the usual one stays',
      [{ kind: 'runtime', runtime: 'libseccomp' }, preset('podman-5.4')],
      'libseccomp',
    ],
    ['a text of one’s own keeps it', [preset('podman-5.4'), { kind: 'text', text: '{}' }], 'crun'],
  ])('%s', (_, messages, runtime) => {
    expect(later(docker, ...messages).asked.target.runtime).toBe(runtime);
  });

  test('crun has no ENOSYS line', () => {
    const crun: Message = { kind: 'runtime', runtime: 'crun' };
    expect(headline(select(later(docker, ask('999'), crun)))).toBe('999, not a known call of x86_64: Refused: EPERM');
  });
});

describe('the capabilities', () => {
  const own: Message = { kind: 'capability', capability: 'CAP_BPF', on: true };
  const privileged: Message = { kind: 'capabilities', capabilities: CAPABILITIES, privileged: true };
  test.each<[what: string, messages: Message[], capabilities: readonly string[]]>([
    ['Podman’s default comes with Podman’s', [preset('podman-5.4')], PODMAN_CAPABILITIES],
    ['and Docker’s with Docker’s again', [preset('podman-5.4'), preset('docker-26.1')], DOCKER_CAPABILITIES],
    ['what was chosen stays', [own, preset('podman-5.4')], [...DOCKER_CAPABILITIES, 'CAP_BPF']],
    ['and so does --privileged', [privileged, preset('podman-5.4')], CAPABILITIES],
    ['a text of one’s own keeps them', [preset('podman-5.4'), { kind: 'text', text: '{}' }], PODMAN_CAPABILITIES],
  ])('%s', (_, messages, capabilities) => {
    expect(later(docker, ...messages).asked.target.capabilities.toSorted()).toEqual(capabilities.toSorted());
  });

  test.each<[what: string, messages: Message[], words: string | undefined]>([
    ['are usual', [], undefined],
    ['are Podman’s', [preset('podman-5.4')], undefined],
    [
      'are Docker’s under Podman’s default',
      [preset('podman-5.4'), { kind: 'capabilities', capabilities: DOCKER_CAPABILITIES }],
      'Docker’s usual capabilities',
    ],
    ['are one more', [own, { kind: 'text', text: '{}' }], 'Docker’s usual capabilities and CAP_BPF'],
    ['are all, without a filter', [privileged], '--privileged'],
  ])('that %s', (_, messages, words) => {
    expect(select(later(docker, ...messages)).target.unusual).toBe(words);
  });

  test('of the container that the text is of are offered, until they are taken', () => {
    const profile = JSON.stringify('seccomp={"defaultAction":"SCMP_ACT_ALLOW"}');
    const text = `[{ "HostConfig": { "CapAdd": ["CAP_BPF"], "SecurityOpt": [${profile}] } }]`;
    const read = later(docker, { kind: 'text', text });
    const { container } = select(read);
    const taken = later(read, { kind: 'capabilities', capabilities: container?.capabilities ?? [] });
    expect([plain(container?.words ?? []), taken.asked.target.capabilities.length, select(taken).container]).toEqual([
      'Your text describes a container with Docker’s usual capabilities and CAP_BPF.',
      DOCKER_CAPABILITIES.length + 1,
      undefined,
    ]);
  });
});

describe('the roads in the list', () => {
  const askRoad = (call: string): Message => ({ kind: 'ask-road', call });
  test.each<[what: string, messages: Message[], call: string, roadsOf: string | undefined]>([
    [
      'stay while one of them is asked about',
      [askRoad('x86: socketcall(1)')],
      'x86: socketcall(1)',
      'clone(CLONE_NEWUSER)',
    ],
    ['and another', [askRoad('clone3'), askRoad('unshare')], 'unshare', 'clone(CLONE_NEWUSER)'],
    [
      'are the call’s own again',
      [askRoad('clone3'), askRoad('clone(CLONE_NEWUSER)')],
      'clone(CLONE_NEWUSER)',
      undefined,
    ],
    ['and those of the next question', [askRoad('clone3'), ask('mkdir')], 'mkdir', undefined],
  ])('%s', (_, messages, call, roadsOf) => {
    const state = later(docker, ...messages);
    expect([state.asked.call, state.asked.roadsOf, linkOf(state).roads]).toEqual([call, roadsOf, roadsOf]);
    expect(inspectionWanted(state)?.roadsOf).toBe(roadsOf);
  });
});

test('a road that is asked about by itself lists its own roads, and for that is looked at anew', () => {
  const road = later(docker, { kind: 'ask-road', call: 'x86: socketcall(1)' });
  const alone = update(road, ask('x86: socketcall(1)'));
  expect([road.asked.roadsOf, alone.asked.roadsOf, isWaiting(alone)]).toEqual([docker.asked.call, undefined, true]);
});

describe('what gave way comes back whole', () => {
  const own: Message = { kind: 'text', text: '{"defaultAction":"SCMP_ACT_LOG"}' };
  const file: Message = { kind: 'file', file: { name: 'mine.json', value: '{}', diagnostics: [] } };
  const podman = preset('podman-5.4', '{"defaultAction":"SCMP_ACT_KILL"}');
  const whole = ({ asked: { source, text, target } }: State) => [source, text, target.runtime];
  const owns = (state: State) => select(state).profile.presets.filter(({ group }) => group === undefined);
  const LOG = '{"defaultAction":"SCMP_ACT_LOG"}';

  test.each<[what: string, messages: Message[], list: string[]]>([
    ['a preset alone', [podman], []],
    ['an own text', [own], ['Your own text']],
    ['a preset after it', [own, podman], ['Your own text, kept']],
    ['another preset after that', [own, podman, preset('docker-26.1')], ['Your own text, kept']],
    ['a preset after a file', [file, podman], ['mine.json, kept']],
    ['another own text beside it', [own, podman, file], ['mine.json', 'Your own text, kept']],
    ['which takes its place', [own, podman, file, preset('docker-26.1')], ['mine.json, kept']],
    ['the text again', [own, podman, { kind: 'own' }], ['Your own text']],
  ])('the list after %s', (_, messages, list) => {
    expect(owns(later(docker, ...messages)).map(({ label }) => label)).toEqual(list);
  });

  test.each<[what: string, messages: Message[], is: unknown[]]>([
    ['the own text', [own, podman, { kind: 'own' }], [{}, LOG, 'runc']],
    ['a file', [file, podman, { kind: 'own' }], [{ name: 'mine.json' }, '{}', 'runc']],
    [
      'the own text, with the runtime that was chosen since',
      [own, podman, { kind: 'runtime', runtime: 'libseccomp' }, { kind: 'own' }],
      [{}, LOG, 'libseccomp'],
    ],
    ['the own text, by the editor’s undo', [own, podman, { kind: 'text', text: LOG }], [{}, LOG, 'runc']],
    [
      'the preset, by the editor’s undo',
      [podman, { kind: 'text', text: docker.asked.text }],
      [{ preset: 'docker-26.1' }, docker.asked.text, 'runc'],
    ],
    [
      'the preset, by its undo and what makes that again',
      [podman, { kind: 'text', text: docker.asked.text }, { kind: 'text', text: podman.text }],
      [{ preset: 'podman-5.4' }, podman.text, 'crun'],
    ],
    [
      'the preset that a letter was typed into',
      [
        { kind: 'text', text: `${docker.asked.text} ` },
        { kind: 'text', text: docker.asked.text },
      ],
      [{ preset: 'docker-26.1' }, docker.asked.text, 'runc'],
    ],
    ['the own text after a file, by Undo', [own, file, { kind: 'undo' }], [{}, LOG, 'runc']],
    ['nothing where nothing was kept', [{ kind: 'own' }, { kind: 'undo' }], whole(docker)],
  ])('%s', (_, messages, is) => expect(whole(later(docker, ...messages))).toEqual(is));

  test('a link that takes the place of an own text leaves it in the list', () => {
    const opening = { link: { ...docker.opened.link, profile: 'talk-2016' }, text: talkText };
    const state = later(docker, own, { kind: 'open', opening });
    expect(owns(state).map(({ label }) => label)).toEqual(['Your own text, kept']);
    expect(whole(later(state, { kind: 'own' }))).toEqual([{}, LOG, 'runc']);
  });

  test('mending says so, with the way back and forth, until the text is another', () => {
    const undo = (state: State) => select(state).profile.undo;
    const mended = later(talk, { kind: 'fix-all' });
    const back = later(mended, { kind: 'undo' });
    const again = later(back, { kind: 'undo' });
    expect([undo(mended), undo(back), undo(again)]).toEqual([
      { of: 'text', words: 'Fixed.', button: 'Undo' },
      { of: 'text', words: 'Undone.', button: 'Redo' },
      { of: 'text', words: 'Fixed.', button: 'Undo' },
    ]);
    expect([whole(back), whole(again)]).toEqual([whole(talk), whole(mended)]);
    expect([undo(later(mended, ask('dup'))), undo(later(mended, own)), undo(later(mended, podman))]).toEqual([
      undo(mended),
      undefined,
      undefined,
    ]);
  });

  test('the editor’s undo of a mending brings the preset’s name back', () => {
    expect(whole(later(talk, { kind: 'fix-all' }, { kind: 'text', text: talkText }))).toEqual(whole(talk));
  });
});

describe('what the list of capabilities says of --privileged', () => {
  const OWN: Message = { kind: 'text', text: '{"defaultAction":"SCMP_ACT_ALLOW"}' };
  test.each<[stack: string, own: boolean, label: string]>([
    ['docker-29.9', false, '--privileged, all, no seccomp'],
    ['docker-29.9', true, '--privileged, all'],
    ['docker-26.1', true, '--privileged, all, no seccomp'],
    ['kubernetes-1.36', true, 'privileged: true, all, no seccomp'],
  ])('%s, a profile of one’s own: %s', async (id, own, label) => {
    const stack = await opened(stackLink(stackOf(id) ?? expect.fail(id)));
    const sets = select(own ? later(stack, OWN) : stack).target.capabilitySets;
    expect(sets.find(({ value }) => value === 'privileged')?.label).toBe(label);
  });
});

describe('--privileged', () => {
  const privileged = later(docker, { kind: 'capabilities', capabilities: CAPABILITIES, privileged: true });

  test('turns seccomp off, and says so', () => {
    const view = select(later(privileged, ask('swapon')));
    expect([headline(view), plain(view.ask.answered?.why ?? []), view.target.capabilitySet]).toEqual([
      'swapon, call 167 of x86_64: Allowed, without a filter',
      '--privileged turns seccomp off: the container runs without a filter, whatever the profile contains.',
      'privileged',
    ]);
  });

  const DROPS = '--privileged turns seccomp off: the container runs without a filter, whatever the profile contains.';
  const OWN: Message = { kind: 'text', text: '{"defaultAction":"SCMP_ACT_ALLOW"}' };
  const NO_RULE = 'No rule names keyctl on x86_64, so defaultAction on line 1 applies.';
  test.each<[stack: string, own: boolean, why: string]>([
    ['docker-26.1', false, DROPS],
    ['docker-26.1', true, DROPS],
    [
      'docker-27.3',
      false,
      '--privileged turns the default profile off: the container runs without a filter. A profile of your own would apply.',
    ],
    ['docker-27.3', true, NO_RULE],
    [
      'podman-6.1',
      false,
      '--privileged turns the default profile off: the container runs without a filter. A profile of your own would apply.',
    ],
    ['podman-6.1', true, NO_RULE],
    [
      'kubernetes-1.36',
      false,
      'privileged: true turns seccomp off: the container runs without a filter, whatever the profile contains.',
    ],
    [
      'cri-o-1.33',
      true,
      'privileged: true turns seccomp off: the container runs without a filter, whatever the profile contains.',
    ],
  ])('%s, a profile of one’s own: %s, says who leaves the filter out', async (id, own, why) => {
    const link = { ...stackLink(stackOf(id) ?? expect.fail(id)), call: 'keyctl', privileged: true };
    const stack = await opened({ ...link, capabilities: CAPABILITIES });
    expect(plain(select(own ? later(stack, OWN) : stack).ask.answered?.why ?? [])).toBe(why);
  });

  test('is gone with the next choice of capabilities', () => {
    const without = later(privileged, { kind: 'capability', capability: 'CAP_SYS_ADMIN', on: false });
    expect([linkOf(privileged).privileged, linkOf(without).privileged]).toEqual([true, false]);
  });
});

describe('the link', () => {
  const opening = { link: { ...docker.opened.link, profile: 'talk-2016', call: 'mkdir' }, text: talkText };

  test('that comes after the reader has begun leaves what was changed, and opens the rest', () => {
    const begun = later(docker, { kind: 'capabilities', capabilities: [] });
    const state = later(begun, { kind: 'open', opening, over: docker.opened.link });
    expect(linkOf(state)).toEqual({ ...opening.link, capabilities: [] });
    expect([state.asked.text, state.changed]).toEqual([talkText, true]);
  });

  test('that comes after the reader has typed leaves the text', () => {
    const begun = later(docker, { kind: 'text', text: '{}' });
    const state = later(begun, { kind: 'open', opening, over: docker.opened.link });
    expect(linkOf(state)).toEqual({ ...opening.link, profile: undefined, text: '{}' });
  });

  test.each<[string, boolean]>([
    ['the first, nothing changed', true],
    ['a later one', false],
  ])('%s opens all of its state', (_, initial) => {
    const begun = initial ? docker : later(docker, { kind: 'capabilities', capabilities: [] });
    expect(linkOf(later(begun, { kind: 'open', opening, over: initial ? docker.opened.link : undefined }))).toEqual(
      opening.link,
    );
  });

  test('says the state', () => {
    expect(linkOf(later(docker, ask('mkdir'), { kind: 'choose', choices: { on: 'SCMP_ARCH_X86' } }))).toMatchObject({
      profile: 'docker-26.1',
      text: undefined,
      call: 'mkdir',
      on: 'SCMP_ARCH_X86',
    });
    expect(linkOf(later(talk, { kind: 'text', text: '{}' }))).toMatchObject({ profile: undefined, text: '{}' });
  });

  test('is written only once the reader has changed something', () => {
    expect(docker.changed).toBe(false);
    expect(update(docker, ask('mkdir')).changed).toBe(true);
  });
});

test.each([
  ['each in its line', (lines: readonly string[]) => lines.join('\n')],
  ['joined by a field of one line', (lines: readonly string[]) => lines.join('')],
])('of several lines of strace, the first that was refused is asked about: %s', (_, join) => {
  const refused = '[pid 7] unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)';
  const lines = [
    'openat(AT_FDCWD, "/x(", O_RDONLY) = 3',
    '[pid 71] close(3) = 0',
    refused,
    'poll([{fd=3}], 1, 0) = 0 (Timeout)',
    'exit_group(1) = ?',
  ];
  const asked = later(docker, ask(join(lines)));
  const { ask: shown, trace } = select(asked);
  expect([asked.asked.call, shown.answered?.headline, trace, asked.asked.trace, asked.isLed]).toEqual([
    refused,
    'Refused: EPERM',
    { shown: undefined, lines: 5 },
    lines,
    true,
  ]);
});

test.each([
  ['a record of a kill', 'sig=31 arch=c000003e syscall=250 compat=0 code=0x80000000', 'stopped this call with SIGSYS'],
  ['a record of an error', 'sig=0 arch=c000003e syscall=250 compat=0 code=0x50001', 'refused this call with an error'],
  [
    'a record of a call that ran',
    'sig=0 arch=c000003e syscall=250 compat=0 code=0x7ffc0000',
    'logged this call and let it run',
  ],
])('%s is asked about by its call, and what the log says of it stands above', (_, words, said) => {
  const asked = later(docker, ask(`audit: type=1326 audit(1.2:3): ${words}`));
  const told = select(asked).notices.map(({ message }) => message);
  expect([asked.asked.call, told]).toEqual(['x86_64: keyctl', [`In the log, a filter ${said}.`]]);
});

describe('a profile of the reader’s own', () => {
  const OWN = '{"defaultAction":"SCMP_ACT_ALLOW"}';
  const text = (typed: string): Message => ({ kind: 'text', text: typed });
  const shown = (state: State) => [
    state.asked.call,
    select(state).strip,
    select(state).ask.problems.map(({ code }) => code),
  ];
  const starts = '✓ Containers start';

  test.each<[what: string, state: State, call: string, strip: readonly string[], problems: readonly string[]]>([
    ['is not asked what the page opens with', later(docker, text(OWN)), '', [starts], []],
    [
      'nor is one from a file',
      later(docker, { kind: 'file', file: { name: 'a.json', value: OWN, diagnostics: [] } }),
      '',
      [starts],
      [],
    ],
    ['nor one that is pasted in the room made for it', later(docker, { kind: 'clear' }, text(OWN)), '', [starts], []],
    ['nor one that is pasted where all was deleted', later(docker, text(''), text(OWN)), '', [starts], []],
    [
      'is asked what the reader asked before',
      later(docker, ask('mkdir'), text(OWN)),
      'mkdir',
      [starts, '✓ Allowed · mkdir'],
      [],
    ],
    [
      'and what the reader asks of it',
      later(docker, text(OWN), ask(docker.asked.call), text(`${OWN} `), { kind: 'clear' }, text(OWN)),
      docker.asked.call,
      [starts, `✓ Allowed · ${docker.asked.call}`],
      [],
    ],
    [
      'a default that is changed is asked the same',
      later(docker, text(docker.asked.text.replace('"mkdir",', ''))),
      docker.asked.call,
      [starts, `✕ Refused: EPERM · ${docker.asked.call}`],
      [],
    ],
    [
      'one of the site’s after it is asked that again',
      later(docker, text(OWN), preset('docker-26.1')),
      docker.asked.call,
      [`✕ Refused: EPERM · ${docker.asked.call}`],
      [],
    ],
    ['no question, and no profile to start with', later(docker, ask('')), '', ['No call given.'], ['call-missing']],
    [
      'one that the runtime refuses starts nothing',
      later(docker, text('{"defaultAction":"SCMP_ACT_ALLOW",}')),
      '',
      ['No call given.'],
      ['call-missing'],
    ],
  ])('%s', (_, state, call, strip, problems) => {
    expect(shown(state)).toEqual([call, strip, problems]);
  });

  test('that gives way to room for another comes back', () => {
    const own = later(docker, text(OWN));
    const empty = later(own, { kind: 'clear' });
    const back = later(empty, { kind: 'undo' });
    expect(
      [empty, back].map((state) => [state.asked.text, select(state).profile.title, select(state).profile.undo]),
    ).toEqual([
      ['', 'Your own text', { of: 'text', words: 'Cleared. Paste your profile here.', button: 'Undo' }],
      [OWN, 'Your own text', { of: 'text', words: 'Undone.', button: 'Redo' }],
    ]);
    expect(later(empty, { kind: 'own' }).asked.text).toBe(OWN);
  });
});

test('fixes that overlap are made one at a time', () => {
  const fix = (start: number, end: number) => ({
    code: 'x',
    severity: 'error' as const,
    message: '',
    fix: [{ start, end, text: '' }],
  });
  expect(separateEdits([fix(0, 2), fix(1, 3), fix(3, 4)]).map(({ start }) => start)).toEqual([0, 3]);
});

function preset(id: string, text = docker.asked.text): Extract<Message, { kind: 'preset' }> {
  return { kind: 'preset', id, text };
}

describe('a profile whose text has to be fetched', () => {
  const chosen = update(docker, { kind: 'fetch', id: 'podman-5.4' });
  const shows = (state: State) => {
    const { missing, ask, table, profile } = select(state);
    return [profile.preset, missing, ask.answered?.headline, table === undefined];
  };
  const what = 'Podman’s default 5.4';

  test('is chosen at once; what answered before goes when its text takes long, and says why it does not come', () => {
    const late = update(chosen, { kind: 'late' });
    const failed = update(late, { kind: 'trouble', trouble: 'unreachable' });
    expect([chosen, late, failed].map(shows)).toEqual([
      ['podman-5.4', undefined, select(docker).ask.answered?.headline, false],
      ['podman-5.4', { what, trouble: undefined }, undefined, true],
      ['podman-5.4', { what, trouble: 'unreachable' }, undefined, true],
    ]);
  });

  test('answers once it is there, also to what was asked meanwhile', async () => {
    const failed = update(update(chosen, { kind: 'late' }), { kind: 'trouble', trouble: 'unreachable' });
    const asked = settled(update(failed, { kind: 'ask', call: 'mkdir' }));
    const text = await presetText('podman-5.4');
    const there = settled(update(asked, { kind: 'fetched', id: 'podman-5.4', text }));
    expect([shows(asked), shows(there), select(there).target.runtime]).toEqual([
      ['podman-5.4', { what, trouble: 'unreachable' }, undefined, true],
      ['podman-5.4', undefined, 'Allowed', false],
      'crun',
    ]);
  });

  test('gives way to any other text, and comes no more', async () => {
    const typing = later(chosen, { kind: 'text', text: '{"defaultAction":"SCMP_ACT_ALLOW"}' }, ask('mkdir'));
    const text = await presetText('podman-5.4');
    const late = update(typing, { kind: 'fetched', id: 'podman-5.4', text });
    expect([shows(typing), late === typing]).toEqual([['', undefined, 'Allowed', false], true]);
  });

  test('of a link leaves the state before it without an answer, and opens it once it is there', async () => {
    const opening = { ...docker.opened, link: { ...docker.opened.link, profile: 'podman-5.4', call: 'keyctl' } };
    const waits = update(docker, { kind: 'open', opening: { ...opening, text: '', unfetched: true } });
    const text = await presetText('podman-5.4');
    const there = settled(update(waits, { kind: 'fetched', id: 'podman-5.4', text }));
    expect([shows(waits), shows(there), there.asked.call]).toEqual([
      ['podman-5.4', { what, trouble: undefined }, undefined, true],
      ['podman-5.4', undefined, select(there).ask.answered?.headline, false],
      'keyctl',
    ]);
  });
});

describe('a profile of one line', () => {
  const ONE =
    '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","write","accept4","exit_group"],"action":"SCMP_ACT_ALLOW"}]}';
  const text = (typed: string): Message => ({ kind: 'text', text: typed });
  const shown = (state: State) => {
    const { profile } = select(state);
    return [profile.text.split('\n').length, profile.isCrowded, profile.undo?.words, profile.undo?.button];
  };

  test('is laid out in one step, and the answer names the line of it that decided', () => {
    const one = later(docker, text(ONE), ask('accept4'));
    const formatted = later(one, { kind: 'format' });
    const back = later(formatted, { kind: 'undo' });
    expect([one, formatted, back, later(back, { kind: 'undo' })].map(shown)).toEqual([
      [1, true, undefined, undefined],
      [9, false, 'Formatted.', 'Undo'],
      [1, true, 'Undone.', 'Redo'],
      [9, false, 'Formatted.', 'Undo'],
    ]);
    expect([one, formatted].map((state) => [state.asked.call, state.answer.call.litLines])).toEqual([
      ['accept4', [1]],
      ['accept4', [5]],
    ]);
    expect(back.asked.text).toBe(ONE);
  });

  test.each<[why: string, state: State]>([
    ['it is no JSON yet', later(docker, text(ONE.slice(0, -1)))],
    ['it has a comment', later(docker, text(`${ONE}\n// mine`))],
    ['its answer is on its way', update(docker, text(ONE))],
    ['it stands in a chapter', { ...later(docker, text(ONE)), mode: 'embedded' }],
    ['its lines are short', docker],
  ])('is not offered to be where %s', (_, state) => {
    expect(select(state).profile.isCrowded).toBe(false);
  });
});
