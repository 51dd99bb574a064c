import file from '../../../../content/data/versions/idMapsSince.json' with { type: 'json' };
import { isSince } from '../../linux/index.ts';
import { BEGAN, type Program, type Versions } from './Versions.ts';

type Since = typeof file;

/**
 * Whether the program does it in the release that is given: each difference has a row in content/data/versions/idMaps.json with its words and its
 * source. A release between the one that was seen without and the one that was seen with it counts as told there.
 */
export function since<Of extends Program & keyof Since>(
  of: Of,
  difference: keyof Since[Of] & string,
  versions: Versions = {},
): boolean {
  const first: unknown = file[of][difference];
  return typeof first === 'string' && isSince(versions[of] ?? BEGAN[of], first);
}
