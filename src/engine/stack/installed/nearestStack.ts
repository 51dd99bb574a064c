import { type Arch, compareReleases, isSince, kernelVersion } from '../../linux/index.ts';
import type { Stack, StackEngine, StackPart } from '../Stack.ts';
import { STACKS } from '../stacks.ts';
import type { Installed } from './Installed.ts';
import { upstreamRelease } from './upstreamRelease.ts';

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
 * is told, and no other runtime than that of the stack `chosen` now, it is that stack; without one, the newest whose kernel is no newer.
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

function stackFor({ engine, engineVersion, runtime, kernel }: Installed): Stack {
  const name: StackEngine = engine?.value ?? (runtime?.value === 'crun' ? 'podman' : 'docker');
  const own = ownBuild(
    STACKS.filter((stack) => stack.engine === name),
    engineVersion?.value,
  );
  const byRelease = own.toSorted((a, b) => compareReleases(a.versions.engine, b.versions.engine));
  const release = upstreamRelease(engineVersion?.value);
  if (release !== undefined) return nearest(byRelease, release);
  const running = kernel && kernelVersion(kernel.value)?.join('.');
  const older = byRelease.filter((stack) => running !== undefined && isSince(running, stack.kernel));
  return newest(running !== undefined && older.length > 0 ? older : byRelease);
}

/** Debian 11 changed the profile of its Docker 20.10.5: that stack is for Debian's build alone, and another for the same release of Docker's own. */
function ownBuild(stacks: readonly Stack[], version = ''): readonly Stack[] {
  const isDebian = version.includes('dfsg');
  return stacks.filter(({ id }) => isDebian || id !== 'docker-20.10.5');
}

/** Of the same major release the first one that is no older, else the last; where there is none of it, the same of all. */
function nearest(stacks: readonly Stack[], release: string): Stack {
  const major = (text: string) => text.split('.')[0];
  const same = stacks.filter(({ versions }) => major(versions.engine) === major(release));
  const among = same.length > 0 ? same : stacks;
  return among.find(({ versions }) => isSince(versions.engine, release)) ?? newest(among);
}

function newest(stacks: readonly Stack[]): Stack {
  const [first, ...others] = stacks;
  const last = others.at(-1) ?? first;
  if (!last) throw new RangeError('no stacks');
  return last;
}
