import type { Target } from '../../../engine/seccomp/index.ts';
import { stackOf } from '../../../engine/stack/index.ts';
import type { Change, Snapshot, StackParts, State } from './State.ts';
import { chosen } from './snapshot.ts';
import { targetOn } from './stackTarget.ts';
import { givenWay } from './textChange.ts';

/**
 * Another stack: engine, runtime, libseccomp, kernel, and where `preset` is given the profile. What the reader chose otherwise stays: the text of their own,
 * capabilities that are not the engine's, `--privileged`, the machine. `over`: the releases that stand in it instead of its own. Nothing where there is no stack of that name.
 */
export function stackChange(
  state: State,
  id: string,
  { preset, over }: { preset?: { id: string; text: string }; over?: StackParts | undefined } = {},
): Change {
  const stack = stackOf(id);
  if (stack === undefined) return {};
  const present = state.stack === undefined ? undefined : stackOf(state.stack);
  const { arch, kernel, ...container } = { ...targetOn(stack, state.asked, present), ...over };
  if (preset !== undefined) {
    const change = givenWay(state, { text: preset.text, source: { preset: preset.id }, container, stack: id });
    return { ...onMachine(change, { arch, kernel }, state), looking: false };
  }
  const { own, past = [], undo, ...change } = chosen(state, () => container);
  const withStack = (snapshot: Snapshot): Snapshot => ({ ...snapshot, stack: id });
  return {
    ...onMachine(change, { arch, kernel }, state),
    stack: id,
    own: own && withStack(own),
    past: past.map(withStack),
    undo: undo && { ...undo, before: withStack(undo.before) },
  };
}

function onMachine(
  { asked, ...change }: Change,
  machine: Pick<Target, 'arch' | 'kernel'>,
  { asked: { target }, on }: State,
): Change {
  return {
    ...change,
    ...(asked && { asked: { ...asked, target: { ...asked.target, ...machine } } }),
    kernel: machine.kernel,
    // The ABI that the table of calls is of may be none of another machine's.
    on: machine.arch === target.arch ? on : undefined,
  };
}
