import type { StackEngine } from '../Stack.ts';
import { nodeEngine } from './nodeEngine.ts';

/** Where a line tells of a container whose it is; a Kubernetes node without the name of its engine is `kubernetes` alone. */
export interface ContainerEngine {
  engine?: StackEngine;
  kubernetes: boolean;
}

/**
 * The AppArmor profile that the engine gives its containers, which the audit has as `subj=` (containerd internal/cri, CRI-O
 * internal/config/apparmor, moby profiles/apparmor, containers/common pkg/apparmor), and the scope in which systemd has the container: "cri-containerd-ID.scope".
 */
const MARKS: readonly (readonly [StackEngine, RegExp])[] = [
  ['containerd', /\bcri-containerd(?:\.apparmor\.d\b|-[\da-f]{8,64}\b)/],
  ['cri-o', /\bcrio-(?:default\b|[\da-f]{8,64}\b)/],
  ['docker', /\bdocker-(?:default\b|[\da-f]{12,64}\.scope\b)/],
  ['podman', /\b(?:containers-default-\d|libpod-[\da-f]{12,64}\b)/],
];
const ON_KUBERNETES: readonly StackEngine[] = ['containerd', 'cri-o'];

/** The engine whose container a record or a line beside it tells of; undefined where nothing tells. */
export function containerEngine(text: string): ContainerEngine | undefined {
  const engine =
    MARKS.find(([, mark]) => mark.test(text))?.[0] ??
    text
      .split('\n')
      .map(nodeEngine)
      .find((each) => each !== undefined);
  const kubernetes = /\bkubepods\b/.test(text) || (engine !== undefined && ON_KUBERNETES.includes(engine));
  return engine === undefined && !kubernetes ? undefined : { ...(engine && { engine }), kubernetes };
}
