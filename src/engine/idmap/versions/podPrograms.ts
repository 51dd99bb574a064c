import { programWords, type Versions } from './programWords.ts';

/** What a Pod's map was computed for: the rules of Kubernetes, which are not told by its release here, and the node's containerd and runtime where they are told. */
export const podPrograms = (versions: Versions = {}, runtime?: 'runc' | 'crun'): string[] => [
  'Kubernetes 1.36',
  ...(versions.containerd === undefined ? [] : [programWords('containerd', versions)]),
  ...(runtime === undefined ? [] : [programWords(runtime, versions)]),
];
