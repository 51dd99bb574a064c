import { type Arch, architectureOf, compareReleases } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES } from '../../../engine/seccomp/index.ts';
import {
  type Libc,
  type LibcName,
  type LibcOutcome,
  type LibcRow,
  STACKS,
  type Stack,
  type StackEngine,
} from '../../../engine/stack/index.ts';
import { STACK_TABLE_DEFAULTS } from '../../../share/stackTableLink.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { LibcColumn } from '../state/Facts.ts';
import type { Explanation } from '../state/State.ts';

/** The libcs as sentences name them. */
export const LIBC_NAMES: Readonly<Record<LibcName, string>> = { glibc: 'glibc', musl: 'musl', go: 'Go' };

/** "glibc 2.35", "glibc 2.35, 32-bit". */
export const libcLabel = ({ name, version, bits }: Libc): string =>
  `${bits === 32 ? '32-bit ' : ''}${LIBC_NAMES[name]} ${version}`;

/** The releases that a line speaks of: "glibc 2.34 and newer". */
export function releasesWords({ libc, since, until, bits }: LibcRow): string {
  const name = `${bits === 32 ? '32-bit ' : ''}${LIBC_NAMES[libc]}`;
  if (since === undefined) return until === undefined ? name : `${name} up to ${until}`;
  if (until === undefined) return `${name} ${since} and newer`;
  return since === until ? `${name} ${since}` : `${name} ${since} to ${until}`;
}

/** Who makes the call: "`pthread_create` and `posix_spawn` call `clone3`". */
export function makersWords({ call, functions }: LibcRow): Phrase {
  if (functions.includes('start')) return ['every program calls ', code(call), ' as it starts'];
  const named = functions.map((each): Phrase => {
    const [name, flag] = each.split(' ');
    return [code(flag === undefined ? each : `${name}(${flag})`)];
  });
  if (functions.length === 1 && functions[0] === call) return ['the function ', code(call), ' wraps the system call'];
  return [...listed(named), functions.length === 1 ? ' calls ' : ' call ', code(call)];
}

/** "falls back to clone", "does without robust mutexes"; of many, "fall back to clone". */
export function fallbackWords(to: string | undefined, isMany = false): string {
  const does = isMany ? 'do' : 'does';
  if (to === undefined) return `${does} the same by other means`;
  return to.startsWith('no ') ? `${does} without ${to.slice(3)}` : `${isMany ? 'fall' : 'falls'} back to ${to}`;
}

/** What one or more functions of a libc do after an error. */
function outcomeWords(outcome: LibcOutcome, to: string | undefined, isMany: boolean): string {
  switch (outcome) {
    case 'falls back':
      return `${isMany ? 'they' : 'it'} ${fallbackWords(to, isMany)}`;
    case 'fails':
      return isMany ? 'they fail' : 'it fails';
    case 'passed on':
      return `${isMany ? 'they return' : 'it returns'} the error, and the program decides`;
    case 'killed':
      return 'the program ends';
    case 'unknown':
      return `${isMany ? 'their' : 'its'} behaviour is not known`;
    case 'not called':
      return 'nothing changes';
  }
}

/** What a libc does with the call, a sentence for each line of the table; that it doesn't make the call, where it has none. */
export function explanations(call: string, { libc, facts: { rows } }: LibcColumn): readonly Explanation[] {
  if (rows.length === 0)
    return [{ words: [`${libcLabel(libc)} doesn’t call `, code(call), ' by itself.'], source: undefined }];
  return rows.map((row) => ({
    words: rowWords(row),
    source: sourceWords(row, libc),
  }));
}

/** The machines that the libcs were tested on. */
const TESTED_ON: readonly (string | undefined)[] = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', undefined];

/** Where a line is from, and what was tested; of another machine, on which one. */
function sourceWords({ source, recorded }: LibcRow, { arch, bits }: Libc): string {
  if (recorded.length === 0) return source;
  const place = TESTED_ON.includes(arch) ? '' : ` on ${bits === 32 ? '32-bit x86' : 'x86_64'}`;
  return `${source}. Tested${place} with ${recorded.join(', ')}`;
}

function rowWords(row: LibcRow): Phrase {
  const { ENOSYS, EPERM, to, note } = row;
  const after = (errno: Phrase, outcome: LibcOutcome): Phrase => [
    ' After ',
    ...errno,
    `, ${outcomeWords(outcome, to, row.functions.length > 1)}.`,
  ];
  return [
    `${releasesWords(row)}: `,
    ...makersWords(row),
    '.',
    ...(ENOSYS === EPERM
      ? after([code('ENOSYS'), ' or ', code('EPERM')], ENOSYS)
      : [...after([code('ENOSYS')], ENOSYS), ...after([code('EPERM')], EPERM)]),
    ...(note === undefined ? [] : [` ${note}`]),
  ];
}

const ENGINES: readonly StackEngine[] = ['docker', 'podman', 'containerd', 'cri-o'];

/** Stacks of one engine that have something in common, and what is known of where that ends. */
export interface Stretch {
  engine: StackEngine;
  stacks: readonly Stack[];
  /** They are this engine's oldest, and this is the first later one with a newer release: a distribution may patch an old one. */
  next: Stack | undefined;
}

/** The stacks by their engine, in the order in which they are told. */
export function stretches(some: readonly Stack[]): readonly Stretch[] {
  return ENGINES.flatMap((engine) => {
    const all = STACKS.filter((stack) => stack.engine === engine);
    const stacks = all.filter((stack) => some.includes(stack));
    const isOldest = stacks.every((stack, at) => stack === all[at]);
    const newest = stacks
      .map(({ versions }) => versions.engine)
      .toSorted(compareReleases)
      .at(-1);
    if (newest === undefined) return [];
    const later = all.slice(stacks.length).find(({ versions }) => compareReleases(versions.engine, newest) > 0);
    return [{ engine, stacks, next: isOldest ? later : undefined }];
  });
}

/** "Docker before 20.10.10", where a release is known that ended it; else the releases that the table has: "Docker 20.10.5 and 20.10.17 and newer". */
export function stretchWords({ engine, stacks }: Stretch, before?: string): string {
  const name = ENGINE_NAMES[engine];
  if (before !== undefined) return `${name} before ${before}`;
  const all = STACKS.filter((stack) => stack.engine === engine).toSorted(byRelease);
  if (all.length > 1 && stacks.length === all.length) return `every ${name} listed here`;
  return `${name} ${AND.format(runsOf(stacks, all).map((run) => runWords(run, all)))}`;
}

const byRelease = (a: Stack, b: Stack) => compareReleases(a.versions.engine, b.versions.engine);

/** Those that follow each other among all, the oldest release first. */
function runsOf(some: readonly Stack[], all: readonly Stack[]): Stack[][] {
  const runs: Stack[][] = [];
  for (const [at, stack] of all.entries()) {
    if (!some.includes(stack)) continue;
    const last = runs.at(-1);
    if (last && last.at(-1) === all[at - 1]) last.push(stack);
    else runs.push([stack]);
  }
  return runs;
}

function runWords(run: readonly Stack[], all: readonly Stack[]): string {
  const releases = run.map(({ versions }) => versions.engine);
  if (run.length < 3) return AND.format(releases);
  if (run.at(-1) === all.at(-1)) return `${releases[0]} or newer`;
  return run[0] === all[0] ? `up to ${releases.at(-1)}` : `${releases[0]} to ${releases.at(-1)}`;
}

const AND = /* @__PURE__ */ new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** "21 stacks", "21 stacks on aarch64": x86_64 goes without saying. */
export const stacksWords = (machine: Arch): string =>
  `${STACKS.length} stacks${machine === STACK_TABLE_DEFAULTS.arch ? '' : ` on ${architectureOf(machine).token}`}`;

/** All of them in a row of words. */
export const whereWords = (some: readonly Stack[]): string =>
  some.length === STACKS.length ? 'any stack' : inWords(stretches(some).map((stretch) => stretchWords(stretch)));

/** "Docker before 20.10.10 and Podman 3.0.1", each once. */
export const inWords = (places: readonly string[]): string => AND.format(new Set(places));
