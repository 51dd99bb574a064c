import type { Mode, Opening } from './state/State.ts';
import type { End } from './words/completions/End.ts';

/** What the static page hands to the instrument. */
export interface SeccompProps {
  mode: Mode;
  /** Distinguishes the instruments on one page: the ids of its fields begin with it. */
  id: string;
  opening: Opening;
  /** The instrument's own page: its path, and its whole address for reports. */
  checkerHref: string;
  checkerUrl: string;
  /** What can be asked for by its end, on the instrument's own page. */
  ends?: readonly End[];
  /** Where "Report a wrong answer" goes (REPO_URL); undefined where the build has none. */
  repository?: string | undefined;
}
