import type { Lane } from './TenYears.ts';

/** The lanes, in order: what each is called among others, and beside its marks where there is room and where there is little. */
export const LANES: readonly { lane: Lane; name: string; wide: string; narrow: string }[] = [
  { lane: 'docker', name: 'Docker', wide: 'Docker', narrow: 'Docker' },
  { lane: 'older', name: 'Older Docker', wide: 'Docker’s older lines, while they were kept', narrow: 'older' },
  { lane: 'podman', name: 'Podman', wide: 'Podman, as Debian has it', narrow: 'Podman' },
  { lane: 'containerd', name: 'containerd', wide: 'containerd, as Debian has it', narrow: 'containerd' },
];
