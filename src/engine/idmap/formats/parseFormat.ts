import type { Parsed } from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import type { IdMap } from '../map/Extent.ts';
import { readDocker } from './docker.ts';
import { type Entries, mapOfKind } from './Entries.ts';
import type { FormatOptions, IdMapFormat } from './IdMapFormat.ts';
import { readLxc } from './lxc.ts';
import { readMount } from './mount.ts';
import { readNewuidmap } from './newuidmap.ts';
import { readNspawn } from './nspawn.ts';
import { readOci } from './oci.ts';
import { readPodman } from './podman.ts';
import { readSubid } from './subid.ts';
import { readUidMap } from './uidMap.ts';
import { readUnshare } from './unshare.ts';

/**
 * The map that `text` says in a tool's own way, of the kind and for the owner that `options` name; undefined where something is wrong with the
 * text or the kernel would refuse the map, and where the text says none. For every map that `expressible` allows,
 * parseFormat(format(map)) is that map.
 */
export function parseFormat(text: string, as: IdMapFormat, options: FormatOptions = {}): Parsed<IdMap> {
  const { kind = 'uid', owner = 'dockremap' } = options;
  const { entries, diagnostics } = read(text, as, owner);
  const own = entries.filter(({ kinds }) => kinds.includes(kind));
  const all = [...diagnostics, ...(as === 'uid_map' ? [] : mapProblems(own))];
  if (all.some(({ severity }) => severity === 'error')) return { value: undefined, diagnostics: all };
  if (own.length === 0) {
    const message = `No ${kind.toUpperCase()} map in this text.`;
    const hint = 'Paste the line or the option that holds it.';
    return { value: undefined, diagnostics: [...all, { code: 'format-no-map', severity: 'error', message, hint }] };
  }
  return { value: mapOfKind(own, kind), diagnostics: all };
}

function read(text: string, as: IdMapFormat, owner: string): Entries {
  switch (as) {
    case 'uid_map':
      return readUidMap(text);
    case 'subid':
      return readSubid(text, owner);
    case 'oci':
      return readOci(text);
    case 'docker':
      return readDocker(text);
    case 'lxc':
      return readLxc(text);
    case 'podman':
      return readPodman(text);
    case 'newuidmap':
      return readNewuidmap(text);
    case 'unshare':
      return readUnshare(text);
    case 'nspawn':
      return readNspawn(text);
    case 'mount':
      return readMount(text);
  }
}
