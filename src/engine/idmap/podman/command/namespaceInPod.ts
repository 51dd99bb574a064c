import { type Diagnostic, info, type Parsed, refused, shorten, type Word, warning } from '../../../text/index.ts';
import { since } from '../../versions/since.ts';
import type { ContainerNamespace } from '../userns/ContainerNamespace.ts';
import { type ModeContext, namespaceOfMode } from '../userns/namespaceOfMode.ts';
import { readUserns, type Userns } from '../userns/readUserns.ts';

/** Whether --pod names a pod that the command itself makes. */
export const isNewPod = (pod: Word | undefined): boolean => pod?.text.startsWith('new:') === true;

/**
 * The namespace of a container in a pod, by --userns alone. Since 5.8 Podman takes no mode of its own there but host and pod. A new pod
 * (`--pod new:NAME`) gets no user namespace, whatever --userns says; up to 5.7 the mode then counts for the container, and auto for nothing (asked of
 * 4.3.1, 5.4.2, 5.8.6 and 6.1.1; cmd/podman/containers/create.go, createPodIfNecessary).
 */
export function namespaceInPod(
  pod: Word,
  userns: Word | undefined,
  context: Omit<ModeContext, 'span'>,
): Parsed<ContainerNamespace> {
  const isNew = isNewPod(pod);
  if (isNew && pod.text === 'new:') {
    const hint = 'Write a name after "new:".';
    return refused('podman-exclusive', 'new pod name must be at least one character', hint, pod.span());
  }
  const read: Parsed<Userns> = userns ? readUserns(userns, context.own) : { value: { mode: 'host' }, diagnostics: [] };
  const { value: mode, diagnostics } = read;
  if (!mode) return { value: undefined, diagnostics };
  const span = (userns ?? pod).span();
  const isTaken = mode.mode === 'host' || mode.mode === 'pod';
  if (!isTaken && since('podman', 'userns-in-pod', context.host.versions)) return besidePod(IN_POD, userns ?? pod);
  if (!isNew) return { value: { made: 'elsewhere' }, diagnostics: [joinsPod(pod)] };
  switch (mode.mode) {
    case 'host':
      return { value: { made: 'none' }, diagnostics: [] };
    case 'pod': {
      const words = 'OCI runtime error: crun: cannot setns `/proc/PID/ns/user`: Invalid argument';
      return refused('podman-no-pod', words, `${WITHOUT} Leave --userns out.`, span);
    }
    case 'auto': {
      const message = `--userns=auto has no effect: ${WITHOUT}`;
      return { value: { made: 'none' }, diagnostics: [warning('podman-new-pod', message, MAKE_FIRST, span)] };
    }
    default:
      return namespaceOfMode(mode, { ...context, span });
  }
}

const WITHOUT = 'Podman makes the new pod without a user namespace.';
const MAKE_FIRST = 'Make the pod first: podman pod create --userns=auto.';
const IN_POD = 'cannot set user namespace mode when joining pod with infra container: invalid argument';
const MAPS_IN_POD = 'cannot specify a new uid/gid map when entering a pod with an infra container: invalid argument';

/** Maps of the container's own, which Podman takes in no pod with an infra container. */
export function mapsInPod(looksAtPod: boolean, map: Word): Parsed<ContainerNamespace> {
  return besidePod(looksAtPod ? IN_POD : MAPS_IN_POD, map);
}

export function besidePod(words: string, given: Word): Parsed<ContainerNamespace> {
  const hint = 'The pod has the namespace; give the option to podman pod create.';
  return refused('podman-exclusive', words, hint, given.span());
}

function joinsPod(pod: Word): Diagnostic {
  const message = `The container has the namespace of the pod ${shorten(pod.text)}; the command doesn’t show its map.`;
  return info('podman-joins', message, 'Look at the podman pod create command that made the pod.', pod.span());
}
