import { DOCKER_CAPABILITIES } from '../../../engine/linux/index.ts';
import { containerOf } from './container.ts';
import type { Message } from './Message.ts';
import { presetOf } from './presets/presets.ts';
import type { Container, Snapshot, State } from './State.ts';
import { sameCapabilities } from './target.ts';

/** The present text. */
export const snapshotOf = ({ text, source, target }: State): Snapshot => ({
  text,
  source,
  container: containerOf(target),
});

/** The own text to keep when the present one gives way: this, where it is the reader's own. */
export function ownOf(state: State): Snapshot | undefined {
  return 'preset' in state.source ? state.own : snapshotOf(state);
}

/** A preset with what a container with it usually has; what the reader chose otherwise stays. */
export function presetSnapshot(
  { source, target }: State,
  { id, text }: Extract<Message, { kind: 'preset' }>,
): Snapshot {
  const before = usualContainer('preset' in source ? source.preset : undefined);
  const usual = usualContainer(id);
  const { runtime, ...given } = containerOf(target);
  const isUsual = !given.privileged && sameCapabilities(given.capabilities, before.capabilities);
  return {
    text,
    source: { preset: id },
    container: {
      runtime: runtime === before.runtime ? usual.runtime : runtime,
      ...(isUsual ? { capabilities: usual.capabilities } : given),
    },
  };
}

function usualContainer(preset: string | undefined): Container {
  const { runtime = 'runc', capabilities = DOCKER_CAPABILITIES } = presetOf(preset) ?? {};
  return { runtime, capabilities };
}
