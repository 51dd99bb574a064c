import type { UidMapLink } from '../../../share/UidMapLink.ts';
import type { Mode, Opening } from '../state/State.ts';
import type { Answered } from '../worker/Question.ts';

/** A worked case: its name, and the fragment that opens it on the calculator's page. */
export interface UidMapExample {
  task: UidMapLink['task'];
  title: string;
  fragment: string;
}

/** What the static page hands to the calculator. */
export interface UidMapProps {
  mode: Mode;
  /** Distinguishes the calculators on one page: the ids of its fields begin with it. */
  id: string;
  opening: Opening;
  /** The answer to that, for the page as it is served shows it. */
  first: Answered;
  /** The site’s base, without a slash at its end. */
  base: string;
  /** The calculator’s own page: its path, and its whole address for reports. */
  calculatorHref: string;
  calculatorUrl: string;
  /** Worked cases that are offered while there is no text. */
  examples: readonly UidMapExample[];
  /** Where "Report a wrong answer" goes (REPO_URL); undefined where the build has none. */
  repository?: string | undefined;
}
