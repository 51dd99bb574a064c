import type { ImageName } from './images.ts';
import type { Lab } from './Lab.ts';

/** One recording's script; `name` names the file it is written to. */
export interface Scenario {
  name: string;
  title: string;
  /** Where it is played: on a private copy of this machine (openStage.ts), unless it needs another kernel and systemd (openGuest.ts). */
  machine?: 'guest';
  /** Images whose making the stamp tells; their tar files lie in root's home as `<name>.tar`. */
  images: readonly ImageName[];
  /** Settings that the steps don't show, told in the stamp. */
  notes: readonly string[];
  play: (lab: Lab) => Promise<void>;
}
