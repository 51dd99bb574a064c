import { shellWord } from '../../engine/text/index.ts';

/** Where a build serves the command, and what its bytes hash to. */
export interface Program {
  /** An address, or a path of the site. */
  href: string;
  sha256: string;
}

/**
 * The lines of a shell that download the command, verify that it is this build's, and run it. A file of that name is left as it is: where it is another one, the
 * check stops what follows.
 */
export const programLines = ({ href, sha256 }: Program, command: string): string =>
  [
    `[ -e waterline.js ] || curl -fsSLo waterline.js ${shellWord(href)} &&`,
    `  echo '${sha256}  waterline.js' | sha256sum -c - &&`,
    `  ${command}`,
  ].join('\n');
