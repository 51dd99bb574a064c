import { type Diagnostic, error } from '../../text/index.ts';
import { kernelBefore } from '../kernel/Writer.ts';
import { programWords } from '../versions/programWords.ts';
import { since } from '../versions/since.ts';
import type { HostReleases } from './noIdmappedMount.ts';

/** The code of what is said where a node runs the Pod without a user namespace and tells nobody. */
export const HOST_USERS_IGNORED = 'pod-host-users-ignored';

/**
 * Why the node gives no Pod a user namespace: its containerd is too old, or its kernel: before Linux 6.3 the tmpfs of a Pod's secrets has no idmapped
 * mounts (kubernetes.io, "User Namespaces", "Before you begin").
 */
export function noPodNamespace({ versions, kernel }: HostReleases): Diagnostic | undefined {
  if (!since('containerd', 'pod-namespaces', versions)) {
    const isIgnored = !since('containerd', 'host-users', versions);
    const containerd = programWords('containerd', versions);
    const message = isIgnored
      ? `${containerd} ignores hostUsers: false and starts the Pod without a user namespace.`
      : `${containerd} does not support user namespaces for Pods of Kubernetes 1.27 and newer.`;
    return error(isIgnored ? HOST_USERS_IGNORED : 'pod-containerd', message, 'Use containerd 2.0 or newer.');
  }
  if (!kernelBefore(kernel, '6.3')) return undefined;
  const message = `A Pod with hostUsers: false needs Linux 6.3 or newer; this is Linux ${kernel}.`;
  return error('pod-kernel', message, 'Its volumes are idmapped mounts, which tmpfs (for secrets) lacks before 6.3.');
}
