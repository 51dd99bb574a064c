import { type Arch, architectureOf, compareReleases } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES } from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack, type StackEngine } from '../../../engine/stack/index.ts';
import { STACK_TABLE_DEFAULTS } from '../../../share/stackTableLink.ts';

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
