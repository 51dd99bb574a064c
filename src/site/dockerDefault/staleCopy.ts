import rows from '../../../content/data/refusedWhy.json' with { type: 'json' };
import { type Arch, CAPABILITIES, errnoOf, isKnownName } from '../../engine/linux/index.ts';
import { compile } from '../../engine/seccomp/bpf/index.ts';
import { type SurveyRow, survey } from '../../engine/seccomp/index.ts';
import { presetOf } from '../../instrument/presets/presets.ts';
import { stackLink } from '../../share/seccompLink.ts';
import { linkFilter, newestDocker } from '../capabilityTable.ts';

/**
 * What a container gets of a call, with Docker's own capabilities: always, with some arguments, only with a capability more, or never.
 */
export type CallClass = 'allowed' | 'some' | 'gated' | 'refused';

export interface ClassedCall {
  name: string;
  class: CallClass;
  /** The ABI that was asked: x86_64, or x86 for a call that only 32-bit programs have. */
  arch: Arch;
  /** Of a call that arguments of 0 don't get through: the error. */
  errno: number | undefined;
  /** What its arguments decide, as text to compare. */
  decided: string;
}

const ABIS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'] as const;
const known = new Map<string, Promise<ReadonlyMap<string, ClassedCall>>>();

/**
 * Every call that libseccomp knows on an x86_64 machine, by name, under one of Docker's profiles. The machine is that of the newest Docker whatever the
 * profile's age, so that two profiles differ by their rules alone. Each is worked out once.
 */
export function callClasses(preset: string): Promise<ReadonlyMap<string, ClassedCall>> {
  const found = known.get(preset) ?? classesOf(preset);
  known.set(preset, found);
  return found;
}

async function classesOf(preset: string): Promise<ReadonlyMap<string, ClassedCall>> {
  const link = { ...stackLink(newestDocker.stack), stack: undefined, profile: preset };
  const [filter, open] = await Promise.all([linkFilter(link), linkFilter({ ...link, capabilities: CAPABILITIES })]);
  const calls = new Map<string, ClassedCall>();
  for (const arch of ABIS) {
    const opened = new Map(survey(open, arch).map((row) => [row.name, row]));
    for (const row of survey(filter, arch)) {
      if (calls.has(row.name) || !isKnownName(row.name, link.libseccomp)) continue;
      calls.set(row.name, classed(row, opened.get(row.name), arch));
    }
  }
  return calls;
}

function classed(row: SurveyRow, opened: SurveyRow | undefined, arch: Arch): ClassedCall {
  const [first] = row.outcomes;
  return {
    name: row.name,
    class: classOf(row.summary, opened?.summary ?? 'deny'),
    arch,
    errno: first?.action === 'ERRNO' ? first.data : undefined,
    decided: JSON.stringify(row.outcomes.map(decidedBy).sort()),
  };
}

function classOf(summary: SurveyRow['summary'], opened: SurveyRow['summary']): CallClass {
  if (summary === 'allow') return 'allowed';
  if (summary === 'depends') return 'some';
  return opened === 'deny' ? 'refused' : 'gated';
}

/** An outcome without its place in the text. */
function decidedBy({ action, data, reason }: SurveyRow['outcomes'][number]): string {
  const conditions = reason.kind === 'rule' ? reason.conditions : [];
  return JSON.stringify([action, data, conditions], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
}

/** The names of calls whose answer is another, by how. */
export interface ListChanges {
  /** That a container may make now. */
  added: readonly string[];
  /** That it may make now with a capability more. */
  gated: readonly string[];
  /** That it may no longer make, or only with a capability more. */
  taken: readonly string[];
  /** That no capability opens any longer. */
  closed: readonly string[];
  /** That it may make before and after, by other arguments. */
  changed: readonly string[];
}

type Calls = ReadonlyMap<string, ClassedCall>;

const passes = (call: ClassedCall | undefined) => call?.class === 'allowed' || call?.class === 'some';

/** What a profile answers otherwise than another. */
export function changesBetween(before: Calls, after: Calls): ListChanges {
  const names = (is: (old: ClassedCall | undefined, call: ClassedCall) => boolean) =>
    [...after.values()].filter((call) => is(before.get(call.name), call)).map(({ name }) => name);
  return {
    added: names((old, call) => passes(call) && !passes(old)),
    gated: names((old, call) => call.class === 'gated' && old?.class === 'refused'),
    taken: names((old, call) => passes(old) && !passes(call)),
    closed: names((old, call) => old?.class === 'gated' && call.class === 'refused'),
    changed: names((old, call) => passes(old) && passes(call) && old?.decided !== call.decided),
  };
}

/** What a copy of an old default answers otherwise than the newest default. */
interface StaleCopy {
  /** Still allowed by the copy. */
  stillOpen: readonly string[];
  /** Allowed by both, by other arguments. */
  otherArguments: readonly string[];
  /** Allowed today, refused by the copy: by the error that a program gets. */
  refused: readonly { errno: string; names: readonly string[] }[];
  /** Opened by a capability today, and by none in the copy. */
  notOpened: readonly string[];
  /** Refused by both, with another error today. */
  otherError: readonly string[];
}

/** Compares the default of an old release with the newest, on the machine of the newest. */
export async function staleCopy(release: string): Promise<StaleCopy> {
  const [copy, newest] = await Promise.all([`docker-${release}`, newestDocker.stack.profile].map(callClasses));
  if (copy === undefined || newest === undefined) throw new Error(`No release ${release}.`);
  const changes = changesBetween(copy, newest);
  const errorOf = (name: string) => copy.get(name)?.errno;
  const errnos = [...new Set(changes.added.map(errorOf))].filter((errno) => errno !== undefined);
  return {
    stillOpen: changes.taken,
    otherArguments: changes.changed,
    refused: errnos.map((errno) => ({
      errno: errnoOf(errno)?.name ?? String(errno),
      names: changes.added.filter((name) => errorOf(name) === errno),
    })),
    notOpened: changes.gated,
    otherError: [...newest.values()].filter((call) => hasOtherError(call, copy.get(call.name))).map(({ name }) => name),
  };
}

const hasOtherError = (call: ClassedCall, old: ClassedCall | undefined) =>
  call.errno !== undefined && old?.errno !== undefined && call.errno !== old.errno;

/** How long the program of a filter is, by who makes it. */
export interface InstructionCounts {
  /** What the kernel gets: libseccomp's program, with what the runtime puts in front of it. */
  libseccomp: number;
  /** What `/play/filter/` and `waterline compile` make of the same filter. */
  waterline: number;
}

/** How many instructions the newest Docker's default becomes on x86_64; throws where there is no program, as our own prose asks. */
export async function instructionCounts(): Promise<InstructionCounts> {
  const filter = await linkFilter(stackLink(newestDocker.stack));
  const program = compile(filter).value;
  if (program === undefined) throw new Error(`No program is made of ${newestDocker.stack.profile}.`);
  return { libseccomp: filter.instructions, waterline: program.instructions.length };
}

/** Calls that Docker's default refuses whatever the capabilities, and why: Docker's page on seccomp, pull requests of moby, unimplemented(2). */
export const REFUSED_WHY = rows;

/** The rows of the table; throws where the profile refuses another call of x86_64 than the rows name, or allows one of them. */
export function refusedRows(calls: ReadonlyMap<string, ClassedCall>) {
  const told = REFUSED_WHY.flatMap(({ names }) => names).sort();
  const refused = [...calls.values()]
    .filter((call) => call.class === 'refused' && call.arch === 'SCMP_ARCH_X86_64')
    .map(({ name }) => name)
    .sort();
  if (told.join() !== refused.join()) throw new RangeError(`Refused: ${refused.join()}. Told: ${told.join()}.`);
  return REFUSED_WHY;
}

/**
 * The releases that have one of Docker's defaults, each as a reader would search it: "Docker 29.4, Docker 29.4.3, Docker 29.5". On the page they are a range,
 * in which a search for "Docker 29.5" finds nothing. Undefined for a profile that isn't Docker's.
 */
export function releaseNames(profile: string): string | undefined {
  const preset = presetOf(profile);
  if (!preset?.id.startsWith('docker-')) return undefined;
  return [preset.id, ...preset.aliases].map((name) => name.replace('docker-', 'Docker ')).join(', ');
}

/** How many calls of an x86_64 machine's own ABI get which answer under a default profile. */
export function defaultCounts(calls: ReadonlyMap<string, ClassedCall>) {
  const native = [...calls.values()].filter(({ arch }) => arch === 'SCMP_ARCH_X86_64');
  const of = (wanted: ClassedCall['class']) => native.filter((call) => call.class === wanted).length;
  return {
    total: native.length,
    allowed: of('allowed'),
    some: of('some'),
    gated: of('gated'),
    refused: of('refused'),
    /** Neither always nor with some arguments, as the container is. */
    closed: of('gated') + of('refused'),
  };
}
