import type { BothMaps } from '../maps/BothMaps.ts';

/** Who runs inside; what is left out, the image says. */
export interface RunsAs {
  uid?: number;
  gid?: number;
}

/** What becomes of a container's user namespace. */
export type ContainerNamespace =
  /** It runs in the one that Podman works in. */
  | { made: 'none' }
  /** It joins one that the command names; what its maps are, isn't told. */
  | { made: 'elsewhere' }
  | {
      made: 'new';
      maps: BothMaps;
      /** Where the mode says who runs inside. */
      runsAs?: RunsAs;
      /** keep-id, nomap and auto make their maps late, and some things are then overlooked. */
      by: 'options' | 'mode' | 'auto';
    };
