import { type Arch, firstKernel, knownSince, loadKernels, loadTables, MACHINES } from '../../engine/linux/index.ts';
import { kernelCapability } from '../../engine/seccomp/index.ts';
import { whereWords } from '../../islands/stack/words/whereWords.ts';
import { callFacts } from '../../islands/stack/worker/callFacts.ts';
import { defaultFilters, type StackFilter } from '../../islands/stack/worker/stackFilters.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import { STACK_TABLE_DEFAULTS, writeStackTableLink } from '../../share/stackTableLink.ts';
import { newestDocker } from '../newestDocker.ts';
import { answerWords, inRow } from './answerWords.ts';
import { ABIS, type Abi, allCalls, type NamedCall } from './callNames.ts';
import { argumentsByAbi, numbersByAbi, type OnAbis } from './callNumbers.ts';
import { abiToken, type CallVerdict, callVerdicts } from './callVerdicts.ts';
import { type ProfileRun, profileRuns } from './profileRuns.ts';

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
export interface CallEntry extends NamedCall {
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
export const OLDEST_LIBSECCOMP = '2.5.1';

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
