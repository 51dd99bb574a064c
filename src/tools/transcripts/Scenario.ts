import type { ImageName } from './images.ts';
import type { Lab } from './Lab.ts';
import type { Cgroups } from './openStage.ts';

/** One recording's script; `name` names the file it is written to. */
export interface Scenario {
  name: string;
  title: string;
  /** Which control groups the machine shows: v2, unless the scenario needs the controllers that this kind of machine has on v1. */
  cgroups?: Cgroups;
  /** Images whose making the stamp tells; their tar files lie in root's home as `<name>.tar`. */
  images: readonly ImageName[];
  /** Settings that the steps don't show, told in the stamp. */
  notes: readonly string[];
  play: (lab: Lab) => Promise<void>;
}
