import file from '../../../../content/data/commandOptions.json' with { type: 'json' };
import { type OptionTable, optionTable } from '../../text/index.ts';
import { since, type Versions } from '../versions/programWords.ts';

/** All options of unshare (util-linux 2.41.5). */
export const UNSHARE: OptionTable = optionTable(file.unshare);

/** The namespaces that each option makes by itself. */
export const MAKES_NAMESPACES: Readonly<Record<string, readonly string[] | undefined>> = file.unshare.makes;

/** Options that came later than the others. */
const LATER: Readonly<Record<string, string | undefined>> = file.unshare.later;

/** Of the options those that the host's unshare has. */
export function unshareOptions(versions?: Versions): OptionTable {
  const isThere = (name: string) => {
    const difference = LATER[name] as 'map-ranges' | 'map-subids' | undefined;
    return difference === undefined || since('util-linux', difference, versions);
  };
  return {
    ...UNSHARE,
    long: new Map([...UNSHARE.long].filter(([name]) => isThere(name))),
    short: new Map([...UNSHARE.short].filter(([, name]) => isThere(name))),
  };
}
