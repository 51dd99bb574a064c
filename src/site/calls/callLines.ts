import { type Arch, firstKernel, knownSince, loadKernels, loadTables, MACHINES } from '../../engine/linux/index.ts';
import { kernelCapability } from '../../engine/seccomp/index.ts';
import { whereWords } from '../../islands/stack/words/libcWords.ts';
import { callFacts, defaultFilters, type StackFilter } from '../../islands/stack/worker/callFacts.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import { STACK_TABLE_DEFAULTS, writeStackTableLink } from '../../share/stackTableLink.ts';
import { newestDocker } from '../capabilityTable.ts';
import {
  abiToken,
  abiWords,
  argumentsByAbi,
  type CallVerdict,
  callVerdicts,
  numbersByAbi,
  type OnAbis,
} from './callNumbers.ts';
import {
  ABIS,
  type Abi,
  allCalls,
  answerWords,
  inRow,
  type NamedCall,
  type ProfileRun,
  profileRuns,
} from './profileRuns.ts';

/** Stacks whose own default answers a call alike, in words. */
interface StackAnswer {
  answer: string;
  where: string;
}

const cache = new Map<Arch, Promise<readonly StackFilter[]>>();

function filtersOn(machine: Arch): Promise<readonly StackFilter[]> {
  const filters = cache.get(machine) ?? defaultFilters(machine);
  cache.set(machine, filters);
  return filters;
}

/** Every argument that the question leaves open. */
const ANY = { args: [0n, 0n, 0n, 0n, 0n, 0n], leftOut: [0, 1, 2, 3, 4, 5] };

/** What the filters of all stacks answer to a call, the most frequent answer first. */
async function stackAnswers({ machine, arch }: Abi, syscall: number): Promise<readonly StackAnswer[]> {
  const facts = callFacts(await filtersOn(machine), { arch, syscall, ...ANY });
  const byAnswer = Map.groupBy(facts, ({ answers }) =>
    answers.length === 0 ? 'no container starts' : inRow(answerWords(answers, arch)),
  );
  return [...byAnswer]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([answer, alike]) => ({
      answer,
      where: byAnswer.size === 1 ? 'every stack' : whereWords(alike.map(({ stack }) => stack)),
    }));
}

/** All that the reference tells of a system call. */
interface CallEntry extends NamedCall {
  /** The ABI that the verdicts are for: x86_64’s own where it has the call. */
  abi: Abi;
  /** The kernel that brought it; undefined where no source tells. */
  since: string | undefined;
  /** The first release of libseccomp asked that knows the name; undefined: the oldest that was asked knows it. */
  libseccomp: string | undefined;
  verdict: CallVerdict;
  /** ABIs on which Docker’s default answers something else. */
  otherwise: readonly OnAbis[];
  /** The kernel asks for one of these itself, whatever the filter says. */
  kernelAsks: readonly string[];
  byNumber: readonly OnAbis[];
  byArguments: readonly OnAbis[];
  stacks: readonly StackAnswer[];
  profiles: readonly ProfileRun[];
  /** The same question in the profile checker and in the stack table, as fragments without `#`. */
  links: { checker: string; table: string };
}

/** The oldest release of libseccomp that was asked (content/data/syscalls/libseccomp.json). */
const OLDEST_LIBSECCOMP = '2.5.1';

async function entryOf(call: NamedCall): Promise<CallEntry> {
  const { name, numbers } = call;
  const abi = ABIS.find(({ arch }) => numbers.has(arch));
  const syscall = abi && numbers.get(abi.arch);
  if (abi === undefined || syscall === undefined) throw new Error(`${name} is of no machine that Docker knows.`);
  const verdicts = await callVerdicts();
  const verdict = verdicts.get(abi.arch)?.get(name);
  if (verdict === undefined) throw new Error(`${name} has no verdict.`);
  const asked = abi.arch === abi.machine ? name : `${abiToken(abi.arch)}: ${name}`;
  return {
    ...call,
    ...{ abi, verdict },
    since: firstKernel(name),
    libseccomp: knownSince(name, OLDEST_LIBSECCOMP),
    otherwise: otherwise(call, abi, verdict, verdicts),
    kernelAsks: kernelCapability({ arch: abi.arch, syscall }, { capabilities: [] }) ?? [],
    byNumber: numbersByAbi(call),
    byArguments: argumentsByAbi(call),
    stacks: await stackAnswers(abi, syscall),
    profiles: await profileRuns(abi, name),
    links: {
      checker: await writeSeccompLink({ ...stackLink(newestDocker.stack), arch: abi.machine, call: asked }),
      table: await writeStackTableLink({ ...STACK_TABLE_DEFAULTS, arch: abi.machine, call: asked }),
    },
  };
}

/** MIPS numbers its errors in another way, and Docker has no packages for it: what it answers there is told only of calls that no other machine has. */
function otherwise(
  { name }: NamedCall,
  { arch: shown }: Abi,
  verdict: CallVerdict,
  verdicts: ReadonlyMap<string, ReadonlyMap<string, CallVerdict>>,
): readonly OnAbis[] {
  const words = ({ answers }: CallVerdict) => inRow(answers);
  const others = ABIS.flatMap(({ machine, arch }) => {
    const other = verdicts.get(arch)?.get(name);
    const isAlike = other === undefined || words(other) === words(verdict);
    return isAlike || arch === shown || machine === 'SCMP_ARCH_MIPS64' ? [] : [{ arch, what: words(other) }];
  });
  return [...Map.groupBy(others, ({ what }) => what)].map(([what, alike]) => ({
    what,
    abis: alike.map(({ arch }) => abiToken(arch)),
  }));
}

let entries: Promise<readonly CallEntry[]> | undefined;

/** Every system call of every architecture, by name; worked out once. */
export function callEntries(): Promise<readonly CallEntry[]> {
  entries ??= makeEntries();
  return entries;
}

async function makeEntries() {
  await Promise.all([
    loadKernels(),
    loadTables(
      MACHINES.map(({ arch }) => arch),
      OLDEST_LIBSECCOMP,
    ),
  ]);
  return Promise.all(allCalls().map(entryOf));
}

/** A line of what is told of a call: a name, and texts of which each stands for itself; `code`: they are C. */
interface CallLine {
  name: string;
  texts: readonly string[];
  code?: true;
}

/** What a row of the table has no room for. */
export function callLines(entry: CallEntry): readonly CallLine[] {
  const { byArguments, byNumber, since, libseccomp, verdict, kernelAsks, otherwise, stacks, profiles, abi } = entry;
  const onAbis = (abis: readonly string[]) => (abis.length === entry.numbers.size ? '' : ` on ${abiWords(abis)}`);
  const lines: CallLine[] = [
    { name: 'Arguments', texts: byArguments.map(({ what, abis }) => `${what}${onAbis(abis)}`), code: true },
    { name: 'Numbers', texts: byNumber.map(({ what, abis }) => `${what} on ${abis.join(', ')}`) },
    {
      name: 'Known since',
      texts: [
        since === undefined ? 'no source tells which kernel brought it' : `Linux ${since}`,
        libseccomp === undefined ? `libseccomp ${OLDEST_LIBSECCOMP} or older` : `libseccomp ${libseccomp}`,
      ],
    },
    { name: 'Rule for', texts: [...verdict.machines] },
    {
      name: 'Kernel asks',
      texts: kernelAsks.length > 0 ? [`for ${kernelAsks.join(' or ')}, whatever the filter says`] : [],
    },
    { name: 'Elsewhere', texts: otherwise.map(({ what, abis }) => `${what} on ${abiWords(abis)}`) },
    { name: 'Stacks', texts: stacks.map(({ answer, where }) => `${answer} on ${where}`) },
    { name: 'Docker’s profiles', texts: profiles.map(({ answer, releases }) => `${answer} in ${releases}`) },
  ];
  const told = lines.filter(({ texts }) => texts.length > 0);
  return abi.arch === 'SCMP_ARCH_X86_64' ? told : [{ name: 'Answers for', texts: [machineWords(entry)] }, ...told];
}

const machineWords = ({ abi: { arch, machine } }: CallEntry): string =>
  arch === machine ? `${abiToken(machine)} machines` : `${abiToken(arch)} programs on ${abiToken(machine)} machines`;
