import { type Engine, engineOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import { saidBy } from '../../../share/seccompLink.ts';
import { engineOfPreset } from './engineOfPreset.ts';
import { presetOf } from './presets/presets.ts';
import type { Change, Container, State } from './State.ts';
import { chosen, usualCapabilities } from './snapshot.ts';
import { sameCapabilities } from './target.ts';
import { givenWay } from './textChange.ts';

/**
 * Another stack: engine, runtime, libseccomp, kernel, and where `text` is given the profile. What the reader chose otherwise stays: the text of their own,
 * capabilities that are not the engine's, `--privileged`, the machine. Nothing where there is no stack of that name.
 */
export function stackChange(state: State, id: string, text?: string): Change {
  const stack = stackOf(id);
  if (stack === undefined) return {};
  const container = containerIn(state, stack);
  const source = { preset: presetOf(stack.profile)?.id ?? stack.profile };
  const replaced = text === undefined ? {} : { ...givenWay(state, { text, source, container }), looking: false };
  const change = { ...replaced, ...chosen({ ...state, ...replaced }, () => container) };
  const { kernel } = stack;
  const asked = change.asked && { ...change.asked, target: { ...change.asked.target, kernel } };
  return { ...change, ...(asked && { asked }), stack: id, kernel };
}

/** The newest stack whose default the preset is, where that is another engine's than the present: choosing the profile chooses the engine with it. */
export function stackOfPreset({ stack, asked: { target } }: State, preset: string): Stack | undefined {
  const engine: Engine | undefined = engineOfPreset(preset);
  if (stack === undefined || engine === undefined || engine === engineOf(target)) return undefined;
  return STACKS.findLast((each) => presetOf(each.profile)?.id === preset);
}

function containerIn({ stack, asked: { source, target } }: State, chosenStack: Stack): Container {
  const { runtime, engine, engineVersion, runtimeVersion, libseccomp, capabilities } = saidBy(chosenStack);
  const before = stack === undefined ? undefined : stackOf(stack);
  const usual = before ? capabilitiesOf(before) : usualCapabilities(source);
  const isUsual = !target.privileged && sameCapabilities(target.capabilities, usual);
  return {
    runtime,
    engine,
    versions: { engine: engineVersion, runtime: runtimeVersion, libseccomp },
    capabilities: isUsual ? capabilities : target.capabilities,
    ...(target.privileged && { privileged: true }),
  };
}
