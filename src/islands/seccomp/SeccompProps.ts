import type { Mode, Opening } from './State.ts';

/** What the static page hands to the instrument. */
export interface SeccompProps {
  mode: Mode;
  /** Distinguishes the instruments on one page: the ids of its fields begin with it. */
  id: string;
  opening: Opening;
  /** The instrument's own page: its path, and its whole address for reports. */
  checkerHref: string;
  checkerUrl: string;
  /** Where "this is wrong" goes (REPO_URL); undefined where the build has none. */
  repository?: string | undefined;
}
