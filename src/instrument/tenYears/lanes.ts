import type { Lane } from './TenYears.ts';

/** The lanes, in order: what each is called among others, and beside its marks where there is room and where there is little. */
export const LANES: readonly { lane: Lane; name: string; wide: string; narrow: string }[] = [
  { lane: 'docker', name: 'Docker', wide: 'Docker', narrow: 'Docker' },
  { lane: 'older', name: 'Older Docker', wide: 'Older Docker releases, while maintained', narrow: 'older' },
  { lane: 'podman', name: 'Podman', wide: 'Podman in Debian', narrow: 'Podman' },
  { lane: 'containerd', name: 'containerd', wide: 'containerd in Debian', narrow: 'containerd' },
];
