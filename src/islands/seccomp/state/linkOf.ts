import type { SeccompLink } from '../../../share/seccompLink.ts';
import type { State } from './State.ts';

/** The state as a link says it. */
export function linkOf({ source, text, target, call, roadsOf, show, find, on, sort }: State): SeccompLink {
  const { arch, kernel, runtime, capabilities, privileged = false } = target;
  const preset = 'preset' in source ? source.preset : undefined;
  const profile = { profile: preset, text: preset ? undefined : text };
  return { ...profile, call, roads: roadsOf, arch, kernel, runtime, capabilities, privileged, show, find, on, sort };
}
