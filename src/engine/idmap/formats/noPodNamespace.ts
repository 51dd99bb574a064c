import { type Diagnostic, error } from '../../text/index.ts';
import { kernelBefore } from '../kernel/Writer.ts';
import { programWords, since } from '../versions/programWords.ts';
import type { HostReleases } from './mount.ts';

/**
 * Why the node gives no Pod a user namespace: its containerd is too old, which only a kubelet of Kubernetes 1.30 and newer finds out (pkg/kubelet/userns,
 * HandlerSupportsUserNamespaces; kubernetes/website 69b9e71); its runtime is; or its kernel is: before Linux 6.3 the tmpfs of a Pod's secrets has no idmapped mounts
 * (kubernetes.io, "User Namespaces", "Before you begin").
 */
export function noPodNamespace({ versions, kernel, runtime }: HostReleases): Diagnostic | undefined {
  if (!since('containerd', 'pod-namespaces', versions)) {
    const containerd = programWords('containerd', versions);
    const [code, message] = since('containerd', 'host-users', versions)
      ? ['pod-containerd', `${containerd} supports user namespaces only for Pods of Kubernetes 1.25 and 1.26.`]
      : [
          'pod-host-users-ignored',
          `${containerd} ignores hostUsers: false. Kubernetes 1.30 and newer do not start the Pod; older releases silently start it with the node’s IDs.`,
        ];
    return error(code, message, 'Use containerd 2.0 or newer.');
  }
  if (runtime && !since(runtime, 'pod-namespaces', versions)) {
    const message = `${programWords(runtime, versions)} does not support the idmapped mounts of a Pod with hostUsers: false, so the Pod does not start.`;
    return error('pod-runtime', message, 'Use runc 1.2 or crun 1.9, or newer.');
  }
  if (!kernelBefore(kernel, '6.3')) return undefined;
  const message = `A Pod with hostUsers: false needs Linux 6.3 or newer; this is Linux ${kernel}.`;
  return error('pod-kernel', message, 'Its volumes are idmapped mounts, which tmpfs (for secrets) lacks before 6.3.');
}
