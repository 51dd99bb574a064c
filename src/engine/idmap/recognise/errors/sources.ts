import type { MessageSource } from '../../../messages/index.ts';

/** Where each program’s source stands in the release that was read, and what people call it. */
const PROGRAMS = {
  linux: ['Linux 6.12', 'https://github.com/torvalds/linux/blob/v6.12'],
  shadow: ['shadow 4.17.4', 'https://github.com/shadow-maint/shadow/blob/4.17.4'],
  moby: ['moby 26.1.5', 'https://github.com/moby/moby/blob/v26.1.5'],
  podman: ['Podman 5.4.2', 'https://github.com/podman-container-tools/podman/blob/v5.4.2'],
  storage: ['containers/storage 1.57', 'https://github.com/containers/storage/blob/v1.57.2'],
  runc: ['runc 1.1.15', 'https://github.com/opencontainers/runc/blob/v1.1.15'],
  crun: ['crun 1.21', 'https://github.com/containers/crun/blob/1.21'],
  rootlesskit: ['RootlessKit 2.0.2', 'https://github.com/rootless-containers/rootlesskit/blob/v2.0.2'],
  lxc: ['LXC 6.0.4', 'https://github.com/lxc/lxc/blob/v6.0.4'],
  incus: ['incus 6.0.4', 'https://github.com/lxc/incus/blob/v6.0.4'],
  'util-linux': ['util-linux 2.41', 'https://github.com/util-linux/util-linux/blob/v2.41'],
  coreutils: ['coreutils 9.7', 'https://github.com/coreutils/coreutils/blob/v9.7'],
  git: ['git 2.47', 'https://github.com/git/git/blob/v2.47.3'],
  pam: ['Linux-PAM 1.7.0', 'https://github.com/linux-pam/linux-pam/blob/v1.7.0'],
  bubblewrap: ['bubblewrap', 'https://github.com/containers/bubblewrap/blob/main'],
  kubernetes: ['Kubernetes', 'https://github.com/kubernetes/kubernetes/blob/master'],
} as const;

/** A file of a program, and in it the function or the constant. */
export function sourceOf(program: keyof typeof PROGRAMS, file: string, within?: string): MessageSource {
  const [name, address] = PROGRAMS[program];
  return { title: `${name}, ${file}${within === undefined ? '' : `, ${within}`}`, url: `${address}/${file}` };
}

/** A manual page of Linux man-pages or of a program that stands beside them. */
export function manual(name: string, section: number, note?: string): MessageSource {
  return {
    title: `${name}(${section})${note === undefined ? '' : `, ${note}`}`,
    url: `https://man7.org/linux/man-pages/man${section}/${name}.${section}.html`,
  };
}

/** The Kubernetes documentation of user namespaces. */
export const KUBERNETES_PAGE: MessageSource = {
  title: 'Kubernetes, User Namespaces',
  url: 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
};

/** podman-run(1). */
export const PODMAN_RUN: MessageSource = {
  title: 'podman-run(1)',
  url: 'https://docs.podman.io/en/latest/markdown/podman-run.1.html',
};

/** user_namespaces(7): who may write a map, and what capabilities are worth inside. */
export const USER_NAMESPACES: MessageSource = manual('user_namespaces', 7);
