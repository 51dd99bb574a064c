import type { Filter } from '../../../engine/seccomp/index.ts';

/** Whether a node of Kubernetes starts the container: by a Pod, and by none of Docker's or Podman's options. */
export const isOnNode = ({ target: { engine } }: Pick<Filter, 'target'>): boolean =>
  engine === 'containerd' || engine === 'cri-o';
