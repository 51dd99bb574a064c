/** What the images are made of (images.ts), as Debian names it. */
export const IMAGE_PACKAGES = ['busybox-static', 'docker-registry', 'python3', 'curl', 'strace', 'nginx'];

/** What the scenarios on this machine's stage run besides. */
export const STAGE_PACKAGES = [
  'docker.io',
  'docker-cli',
  'docker-buildx',
  'runc',
  'crun',
  'runsc',
  'podman',
  'passt',
  'rootlesskit',
  'slirp4netns',
  'lxc',
  'nftables',
  'uidmap',
  'acl',
  'fuse-overlayfs',
  'jq',
  'gcc',
  'libc6-dev',
  'musl-tools',
  'libcap2-bin',
  'adduser',
  'bsdutils',
  'iproute2',
  'iptables',
  'procps',
  'sudo',
  'tini',
  'util-linux',
];
