import file from '../../content/data/versions/differences.json' with { type: 'json' };
import idMaps from '../../content/data/versions/idMaps.json' with { type: 'json' };
import { compareReleases, isKnownName } from '../engine/linux/index.ts';
import { survey } from '../engine/seccomp/index.ts';
import {
  type HostProgram,
  hostOf,
  STACK_ENGINES,
  STACKS,
  type Stack,
  type StackEngine,
} from '../engine/stack/index.ts';
import { presetOf } from '../instrument/presets/presets.ts';
import { type PartWords, partWords } from '../instrument/stacks/partWords.ts';
import { stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import { readableStackTableLink, STACK_TABLE_DEFAULTS } from '../share/stackTableLink.ts';
import { type CallCounts, countCalls, linkFilter } from './capabilityTable.ts';

/** What a release of a program does and older ones don't: content/data/versions. */
export interface Difference {
  of: string;
  since: string;
  before: string;
  then: string;
  source: string;
}

/** A stack as its reference tells it. */
export interface StackRow {
  stack: Stack;
  parts: Required<PartWords>;
  /** "Docker’s default 29.9.0", and how many calls of x86_64 it lets through. */
  profile: string;
  counts: CallCounts;
  /** What the programs that read and write ID maps are on its host. */
  host: readonly string[];
  /** The stack of the same engine that came before it; undefined for the first. */
  before: Stack | undefined;
  /** What it does otherwise than that one, in words, and which calls its default opened and closed. */
  news: readonly string[];
  calls: ChangedCalls;
  hasSameDefault: boolean;
  /** Fragments that open it in the profile checker and first in the stack table. */
  checker: string;
  table: string;
}

/** Stacks of an engine, the newest first. */
export interface EngineStacks {
  engine: StackEngine;
  label: string;
  rows: readonly StackRow[];
}

let engines: Promise<readonly EngineStacks[]> | undefined;

/** Every stack, by engine; worked out once. */
export function stacksByEngine(): Promise<readonly EngineStacks[]> {
  engines ??= Promise.all(
    (Object.keys(STACK_ENGINES) as StackEngine[]).map(async (engine) => {
      const stacks = STACKS.filter((stack) => stack.engine === engine);
      const rows = await Promise.all(stacks.map((stack, at) => rowOf(stack, stacks[at - 1])));
      return { engine, label: STACK_ENGINES[engine], rows: rows.reverse() };
    }),
  );
  return engines;
}

async function rowOf(stack: Stack, before: Stack | undefined): Promise<StackRow> {
  const link = stackLink(stack);
  return {
    stack,
    parts: partWords(stack),
    profile: presetOf(stack.profile)?.words ?? stack.profile,
    counts: await countCalls(link),
    host: hostWords(stack),
    before,
    news: before === undefined ? [] : newsOf(stack, before),
    calls: before === undefined ? { opened: [], closed: [] } : await changedCalls(stack, before),
    hasSameDefault: before !== undefined && presetOf(stack.profile) === presetOf(before.profile),
    checker: await writeSeccompLink(link),
    table: readableStackTableLink({ ...STACK_TABLE_DEFAULTS, stack: stack.id }) ?? '',
  };
}

/** "shadow 4.17.4", of the programs that have nothing to do with another engine. */
const OF_MAPS: readonly HostProgram[] = ['shadow', 'util-linux', 'systemd', 'lxc', 'incus'];

const hostWords = ({ id }: Stack): readonly string[] =>
  OF_MAPS.flatMap((program) => {
    const release = hostOf(id)?.versions[program];
    return release === undefined ? [] : [`${program} ${release}`];
  });

/**
 * What a stack does otherwise than the one before it: each difference that lies between the releases of the engine, of the runtime where it is the same
 * program, and of libseccomp. A stack may have an older release of one of them.
 */
export function newsOf(stack: Stack, before: Stack): readonly string[] {
  const parts = [
    [stack.engine, before.versions.engine, stack.versions.engine],
    ...(stack.runtime === before.runtime ? [[stack.runtime, before.versions.runtime, stack.versions.runtime]] : []),
    ['libseccomp', before.versions.libseccomp, stack.versions.libseccomp],
  ];
  return file.flatMap(({ of, since, before: older, then }) =>
    parts.flatMap(([program, from = '', to = '']) => {
      if (program !== of) return [];
      const [did, does] = [from, to].map((release) => compareReleases(release, since) >= 0);
      return did === does ? [] : [does ? then : older];
    }),
  );
}

/** The calls of x86_64 that a default lets through, with some arguments at least, and the one before it never; and the other way round. */
export interface ChangedCalls {
  opened: readonly string[];
  closed: readonly string[];
}

/** What changed for whoever takes each stack's default, by the names that both libraries know. */
export async function changedCalls(stack: Stack, before: Stack): Promise<ChangedCalls> {
  const [now, then] = await Promise.all([stack, before].map(reachableCalls));
  const both = [...(now ?? [])].filter(([name]) => then?.has(name));
  const changed = (isOpen: boolean) =>
    both.flatMap(([name, open]) => (open === isOpen && then?.get(name) !== isOpen ? [name] : []));
  return { opened: changed(true), closed: changed(false) };
}

async function reachableCalls(stack: Stack): Promise<ReadonlyMap<string, boolean>> {
  const filter = await linkFilter(stackLink(stack));
  const { libseccomp } = stack.versions;
  const rows = survey(filter, 'SCMP_ARCH_X86_64').filter(({ name }) => isKnownName(name, libseccomp));
  return new Map(rows.map(({ name, summary }) => [name, summary !== 'deny']));
}

/** Every difference, by program: those of the filter first, then those of ID maps; the oldest of each first. */
export function differencesByProgram(): readonly (readonly [program: string, rows: readonly Difference[]])[] {
  const all: readonly Difference[] = [...file, ...idMaps];
  const bySince = (a: Difference, b: Difference) => compareReleases(a.since, b.since);
  return [...Map.groupBy(all, ({ of }) => of)].map(([program, rows]) => [program, [...rows].sort(bySince)] as const);
}
