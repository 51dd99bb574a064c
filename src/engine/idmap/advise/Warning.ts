import type { Diagnostic } from '../../text/index.ts';

/** Something that works and yet will bite, with the place of the site that teaches why. */
export interface Warning extends Diagnostic {
  /** A path of this site with its heading's anchor, and what the link says. */
  learn: { path: string; title: string };
}
