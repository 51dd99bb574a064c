import {
  type LocatedExtent,
  MAX_EXTENTS,
  parseRemapUser,
  parseSubids,
  readExtents,
  remapFromFile,
  toInside,
  toOutside,
} from '../../engine/idmap/index.ts';
import type { Diagnostic } from '../../engine/text/index.ts';
import { type ReadId, readId } from './readId.ts';
import type { Source, State } from './State.ts';

/**
 * How the text stands. `taken`: the kernel takes the map. `refused`: dockerd or the reader has one, the kernel refuses it.
 * `none`: there is no map at all, because dockerd builds none.
 */
export type Standing = 'taken' | 'refused' | 'none';

/** What the engine makes of a state. */
export interface Computed {
  source: Source;
  standing: Standing;
  /** The map's extents with their lines; where it is refused, those that can be read. */
  extents: readonly LocatedExtent[];
  /** Problems of the text, each at its line, and of the user. */
  textProblems: readonly Diagnostic[];
  userProblems: readonly Diagnostic[];
  asked: ReadId;
  /** The id on each side, as far as a map that the kernel takes has it; both undefined where no id is asked for. */
  inside: number | undefined;
  outside: number | undefined;
  /** The extent that answers. */
  extent: LocatedExtent | undefined;
}

/** The text of the present source, or what stands there before anything was typed. */
export function textOf({ source, texts }: State): string {
  return texts[source] ?? '';
}

export function compute(state: State): Computed {
  const map = state.source === 'subuid' ? remapped(state) : written(textOf(state));
  const asked = readId(state.id);
  const number = asked.kind === 'id' ? asked.id : undefined;
  const inForce = map.standing === 'taken' ? map.extents : [];
  const inside = number === undefined || state.side === 'inside' ? number : toInside(inForce, number);
  const outside = number === undefined || state.side === 'outside' ? number : toOutside(inForce, number);
  const extent = inForce.find(({ inside: first, count }) => {
    return inside !== undefined && outside !== undefined && inside >= first && inside - first < count;
  });
  return { source: state.source, ...map, asked, inside, outside, extent };
}

type FromText = Pick<Computed, 'standing' | 'extents' | 'textProblems' | 'userProblems'>;

/** What `dockerd --userns-remap` makes of /etc/subuid. */
function remapped(state: State): FromText {
  const text = textOf(state);
  const user = parseRemapUser(state.user, state.uid);
  if (!user.value) {
    const textProblems = parseSubids(text).diagnostics;
    return { standing: 'none', extents: [], textProblems, userProblems: user.diagnostics };
  }
  const { value, diagnostics } = remapFromFile(text, user.value);
  const textProblems = diagnostics.filter(({ code }) => !code.startsWith('remap-'));
  const userProblems = diagnostics.filter(({ code }) => code.startsWith('remap-'));
  const errors = textProblems.filter(isError);
  const unsound = new Set(errors.map(({ span }) => span?.start));
  return {
    standing: value === undefined ? 'none' : errors.length > 0 ? 'refused' : 'taken',
    extents: (value ?? []).slice(0, MAX_EXTENTS).filter(({ span }) => !unsound.has(span.start)),
    textProblems,
    userProblems,
  };
}

/** Lines of a map, as the kernel reads them. */
function written(text: string): FromText {
  const { extents, diagnostics } = readExtents(text);
  return {
    standing: diagnostics.some(isError) ? 'refused' : 'taken',
    extents,
    textProblems: diagnostics,
    userProblems: [],
  };
}

const isError = ({ severity }: Diagnostic) => severity === 'error';
