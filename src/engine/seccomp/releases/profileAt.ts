import { applyState, inOrder } from './applyState.ts';
import type { ProfileJson, ProfileStyle, ReleaseState, ReleaseTable } from './ReleaseTable.ts';
import { writeProfile } from './writeProfile.ts';

/**
 * The text of a release's default profile, computed from `text`, that of the table's base: the changes since the two parted are undone, and
 * those on the other branch made. Throws a RangeError for a release that is no state of the table, and where a change doesn't fit.
 */
export function profileAt(text: string, table: ReleaseTable, release: string): string {
  const back = pathFromRoot(table, table.base.state);
  const forth = pathFromRoot(table, release);
  const common = back.filter((state) => forth.includes(state)).length;
  const steps = [
    ...back
      .slice(common)
      .reverse()
      .map((state) => ({ state, direction: 'undo' }) as const),
    ...forth.slice(common).map((state) => ({ state, direction: 'make' }) as const),
  ];
  let profile: ProfileJson = JSON.parse(text);
  let style: ProfileStyle = 'short';
  for (const { state, direction } of steps) {
    profile = applyState(profile, state, direction);
    if (state.style !== undefined) [, style] = inOrder(state.style, direction);
  }
  return writeProfile(profile, style);
}

/** The states on the way to a release, the first one first. */
function pathFromRoot(table: ReleaseTable, release: string): ReleaseState[] {
  const state = table.states.find((candidate) => candidate.release === release);
  if (state === undefined) throw new RangeError(`no state ${release}`);
  return state.since === undefined ? [state] : [...pathFromRoot(table, state.since), state];
}
