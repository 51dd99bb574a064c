import { describe, expect, test } from 'vitest';
import { ARCHITECTURES, names, numberOf } from '../../../src/engine/linux/index.ts';
import { survey } from '../../../src/engine/seccomp/index.ts';
import { readSeccompLink } from '../../../src/share/seccompLink.ts';
import { readStackTableLink } from '../../../src/share/stackTableLink.ts';
import { callEntries, callLines } from '../../../src/site/calls/callLines.ts';
import { whyWords } from '../../../src/site/calls/callNumbers.ts';
import { answerWords, inRow } from '../../../src/site/calls/profileRuns.ts';
import { linkFilter } from '../../../src/site/capabilityTable.ts';
import { SEED } from '../../seed.ts';

const entries = await callEntries();
const entry = (name: string) => {
  const found = entries.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} has no row.`);
  return found;
};

describe('every call of every architecture', () => {
  test.each(ARCHITECTURES.map(({ arch }) => arch))('%s: each of its calls has a row with its number', (arch) => {
    const missing = names(arch).filter((name) => entry(name).numbers.get(arch) !== numberOf(arch, name));
    expect(missing).toEqual([]);
  });
  test('one row a name, in its order, and no row for a call that none has', () => {
    const told = entries.map(({ name }) => name);
    expect(told).toEqual([...new Set(ARCHITECTURES.flatMap(({ arch }) => names(arch)))].sort());
  });
});

/** Every nth of the rows from the seed’s on: some forty. */
const STEP = 13;
const sample = entries.filter((_, at) => at % STEP === SEED % STEP);

test(`the verdict shown is the engine’s answer to the question that the row opens (seed ${SEED})`, async () => {
  for (const { name, abi, verdict, links } of sample) {
    const { value: link, diagnostics } = await readSeccompLink(`#${links.checker}`);
    const filter = await linkFilter(link);
    const row = survey(filter, abi.arch).find((each) => each.name === name);
    const kinds = { allow: ['allowed'], depends: ['gated'], deny: ['gated', 'refused'] };
    expect(diagnostics).toEqual([]);
    expect([name, kinds[row?.summary ?? 'allow'].includes(verdict.kind), verdict.answers]).toEqual([
      name,
      true,
      answerWords(row?.outcomes ?? [], abi.arch),
    ]);
    const { value: table, diagnostics: problems } = await readStackTableLink(`#${links.table}`);
    expect([table.call, table.arch, problems]).toEqual([link.call, abi.machine, []]);
  }
});

test(`each capability that a row names changes the engine’s answer (seed ${SEED})`, async () => {
  const asked = entries.filter(({ verdict }) => verdict.capabilities.length > 0);
  for (const { name, abi, verdict, links } of asked.filter((_, at) => at % 4 === SEED % 4)) {
    const { value: link } = await readSeccompLink(`#${links.checker}`);
    const answers = async (capabilities: readonly string[]) => {
      const row = survey(await linkFilter({ ...link, capabilities }), abi.arch).find((each) => each.name === name);
      return inRow(answerWords(row?.outcomes ?? [], abi.arch));
    };
    for (const capability of verdict.capabilities) {
      const others = link.capabilities.filter((each) => each !== capability);
      expect([name, capability, await answers(others)]).not.toEqual([
        name,
        capability,
        await answers([...others, capability]),
      ]);
    }
  }
});

describe('why, in a cell', () => {
  test.each<[name: string, kind: string, why: string]>([
    ['mkdir', 'allowed', ''],
    ['chroot', 'allowed', 'with SYS_CHROOT, given by default'],
    ['ptrace', 'allowed', 'from Linux 4.8'],
    ['socket', 'gated', 'EPERM depending on family'],
    ['clone', 'gated', 'EPERM depending on clone_flags, without SYS_ADMIN'],
    ['clone3', 'gated', 'ENOSYS without SYS_ADMIN'],
    ['bpf', 'gated', 'EPERM without BPF or SYS_ADMIN'],
    ['keyctl', 'refused', 'EPERM: no rule'],
    ['file_getattr', 'refused', 'ENOSYS: above 466'],
    // Of programs of another ABI, and of another machine.
    ['socketcall', 'allowed', ''],
    ['s390_sthyi', 'refused', 'EPERM: no rule'],
  ])('%s is %s: %s', (name, kind, why) => {
    const { verdict } = entry(name);
    expect([verdict.kind, whyWords(verdict)]).toEqual([kind, why]);
  });
});

test('all that is told of a call', () => {
  expect(callLines(entry('clone3'))).toEqual([
    { name: 'Arguments', texts: ['clone3(struct clone_args *uargs, size_t size)'], code: true },
    {
      name: 'Numbers',
      texts: [
        '435 on x86_64, x86, aarch64, arm, riscv64, s390x, s390, ppc64le, ppc64, ppc, loongarch64',
        '4435 on mips, mipsel',
        '5435 on mips64, mipsel64',
        '6435 on mips64n32, mipsel64n32',
        '1073742259 on x32',
      ],
    },
    { name: 'Known since', texts: ['Linux 5.3', 'libseccomp 2.5.1 or older'] },
    {
      name: 'Stacks',
      texts: [
        'ENOSYS on Docker 20.10.5 and 20.10.17 or newer and every containerd listed here',
        'allowed on every Podman listed here and CRI-O 1.33',
        'EPERM on Docker 20.10.9',
      ],
    },
    {
      name: 'Docker’s profiles',
      texts: ['ENOSYS in 20.10.10 and newer', 'EPERM in 20.10.0 to 20.10.9', 'ENOSYS in older releases'],
    },
  ]);
  expect(callLines(entry('cachestat')).at(2)?.texts).toEqual(['Linux 6.5', 'libseccomp 2.5.4']);
  expect(callLines(entry('socketcall'))[0]).toEqual({
    name: 'Answers for',
    texts: ['x86 programs on x86_64 machines'],
  });
  expect(callLines(entry('swapcontext'))[0]).toEqual({ name: 'Answers for', texts: ['ppc64le machines'] });
  expect(callLines(entry('mount')).find(({ name }) => name === 'Kernel asks')?.texts).toEqual([
    'for CAP_SYS_ADMIN, whatever the filter says',
  ]);
  expect(callLines(entry('modify_ldt')).find(({ name }) => name === 'Elsewhere')?.texts).toEqual(['EPERM on ppc64le']);
});

/** The profiles of Docker’s releases, the newest first: what answered what. */
test.each<[name: string, runs: string]>([
  ['read', 'allowed in every release'],
  ['ptrace', 'allowed in 19.03.0 and newer, EPERM in older releases'],
  [
    'cachestat',
    'allowed in 25.0.3 and newer, ENOSYS in 25.0.0 to 25.0.2, allowed in 23.0.10 and later 23.0, ENOSYS in older releases',
  ],
  [
    'name_to_handle_at',
    'allowed in 24.0.3 and later 24.0, 23.0.7 to 23.0.9 and newer, EPERM in 23.0.0 to 23.0.6, 24.0.0 to 24.0.2, allowed in 20.10.26 and later 20.10, EPERM in older releases',
  ],
])('%s: %s', (name, runs) =>
  expect(
    entry(name)
      .profiles.map(({ answer, releases }) => `${answer} in ${releases}`)
      .join(', '),
  ).toBe(runs),
);
