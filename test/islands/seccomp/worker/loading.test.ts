import { expect, test, vi } from 'vitest';
import { type Arch, loadTables } from '../../../../src/engine/linux/index.ts';
import type { Message, State } from '../../../../src/islands/seccomp/state/Message.ts';
import { update } from '../../../../src/islands/seccomp/state/model.ts';
import { isWaiting, questionOf, tablesWanted } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { callSignature, completeCall } from '../../../../src/islands/seccomp/words/completions/completeCall.ts';
import { profileCompletions } from '../../../../src/islands/seccomp/words/completions/profileCompletions.ts';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { answerLoaded } from '../../../../src/islands/seccomp/worker/answerLoaded.ts';
import { answerQuestion } from '../../../../src/islands/seccomp/worker/answerQuestion.ts';
import { SECCOMP_LINK_DEFAULTS, type SeccompLink } from '../../../../src/share/seccompLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { opens } from '../stories.ts';

// As in a page, which begins with x86's tables alone. They only grow: each test asks for families of its own.
vi.mock('#tables', () => import('../../../../src/engine/linux/tables/inPage.ts'));

const TEXT =
  '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["clone","clone3","socket"],"action":"SCMP_ACT_ALLOW"}]}';
const opened = (link: Partial<SeccompLink> = {}) =>
  opens({ link: { ...SECCOMP_LINK_DEFAULTS, call: 'clone', ...link }, text: TEXT });

/** "allow | what is to be known", what is wrong with the question, or what the answer waits for. */
function shown(state: State): string {
  const { ask, status, missing } = select(state);
  if (missing) return `${ask.answered ? 'an answer' : 'no answer'} | waits for ${missing.what}`;
  return `${ask.answered?.tone ?? ask.problems.map(({ code }) => code).join()} | ${status ?? ''}`;
}

/** The state once the engine has answered, which loads what it needs. */
async function answered(state: State): Promise<State> {
  const question = questionOf(state);
  const { reply } = await answerLoaded(question);
  return update(state, { kind: 'answered', question, reply });
}

test.each<[what: string, message: Message, late: string, wanted: Arch[], asked: string | undefined, abis: string[]]>([
  [
    'a target of another family',
    { kind: 'arch', arch: 'SCMP_ARCH_S390X' },
    'no answer | waits for the system calls of s390x',
    ['SCMP_ARCH_S390X'],
    'clone, call 120 of s390x',
    ['s390x'],
  ],
  [
    'a profile that names another',
    { kind: 'text', text: TEXT.replace('{', '{"architectures":["SCMP_ARCH_AARCH64"],') },
    'no answer | waits for the answer',
    [],
    'clone, call 56 of x86_64',
    ['x86_64', 'aarch64'],
  ],
  [
    'a question about another',
    { kind: 'ask', call: 'mips: socketcall(1)' },
    'no answer | waits for the system calls of mips',
    ['SCMP_ARCH_MIPS'],
    'socketcall, call 4102 of mips',
    ['x86_64'],
  ],
])('%s is answered once its tables are there', async (_, message, late, wanted, asked, abis) => {
  const before = update(update(opened(), message), { kind: 'late' });
  expect([shown(before), tablesWanted(before)]).toEqual([late, wanted]);
  const after = await answered(before);
  const view = select(after);
  expect([view.status, tablesWanted(after)]).toEqual([undefined, []]);
  expect([view.ask.answered?.asked, view.table?.abis.map(({ label }) => label)]).toEqual([asked, abis]);
});

test('what was not answered for want of tables is asked again when they arrive', async () => {
  const first = opened({ arch: 'SCMP_ARCH_PPC64LE' });
  expect([shown(first), isWaiting(first), tablesWanted(first)]).toEqual([
    'no answer | waits for the system calls of ppc64le',
    false,
    ['SCMP_ARCH_PPC64LE'],
  ]);
  await loadTables(tablesWanted(first));
  const second = update(first, { kind: 'tables' });
  expect([isWaiting(second), questionOf(second).reads]).toEqual([true, 'table']);
  expect(shown(await answered(second))).toBe('depends | ');

  const asked = opened({ call: 'loongarch64: read' });
  expect([shown(asked), tablesWanted(asked)]).toEqual([
    'no answer | waits for the system calls of loongarch64',
    ['SCMP_ARCH_LOONGARCH64'],
  ]);
  await loadTables(tablesWanted(asked));
  const answer = select(await answered(update(asked, { kind: 'tables' }))).ask.answered;
  expect(plain(answer?.why ?? [])).toBe(
    'The filter has no rules for loongarch64, so it kills a thread that makes a call in that ABI.',
  );
});

test('tables that were not waited for ask nothing', async () => {
  const state = opened();
  expect(isWaiting(update(state, { kind: 'tables' }))).toBe(false);
});

test('a target without tables leaves no answer of another in sight', () => {
  const state = update(opened(), { kind: 'arch', arch: 'SCMP_ARCH_RISCV64' });
  const question = questionOf(state);
  const after = update(state, { kind: 'answered', question, reply: answerQuestion(question).reply });
  const { table, roads, findings } = select(after);
  expect([shown(after), table, roads, findings]).toEqual([
    'no answer | waits for the system calls of riscv64',
    undefined,
    undefined,
    undefined,
  ]);
});

test('what is offered while a reader writes waits for tables too', async () => {
  const place = {
    kind: 'value',
    path: ['syscalls', 'names'],
    present: [],
    beside: [],
    start: 0,
    end: 0,
    word: '',
    quoted: true,
  } as const;
  const offered = () => [
    completeCall('sock', 4, 'SCMP_ARCH_RISCV64', true)?.options.length,
    completeCall('socket(AF_VS', 12, 'SCMP_ARCH_RISCV64', true)?.options.length,
    callSignature('socket(', 7, 'SCMP_ARCH_RISCV64')?.call,
    profileCompletions(place, ['SCMP_ARCH_RISCV64']).length > 0,
  ];
  expect(offered()).toEqual([undefined, undefined, undefined, false]);
  await loadTables(['SCMP_ARCH_RISCV64']);
  expect(offered()).toEqual([5, 1, 'socket', true]);
});
