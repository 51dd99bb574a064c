import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  compareReleases,
  names,
  numberOf,
} from '../../engine/linux/index.ts';
import { type Answer, survey } from '../../engine/seccomp/index.ts';
import { DOCKER_RELEASES, type DockerRelease } from '../../instrument/presets/dockerReleases.ts';
import { actionWords } from '../../instrument/words/actionWords.ts';
import { stackLink } from '../../share/seccompLink.ts';
import { linkFilter, newestDocker } from '../capabilityTable.ts';

/** What a filter answers in words, each once, "allowed" first: "allowed", "EPERM". */
export function answerWords(answers: readonly Answer[], arch: Arch): readonly string[] {
  const words = [...new Set(answers.map((answer) => actionWords(answer, arch).word))];
  return words.sort((a, b) => Number(b === 'allowed') - Number(a === 'allowed') || a.localeCompare(b, 'en'));
}

/** The same in a row: "allowed or EPERM". */
export const inRow = (words: readonly string[]): string => words.join(' or ');

/** A system call with its number on every ABI that has it, as seccomp_data.nr (x32: with bit 30). */
export interface NamedCall {
  name: string;
  numbers: ReadonlyMap<Arch, number>;
}

/** Every call of every ABI that the engine knows, by name. */
export function allCalls(): readonly NamedCall[] {
  const found = new Map<string, Map<Arch, number>>();
  for (const { arch } of ARCHITECTURES) {
    for (const name of names(arch)) {
      const numbers = found.get(name) ?? new Map<Arch, number>();
      const number = numberOf(arch, name);
      if (number !== undefined) numbers.set(arch, number);
      found.set(name, numbers);
    }
  }
  return [...found]
    .map(([name, numbers]) => ({ name, numbers }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** Machines that Docker’s own table of architectures has (moby, profiles/seccomp), those of its packages first, with the ABIs that a program may use there. */
const MACHINES = [
  'SCMP_ARCH_X86_64',
  'SCMP_ARCH_AARCH64',
  'SCMP_ARCH_RISCV64',
  'SCMP_ARCH_PPC64LE',
  'SCMP_ARCH_S390X',
  'SCMP_ARCH_MIPS64',
] as const satisfies readonly Arch[];

/** An ABI, and the machine on which its programs run. */
export interface Abi {
  machine: Arch;
  arch: Arch;
}

/** Each ABI once, on the machine that people have; the first that has a call is the one that the table answers for. */
export const ABIS: readonly Abi[] = MACHINES.flatMap((machine) =>
  [machine, ...architectureOf(machine).subArchitectures].map((arch) => ({ machine, arch })),
);

/** Releases of Docker whose default answers a call alike. */
export interface ProfileRun {
  answer: string;
  releases: string;
}

/** Said where the profile gives no filter for the machine. */
const NO_START = 'no container starts';

type Answers = ReadonlyMap<string, string>;

const cache = new Map<Arch, Promise<readonly Answers[]>>();

/** What each of Docker’s defaults answers to each call of an ABI, the newest first, with the runtime and the kernel of the newest Docker. */
function answersOn({ machine, arch }: Abi): Promise<readonly Answers[]> {
  const known = cache.get(arch);
  if (known) return known;
  const link = { ...stackLink(newestDocker.stack), arch: machine };
  const made = Promise.all(
    DOCKER_RELEASES.map(async ({ name }): Promise<Answers> => {
      // The oldest are for x86_64 alone: elsewhere they give no filter.
      const filter = await linkFilter({ ...link, profile: `docker-${name}` }).catch(() => undefined);
      if (filter === undefined) return new Map();
      return new Map(
        survey(filter, arch).map(({ name: call, outcomes }) => [call, inRow(answerWords(outcomes, arch))]),
      );
    }),
  );
  cache.set(arch, made);
  return made;
}

/** The runs of Docker’s defaults by what they answer to a call, the newest first. */
export async function profileRuns(abi: Abi, call: string): Promise<readonly ProfileRun[]> {
  const answers = (await answersOn(abi)).map((each) => each.get(call) ?? NO_START);
  const starts = answers.flatMap((answer, at) => (answer === answers[at - 1] ? [] : [at]));
  return starts.map((start, at) => ({
    answer: answers[start] ?? '',
    releases: runWords(DOCKER_RELEASES.slice(start, starts[at + 1] ?? answers.length), start, starts[at + 1]),
  }));
}

/** `run`: the newest first; `start` 0: it goes on to today; `next` undefined: it goes back to the first. */
function runWords(run: readonly DockerRelease[], start: number, next: number | undefined): string {
  const oldest = run.at(-1);
  const [newest] = run;
  if (oldest === undefined || newest === undefined) return '';
  if (start === 0) return next === undefined ? 'every release' : sinceWords(oldest);
  if (next === undefined) return 'older releases';
  if (run.length === 1) return oldest.releases;
  return `${oldest.release} to ${LAST.exec(newest.releases)?.[0] ?? newest.name}`;
}

const LAST = /[\d.]+$/;

/** A profile that an older line has too: 23.0.7 has that of 24.0.3. */
function sinceWords({ release: state, releases }: DockerRelease): string {
  const isFirst = (releases.match(/\d[\d.]*/g) ?? []).every(
    (each) => compareReleases(each, state) >= 0 || state.startsWith(each),
  );
  return isFirst ? `${state} and newer` : `${releases} and newer`;
}
