import file from '../../../content/data/versions/since.json' with { type: 'json' };
import { isSince } from './release.ts';

/** What a release of one of the programs does, and older ones don't: each has a row in content/data/versions/differences.json, with its source. */
export type Difference = keyof typeof file;

/** Whether this release does it. */
export function does(difference: Difference, release: string): boolean {
  return isSince(release, file[difference]);
}
