import type { MessageSource } from '../../idmap/index.ts';

/** A thread of a public repository, where people have the message and its maintainers answer. */
export const thread = (repository: string, number: number, note?: string): MessageSource => ({
  title: `${repository}#${number}${note === undefined ? '' : `, ${note}`}`,
  url: `https://github.com/${repository}/issues/${number}`,
});

/** A manual page of Linux man-pages. */
export const manual = (name: string, section: number, note?: string): MessageSource => ({
  title: `${name}(${section})${note === undefined ? '' : `, ${note}`}`,
  url: `https://man7.org/linux/man-pages/man${section}/${name}.${section}.html`,
});

/** What was done with programs of these releases, and printed the message. */
export const seen = (...programs: readonly string[]): MessageSource => ({ title: `Seen with ${programs.join(', ')}` });

export const page = (title: string, url: string): MessageSource => ({ title, url });

/** The calls that Docker's default refuses, and the capability that opens each. */
export const DOCKER_SECCOMP = page(
  'Docker, Seccomp security profiles',
  'https://docs.docker.com/engine/security/seccomp/',
);

export const KUBERNETES_SECCOMP = page(
  'Kubernetes, Restrict a Container’s Syscalls with seccomp',
  'https://kubernetes.io/docs/tutorials/security/seccomp/',
);

export const CAPABILITIES = manual('capabilities', 7);
