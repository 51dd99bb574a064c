import type { Target } from '../../../engine/seccomp/index.ts';
import type { Change, Container, Snapshot, State } from './State.ts';

/** The container with other capabilities; `--privileged` is gone unless it is said again. */
export const withCapabilities = (
  { runtime }: Container,
  capabilities: readonly string[],
  privileged?: true,
): Container => ({
  runtime,
  capabilities,
  ...(privileged && { privileged }),
});

/** That part of a target. */
export const containerOf = ({ runtime, capabilities, privileged }: Target): Container => ({
  runtime,
  capabilities,
  ...(privileged && { privileged }),
});

/** What the reader chose holds for what may come back, too. */
export function chosen({ target, own, past, undo }: State, choose: (container: Container) => Container): Change {
  const { arch, kernel } = target;
  const withChoice = (snapshot: Snapshot): Snapshot => ({ ...snapshot, container: choose(snapshot.container) });
  return {
    target: { arch, kernel, ...choose(containerOf(target)) },
    own: own && withChoice(own),
    past: past.map(withChoice),
    undo: undo && { ...undo, before: withChoice(undo.before) },
  };
}
