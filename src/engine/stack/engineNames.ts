import type { StackEngine } from './Stack.ts';

/** The engines as people call them. */
export const STACK_ENGINES: Readonly<Record<StackEngine, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  'cri-o': 'CRI-O',
  containerd: 'containerd',
};
