import type { Diagnostic } from '../../text/index.ts';
import { joinExtents } from '../map/compose.ts';
import type { IdMap } from '../map/Extent.ts';
import type { IdMapFormat } from './IdMapFormat.ts';

/**
 * Undefined where the reader of `format(map, as)` gets the same map from it; else why the tool can't say this map. nspawn knows one run of ids
 * from inside 0 on, which may be more than one extent here; the lines of subid are laid end to end from inside 0 on. Whether the kernel takes the
 * map is `checkWrite`'s question.
 */
export function expressible(map: IdMap, as: IdMapFormat): Diagnostic | undefined {
  if (map.length === 0) {
    return cannot('format-empty', 'This map is empty, and no tool writes an empty map.', 'Add a line.');
  }
  if (as === 'nspawn') {
    const [extent, ...more] = joinExtents(map);
    if (more.length > 0) {
      const count = more.length + 1;
      return cannot(
        'nspawn-one-run',
        `systemd-nspawn supports only one range; this map has ${count}.`,
        'Give the container one range, and map single directories with an idmapped mount.',
      );
    }
    if (extent && extent.inside !== 0) {
      return cannot(
        'nspawn-from-0',
        `systemd-nspawn maps from container ID 0 up; this map begins at ${extent.inside}.`,
        'Begin the range at container ID 0.',
      );
    }
  }
  if (as === 'subid') {
    let next = 0;
    for (const { inside, count } of map) {
      if (inside !== next) {
        return cannot(
          'subid-end-to-end',
          `dockerd maps the ranges of /etc/subuid one after another from container ID 0 up: the next begins at ${next}, not at ${inside}.`,
          'dockerd supports no other map. Podman, LXC and runc do.',
        );
      }
      next += count;
    }
  }
  return undefined;
}

function cannot(code: string, message: string, hint: string): Diagnostic {
  return { code, severity: 'error', message, hint };
}
