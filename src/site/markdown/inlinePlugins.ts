import { internalLinks } from './internalLinks.ts';
import { wholeOptionsInProse } from './wholeOptions.ts';

/** What every text of ours goes through, a whole chapter or one line of front matter. */
export const inlinePlugins = (base: string) => [internalLinks(base), wholeOptionsInProse()];
