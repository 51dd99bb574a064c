import {
  type HostReleases,
  type IdKind,
  type LocatedExtent,
  type Part,
  type Reading,
  type ReadLevel,
  readSituation,
  type Standing,
  toInside,
  toOutside,
} from '../../../engine/idmap/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { type ReadId, readId, recognised } from './planOf.ts';
import type { AskedSide, State } from './State.ts';
import { hostOn } from './versionsOn.ts';

/** One map, of the kind that is asked for. */
export interface ComputedMap {
  level: ReadLevel;
  standing: Standing;
  extents: readonly LocatedExtent[];
  /** What its lines are lines of. */
  source: string;
  /** The extent that the question's id goes through. */
  extent: LocatedExtent | undefined;
}

/** What the engine makes of a state. */
export interface Computed {
  reading: Reading;
  kind: IdKind;
  /** Where the reader says that listings were printed. */
  seen: State['seen'];
  /** What the host runs, where a stack or the reader told. */
  host: HostReleases;
  /** Outermost first: the first leads to the host. */
  maps: readonly ComputedMap[];
  /** Every map is known, and the kernel takes it. */
  inForce: boolean;
  asked: ReadId;
  /** Namespaces below the host where the id is asked for: 0 is the host. */
  askedAt: number;
  /** The id at every depth, the host first; undefined where it has none, or where nothing can be answered. */
  ids: readonly (number | undefined)[];
}

export function compute(state: State): Computed {
  const { readAs, reader, user, uid, gid, kind } = state;
  const texts = state.texts.map((text, level) => {
    const as = level === 0 ? readAs : ('paste' as const);
    return { text, readAs: as, ...(as === 'paste' && { parts: recognised(text) }) };
  });
  const host = hostOn(state);
  const reading = readSituation({
    texts,
    reader,
    user,
    uid,
    gid,
    ...host,
  });
  const maps = reading.levels.map((level) => ({
    level,
    standing: level.standing[kind],
    extents: level[kind] ?? [],
    source: level.source[kind],
  }));
  const inForce = maps.every(({ standing }) => standing === 'taken') && maps.length > 0;
  const asked = readId(state.id);
  const askedAt = depthOf(state.side, maps.length);
  const ids = traced(
    maps.map(({ extents, standing }) => (standing === 'taken' ? extents : [])),
    asked.kind === 'id' ? asked.id : undefined,
    askedAt,
  );
  return {
    reading,
    kind,
    seen: state.seen,
    host,
    maps: maps.map((map, index) => ({ ...map, extent: answering(map.extents, ids[index + 1], ids[index]) })),
    inForce,
    asked,
    askedAt,
    ids,
  };
}

function depthOf(side: AskedSide, depth: number): number {
  if (side === 'inside') return depth;
  return side === 'outside' ? 0 : Math.min(side, depth);
}

/** The id at every depth, from where it is asked for outwards to the host and inwards to the innermost namespace. */
function traced(
  maps: readonly (readonly LocatedExtent[])[],
  id: number | undefined,
  askedAt: number,
): readonly (number | undefined)[] {
  const ids: (number | undefined)[] = new Array(maps.length + 1).fill(undefined);
  ids[askedAt] = id;
  for (let depth = askedAt; depth > 0; depth -= 1) {
    const here = ids[depth];
    ids[depth - 1] = here === undefined ? undefined : toOutside(maps[depth - 1] ?? [], here);
  }
  for (let depth = askedAt; depth < maps.length; depth += 1) {
    const here = ids[depth];
    ids[depth + 1] = here === undefined ? undefined : toInside(maps[depth] ?? [], here);
  }
  return ids;
}

function answering(
  extents: readonly LocatedExtent[],
  inside: number | undefined,
  outside: number | undefined,
): LocatedExtent | undefined {
  if (inside === undefined || outside === undefined) return undefined;
  return extents.find((extent) => inside >= extent.inside && inside - extent.inside < extent.count);
}

/** An extent that no line gave: a tool without privileges maps its user's own id. */
export function isOwnId({ span }: LocatedExtent): boolean {
  return span.start === span.end;
}

/** Problems that say that there is no namespace, and all is well. */
const NO_NAMESPACE: readonly string[] = ['remap-off', 'remap-root', 'situation-host-ids'];

/** A problem, and the text in which it stands. */
interface FoundProblem {
  problem: Diagnostic;
  text: number;
}

/** What is said first where no map answers: of the account, else of a text. */
export function firstProblem({ reading }: Pick<Computed, 'reading'>): FoundProblem | undefined {
  const ofUser = reading.userProblems.find(({ severity }) => severity === 'error');
  if (ofUser) return { problem: ofUser, text: 0 };
  return reading.texts
    .flatMap(({ diagnostics }, text) => diagnostics.map((problem) => ({ problem, text })))
    .find(({ problem }) => problem.severity === 'error' || NO_NAMESPACE.includes(problem.code));
}

/** Whether a container has no user namespace of its own: each ID in it is the same on the host. */
export function sharesIds(computed: Pick<Computed, 'reading'>): boolean {
  const found = firstProblem(computed);
  return found !== undefined && NO_NAMESPACE.includes(found.problem.code);
}

/** The one part of the first text that is read for users and for groups, though it says neither. */
function eitherPart({ reading }: Computed): Part | undefined {
  const parts = reading.texts[0]?.parts ?? [];
  const either = parts.filter((part) => (part.kind === 'subids' || part.kind === 'map') && part.of === 'either');
  return either.length === 1 ? either[0] : undefined;
}

export function lacksGroups(computed: Computed): boolean {
  return eitherPart(computed) !== undefined;
}

/** The text with a copy of those lines for groups, each under the name of its file, for the reader to change. */
export function withGroups(text: string, computed: Computed): string {
  const part = eitherPart(computed);
  if (!part) return text;
  const [users, groups] =
    part.kind === 'subids' ? ['/etc/subuid', '/etc/subgid'] : ['/proc/self/uid_map', '/proc/self/gid_map'];
  const lines = part.text.endsWith('\n') ? part.text : `${part.text}\n`;
  const copied = `==> ${users} <==\n${lines}\n==> ${groups} <==\n${lines}`;
  return text.slice(0, part.span.start) + copied + text.slice(part.span.end);
}
