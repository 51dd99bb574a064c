import type { Layer } from '../../../engine/idmap/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

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

/** A title whose backticks hold what a program prints, as a phrase. */
export const ticked = (text: string): Phrase =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 0 ? part : code(part)))
    .filter((part) => part !== '');
