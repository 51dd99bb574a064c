import { error } from '../../text/index.ts';
import { hasRoot, onHost, pair, type RemedyMaker } from '../advise/remedy/files.ts';
import { noPodNamespace } from '../formats/noPodNamespace.ts';
import type { IdKind } from '../map/Extent.ts';
import { type ConfigMaker, cannot } from '../solve/configs/PlanConfig.ts';
import type { ToolRow } from './ToolRow.ts';

/**
 * A Pod says `hostUsers: false`, and the kubelet chooses the range (kubernetes.io, "User Namespaces").
 */
const config: ConfigMaker = (plan, _, host) => {
  const lacking = noPodNamespace(host);
  if (lacking) return cannot(lacking);
  const mapped = (kind: IdKind) => plan.sides[kind].parts.find(({ because }) => because === 'asked')?.outside;
  const fields = [['runAsUser', 'UID', mapped('uid')] as const, ['runAsGroup', 'GID', mapped('gid')] as const].flatMap(
    ([field, name, id]) =>
      id === undefined || id > 65535 ? [] : [{ name: `${name} ${id}`, text: `    ${field}: ${id}\n` }],
  );
  const text = `spec:\n  hostUsers: false\n  securityContext:\n${fields.map((field) => field.text).join('')}`;
  return {
    cannot: error(
      'kubernetes-chooses',
      'A Pod can ask for a user namespace, but not for a map: the kubelet chooses 65536 host IDs.',
      `Volumes of such a Pod are idmapped mounts: ${sameInside(fields[0])}`,
    ),
    steps: fields.length === 0 ? [] : [{ where: { file: 'pod.yaml' }, text }],
  };
};

/** What an ID on the disk is in the Pod: the first that was asked for, or where none is one that a Pod has. */
const sameInside = (asked: { name: string } | undefined): string =>
  asked === undefined
    ? 'IDs up to 65535 are the same on the disk and in the container. So chown the files to one of those.'
    : `${asked.name} on the disk is ${asked.name} in the container. So run as the ID that owns the files.`;

/**
 * A Pod with a map of its own, which runs as the asked ids. Its volumes are idmapped mounts, so ids on the disk are ids inside
 * (kubernetes.io, "User Namespaces": stable since 1.36; "Before you begin": the kernel and the file systems).
 */
const podYaml: RemedyMaker = ({ inside, target, image, dir, path, host }) => {
  const ids = pair(inside);
  if (ids === undefined || noPodNamespace(host)) return undefined;
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

export const kubernetes: ToolRow = { configs: [['Kubernetes', config]], forFiles: [podYaml], forUnmapped: [] };
