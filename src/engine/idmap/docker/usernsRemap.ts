import type { Parsed } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import { plainExtent } from '../map/LocatedExtent.ts';
import type { Subid } from '../subid/Subid.ts';
import type { RemapOptions } from './DockerEngine.ts';
import type { RemapUser } from './RemapUser.ts';
import { remapSubids } from './remapSubids.ts';

/** The map that `dockerd --userns-remap` builds for `user`, undefined where it builds none; see `remapSubids` for the rules and their source. */
export function usernsRemap(subids: readonly Subid[], user: RemapUser, options: RemapOptions = {}): Parsed<IdMap> {
  const { value, diagnostics } = remapSubids(subids, user, options);
  return { value: value?.map(plainExtent), diagnostics };
}
