import { expect, test, vi } from 'vitest';
import { loadTables } from '../../../src/engine/linux/index.ts';
import { init, tablesWanted, update } from '../../../src/islands/seccomp/model.ts';
import type { State } from '../../../src/islands/seccomp/State.ts';
import { select } from '../../../src/islands/seccomp/select.ts';
import { SECCOMP_LINK_DEFAULTS } from '../../../src/share/seccompLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

// As in a page, which begins with x86's tables alone.
vi.mock('#tables', () => import('../../../src/engine/linux/tables/inPage.ts'));

const TEXT =
  '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["clone","clone3","socket"],"action":"SCMP_ACT_ALLOW"}]}';
const opening = { link: { ...SECCOMP_LINK_DEFAULTS, call: 'clone' }, text: TEXT };

/** "allow | what is to be known", or what is wrong with the question. */
function shown(state: State): string {
  const { ask, status } = select(state);
  return `${ask.answered?.tone ?? ask.problems.map(({ code }) => code).join()} | ${status ?? ''}`;
}

test('another family is asked for, and answers when it is there', async () => {
  let state = update(init('page', opening), { kind: 'arch', arch: 'SCMP_ARCH_S390X' });
  expect([shown(state), tablesWanted(state)]).toEqual([
    'allow | The system calls of s390x are on their way.',
    ['SCMP_ARCH_S390X'],
  ]);
  await loadTables(tablesWanted(state));
  state = update(state, { kind: 'tables' });
  expect([shown(state), tablesWanted(state), select(state).ask.answered?.asked]).toEqual([
    'allow | ',
    [],
    'clone, call 120 of s390x',
  ]);
});

test('a profile may name another family', async () => {
  const text = TEXT.replace('{', '{"architectures":["SCMP_ARCH_AARCH64"],');
  let state = update(init('page', opening), { kind: 'text', text });
  expect([tablesWanted(state), select(state).status]).toEqual([
    ['SCMP_ARCH_AARCH64'],
    'The system calls of aarch64 are on their way.',
  ]);
  await loadTables(tablesWanted(state));
  state = update(state, { kind: 'tables' });
  expect([tablesWanted(state), select(state).table?.abis.map(({ label }) => label)]).toEqual([
    [],
    ['x86_64', 'aarch64'],
  ]);
});

test('so may a question', async () => {
  let state = update(init('page', opening), { kind: 'ask', call: 'mips: socketcall(1)' });
  expect([shown(state), tablesWanted(state)]).toEqual(['architecture-loading | ', ['SCMP_ARCH_MIPS']]);
  await loadTables(tablesWanted(state));
  state = update(state, { kind: 'tables' });
  expect([shown(state), plain(select(state).ask.answered?.why ?? [])]).toEqual([
    'deny | ',
    'The filter does not know the ABI mips. libseccomp kills a thread that makes a call of an ABI it was not told of.',
  ]);
});
