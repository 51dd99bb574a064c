import { isSince } from '../../linux/index.ts';
import { type Diagnostic, error } from '../../text/index.ts';
import { kernelBefore } from '../kernel/Writer.ts';
import type { HostReleases } from './noIdmappedMount.ts';

/** The code of what is said where a node runs the Pod without a user namespace and tells nobody. */
export const HOST_USERS_IGNORED = 'pod-host-users-ignored';

/**
 * Why the node gives no Pod a user namespace. containerd before 1.7 ignores `hostUsers: false`, and 1.7 has what Kubernetes 1.25 and 1.26 ask for alone
 * (containerd docs/user-namespaces/README.md, "Stack requirements"); before Linux 6.3 the tmpfs of a Pod's secrets has no idmapped mounts (kubernetes.io,
 * "User Namespaces", "Before you begin").
 */
export function noPodNamespace({ containerd, kernel }: HostReleases): Diagnostic | undefined {
  if (containerd !== undefined && !isSince(containerd, '2.0')) {
    const isIgnored = !isSince(containerd, '1.7');
    const message = isIgnored
      ? `containerd ${containerd} ignores hostUsers: false and starts the Pod without a user namespace.`
      : `containerd ${containerd} has no user namespaces for Pods of Kubernetes 1.27 and newer.`;
    return error(isIgnored ? HOST_USERS_IGNORED : 'pod-containerd', message, 'Use containerd 2.0 or newer.');
  }
  if (!kernelBefore(kernel, '6.3')) return undefined;
  const message = `A Pod with hostUsers: false needs Linux 6.3 or newer; this is Linux ${kernel}.`;
  return error('pod-kernel', message, 'Its volumes, and the tmpfs of its secrets, are idmapped mounts.');
}
