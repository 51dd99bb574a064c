import { type Arch, compareReleases, isSince, kernelVersion } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import type { ImageLibc } from '../libc/readLibc.ts';
import { STACKS, type Stack, type StackEngine, type StackPart } from '../targetOfStack.ts';

/** A value, and where the reader's text has it. */
export interface Found<T = string> {
  value: T;
  span: Span;
}

/** What a reader's machine has, as far as the pasted outputs tell. Releases are as printed: "26.1.5+dfsg1". */
export interface Installed {
  engine?: Found<StackEngine>;
  engineVersion?: Found;
  runtime?: Found<Stack['runtime']>;
  runtimeVersion?: Found;
  libseccomp?: Found;
  /** newuidmap and newgidmap: the package uidmap. */
  shadow?: Found;
  /** `uname -r`. */
  kernel?: Found;
  /** The machine that the programs are built for. */
  machine?: Found<Arch>;
  /** "debian 13", "ubuntu 22.04". */
  distribution?: Found;
  kubernetes?: Found;
  /** An image, where its name tells its libc. */
  image?: Found<ImageLibc & { name: string }>;
  /** The libc that `ldd --version` named. */
  libc?: Found<{ name: 'glibc' | 'musl'; version: string }>;
}

/** A release as upstream numbers it: "26.1.5" of "26.1.5+dfsg1", "1.0.0-rc93" of "1.0.0~rc93+ds1"; undefined for what begins with no release. */
export function upstreamRelease(release = ''): string | undefined {
  const [, numbers, candidate] = /^v?(\d+(?:\.\d+)+)(?:[-~]rc\.?(\d+))?/.exec(release) ?? [];
  return numbers === undefined || candidate === undefined ? numbers : `${numbers}-rc${candidate}`;
}

/** A stack with what a reader's machine has instead. */
export interface NearestStack {
  stack: Stack;
  runtime: Stack['runtime'];
  versions: Stack['versions'];
  /** "major.minor". */
  kernel: string;
  /** Of the machine, where it is told: no stack has one. */
  arch?: Arch;
  /** What the reader did not tell, so that it is the stack's. */
  taken: readonly StackPart[];
}

/**
 * The stack that a machine is nearest to, by its engine's release; the releases that were told stand in it instead of its own. Where no engine
 * is told, and no other runtime than that of the stack `chosen` now, it is that stack; without one, the newest that has exactly the runtime, the
 * libseccomp and the kernel that are told, in this order, or those next below.
 */
export function nearestStack(installed: Installed, chosen?: Stack): NearestStack {
  const { engine, runtime: named } = installed;
  const stays = engine === undefined && (named === undefined || named.value === chosen?.runtime);
  const stack = (stays ? chosen : undefined) ?? stackFor(installed);
  const versions = asVersions(installed);
  const kernel = kernelVersion(installed.kernel?.value ?? '')?.join('.');
  const runtime = installed.runtime?.value ?? stack.runtime;
  return {
    stack,
    runtime,
    versions: { ...stack.versions, ...versions },
    kernel: kernel ?? stack.kernel,
    ...(installed.machine && { arch: installed.machine.value }),
    taken: PARTS.filter((part) => (part === 'kernel' ? kernel : versions[part]) === undefined),
  };
}

const PARTS: readonly StackPart[] = ['engine', 'runtime', 'libseccomp', 'kernel'];

/** The releases that were told, as upstream numbers them: "26.1.5" of "26.1.5+dfsg1", "1.0.0-rc93" of "1.0.0~rc93+ds1". */
export function asVersions({ engineVersion, runtimeVersion, libseccomp }: Installed): Partial<Stack['versions']> {
  const [engine, runtime, library] = [engineVersion, runtimeVersion, libseccomp].map((found) =>
    upstreamRelease(found?.value),
  );
  return {
    ...(engine === undefined ? {} : { engine }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(library === undefined ? {} : { libseccomp: library }),
  };
}

function stackFor(installed: Installed): Stack {
  const { engine, engineVersion, runtime } = installed;
  const name: StackEngine = engine?.value ?? (runtime?.value === 'crun' ? 'podman' : 'docker');
  const byRelease = nearestOfEngine(name, engineVersion?.value);
  if (byRelease) return byRelease;
  const kernel = kernelVersion(installed.kernel?.value ?? '')?.join('.');
  const told = { ...asVersions(installed), ...(kernel === undefined ? {} : { kernel }) };
  const parts = ['runtime', 'libseccomp', 'kernel'] as const;
  return newest(parts.reduce<readonly Stack[]>((stacks, part) => nearestIn(stacks, part, told[part]), stacksOf(name)));
}

const stacksOf = (engine: StackEngine) => STACKS.filter((stack) => stack.engine === engine);

/** The stack of an engine that is nearest to a release of it, as upstream or a package writes it; undefined for what begins with no release. */
export function nearestOfEngine(engine: StackEngine, version?: string): Stack | undefined {
  const release = upstreamRelease(version);
  return release === undefined ? undefined : nearestEngine(ownBuild(stacksOf(engine), version), release);
}

/** The release that a stack, or a machine, has of a part. */
const releaseIn = ({ versions, kernel }: Pick<Stack, 'versions' | 'kernel'>, part: StackPart): string =>
  part === 'kernel' ? kernel : versions[part];

/** Those of the stacks with this release of a part; where none has it, those with the next older one, or else the oldest; any runs on a kernel older than all. */
function nearestIn(stacks: readonly Stack[], part: Exclude<StackPart, 'engine'>, release = ''): readonly Stack[] {
  const releases = stacks.map((stack) => releaseIn(stack, part)).toSorted(compareReleases);
  const next = releases.findLast((each) => isSince(release, each)) ?? (part === 'kernel' ? undefined : releases[0]);
  return release === '' || next === undefined ? stacks : stacks.filter((stack) => releaseIn(stack, part) === next);
}

/** Debian 11 changed the profile of its Docker 20.10.5: that stack is for Debian's build alone, and another for the same release of Docker's own. */
function ownBuild(stacks: readonly Stack[], version = ''): readonly Stack[] {
  const isDebian = version.includes('dfsg');
  return stacks.filter(({ id }) => isDebian || id !== 'docker-20.10.5');
}

/** Of the same series ("1.6", or else "1") the first one that is no older, else the last; where there is none of it, the same of all. */
function nearestEngine(stacks: readonly Stack[], release: string): Stack {
  const series = (text: string, fields: number) => text.split('.').slice(0, fields).join('.');
  const byRelease = stacks.toSorted((a, b) => compareReleases(a.versions.engine, b.versions.engine));
  const ofSeries = (fields: number) =>
    byRelease.filter(({ versions }) => series(versions.engine, fields) === series(release, fields));
  const among = [ofSeries(2), ofSeries(1), byRelease].find((each) => each.length > 0) ?? byRelease;
  return among.find(({ versions }) => isSince(versions.engine, release)) ?? newest(among);
}

function newest(stacks: readonly Stack[]): Stack {
  const [first, ...others] = stacks;
  const last = others.at(-1) ?? first;
  if (!last) throw new RangeError('no stacks');
  return last;
}

/** The newest release that a stack has of the program that is this part of a machine, where the machine's is newer; undefined elsewhere. */
export function olderInStacks(machine: NearestStack, part: StackPart): string | undefined {
  const { engine } = machine.stack;
  const isSame = (stack: Stack) =>
    (part !== 'engine' || stack.engine === engine) && (part !== 'runtime' || stack.runtime === machine.runtime);
  const newest = STACKS.filter(isSame)
    .map((stack) => releaseIn(stack, part))
    .toSorted(compareReleases)
    .at(-1);
  if (newest === undefined) return undefined;
  // CRI-O's is a minor release, "1.33", for all of its patches.
  const own = releaseIn(machine, part).split('.').slice(0, newest.split('.').length).join('.');
  return compareReleases(own, newest) > 0 ? newest : undefined;
}
