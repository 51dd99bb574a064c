import type { Fact, LineRule } from './lineRules.ts';

/** Packages by what they hold: Debian's and Ubuntu's names, docker.com's, and those of Fedora and Red Hat. */
const PACKAGES: readonly (readonly [fact: Fact, names: readonly string[]])[] = [
  ['docker', ['docker.io', 'docker-ce', 'moby-engine']],
  ['docker client', ['docker-ce-cli', 'docker-cli', 'moby-cli']],
  ['podman', ['podman']],
  ['containerd', ['containerd', 'containerd.io']],
  ['cri-o', ['cri-o']],
  ['runc', ['runc']],
  ['crun', ['crun']],
  ['libseccomp', ['libseccomp2', 'libseccomp']],
  ['shadow', ['uidmap', 'shadow-utils']],
  ['kubernetes', ['kubelet']],
];

/** An epoch does not count, 5:28.5.2 (deb-version(7)), and is no part of the value. */
const EPOCH = String.raw`(?:\d+:)?`;
const ARCH = '(?:x86_64|aarch64|i686|ppc64le|s390x|riscv64|noarch)';

/** The lines that name an installed package with its version; `NAME` is that of the package. */
const LINES: readonly string[] = [
  // dpkg -l: desired and present state, of which the second is i for what is installed (dpkg-query(1)).
  String.raw`^[a-z]i[A-Z]? +NAME(?::\w+)? +${EPOCH}(\d\S*)(?: |$)`,
  // apt list --installed
  String.raw`^NAME/\S+ ${EPOCH}(\d\S*) \S+ \[installed`,
  // dpkg-query -W, also where a tab became spaces
  String.raw`^NAME(?::\w+)?[\t ]+${EPOCH}(\d[^\s:/]*)$`,
  // rpm -q
  String.raw`^NAME-${EPOCH}(\d[^-\s]*-[^-\s]+?)(?:\.${ARCH})?$`,
  // dnf list --installed
  String.raw`^NAME\.${ARCH} +${EPOCH}(\d\S*) +@?\S+$`,
];

/** What package managers print of the programs of a stack. */
export const PACKAGE_RULES: readonly LineRule[] = PACKAGES.flatMap(([fact, names]) =>
  LINES.map((line) => ({
    fact,
    pattern: new RegExp(
      line.replace('NAME', () => oneOf(names)),
      'd',
    ),
  })),
);

function oneOf(names: readonly string[]): string {
  return `(?:${names.map((name) => name.replace('.', String.raw`\.`)).join('|')})`;
}
