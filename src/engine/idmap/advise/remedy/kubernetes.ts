import { noPodNamespace } from '../../formats/noPodNamespace.ts';
import { hasRoot, onHost, pair, type RemedyMaker } from './Need.ts';

/**
 * A Pod with a map of its own, which runs as the asked ids. Its volumes are idmapped mounts, so ids on the disk are ids inside
 * (kubernetes.io, "User Namespaces": stable since 1.36; "Before you begin": the kernel and the file systems).
 */
export const podYaml: RemedyMaker = ({ tool, inside, target, image, dir, path, host }) => {
  const ids = pair(inside);
  if (tool !== 'kubernetes' || ids === undefined || noPodNamespace(host)) return undefined;
  const user = inside.uid ?? 0;
  const group = inside.gid ?? user;
  // Nothing of the node is given to its root: root of a Pod may use the volume's files without.
  const needsChown = !hasRoot(inside);
  return {
    code: 'pod',
    title: `Run as ${ids}, and let the kubelet map the volume`,
    why: `Volumes of such a Pod are idmapped mounts: what belongs to ${ids} on the disk belongs to ${ids} in the container. Needs Linux 6.3 and, for each volume, a file system with idmapped mounts (not NFS). fsGroup sets the group of volumes that support it${needsChown ? '; for a hostPath, run chown on the node, with the container’s IDs' : ''}.`,
    steps: [
      {
        where: { file: 'pod.yaml' },
        text: `apiVersion: v1
kind: Pod
metadata:
  name: userns
spec:
  hostUsers: false
  securityContext:
    runAsUser: ${user}
    runAsGroup: ${group}
    fsGroup: ${group}
  containers:
  - name: app
    image: ${image}
    volumeMounts:
    - name: data
      mountPath: ${target}
  volumes:
  - name: data
    hostPath:
      path: ${/^\/[\w./-]+$/.test(path) ? path : JSON.stringify(path)}
`,
      },
      ...(needsChown ? [onHost(`sudo chown -R ${ids} ${dir}`)] : []),
    ],
  };
};
