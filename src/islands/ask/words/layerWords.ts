import type { Layer } from '../../../engine/idmap/index.ts';

/** Who said no, in a word. */
export const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  seccomp: 'seccomp filter',
  capability: 'capability',
  'id-map': 'ID map',
  subid: '/etc/subuid',
  'file-mode': 'file permissions',
  lsm: 'AppArmor or SELinux',
  cgroup: 'cgroup',
  runtime: 'runtime',
  engine: 'engine',
  kernel: 'kernel',
  unknown: 'layer unknown',
};
