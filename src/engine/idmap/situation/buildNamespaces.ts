import type { Part } from '../recognise/Part.ts';
import { type Built, NOTHING_BUILT } from './Built.ts';
import { buildFromCommand, isCommand } from './buildFromCommand.ts';
import { buildFromConfig, isConfig } from './buildFromConfig.ts';
import { buildFromMap } from './buildFromMap.ts';
import { buildFromReport, isReport } from './buildFromReport.ts';
import { buildFromSubids } from './buildFromSubids.ts';
import type { Given } from './Given.ts';
import type { HostLooks } from './HostLooks.ts';

/**
 * The namespaces that a text describes. What says its map outright wins: a command or a configuration, then a map as the kernel shows it;
 * else the ids that are lent, from which the chosen program makes one, and last what docker or podman tell of themselves.
 */
export function buildNamespaces(parts: readonly Part[], given: Given, looks: HostLooks): Built {
  const command = parts.find(isCommand);
  const commanded = command && buildFromCommand(command, given, looks);
  if (commanded) return commanded;
  const config = parts.find(isConfig);
  if (config) return buildFromConfig(config);
  const maps = parts.filter((part) => part.kind === 'map');
  if (maps.length > 0) return buildFromMap(maps);
  if (parts.some(({ kind }) => kind === 'subids')) return buildFromSubids(given, looks);
  const reports = parts.filter(isReport);
  const reported = reports.map(buildFromReport).find(({ levels }) => levels.length > 0);
  if (reported) return reported;
  return parts.some(({ kind }) => kind === 'dockerd') ? buildFromSubids(given, looks) : NOTHING_BUILT;
}
