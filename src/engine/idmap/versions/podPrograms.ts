import { programWords } from './programWords.ts';
import type { Versions } from './Versions.ts';

/** What a Pod's map was computed for: the rules of Kubernetes, which are not told by its release here, and the node's containerd where it has one. */
export const podPrograms = (versions: Versions = {}): string[] => [
  'Kubernetes 1.36',
  ...(versions.containerd === undefined ? [] : [programWords('containerd', versions)]),
];
