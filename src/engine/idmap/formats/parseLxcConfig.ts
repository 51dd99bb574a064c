import {
  type Diagnostic,
  type Edit,
  error,
  info,
  type Parsed,
  type SourceText,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import type { LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { bothMaps, hostMaps, mapsOf, noMaps, readLxc } from './lxc.ts';

/** What Proxmox VE gives an unprivileged container that has no map of its own (PVE::LXC, parse_id_maps). */
const PROXMOX_DEFAULT = { inside: 0, outside: 100000, count: 65536 };

/** A key that stands in every config of Proxmox VE and in none of LXC's. */
const PROXMOX_KEY =
  /^(?:arch|cores|features|hostname|memory|mp[0-9]+|net[0-9]+|onboot|ostype|rootfs|swap|unprivileged)$/;

/**
 * The maps of an LXC container from its config: LXC's own (lxc.container.conf(5)) or Proxmox VE's /etc/pve/lxc/NNN.conf. Without a map
 * the container is privileged, and its ids are the host's; Proxmox VE's `unprivileged: 1` gives 65536 ids from 100000 on instead. The value holds
 * what could be read; an error says that the container doesn't start. Undefined where the text is no such config.
 */
export function parseLxcConfig(text: string): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { entries, diagnostics, settings } = readLxc(text);
  if (settings.length === 0) {
    return noMaps(
      error(
        'lxc-no-setting',
        'No settings in this text, such as lxc.idmap = u 0 100000 65536.',
        'Paste the config of the container: /var/lib/lxc/NAME/config, or /etc/pve/lxc/NNN.conf.',
      ),
    );
  }
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  const all: Diagnostic[] = [...diagnostics, ...ofTheKernel];
  // What an included file says isn't known here; LXC's own templates put the map there.
  const included = settings
    .filter(({ key }) => key === 'lxc.include')
    .map(({ start, end, value }) => {
      const message = `The contents of ${value} are not in this text.`;
      return warning('lxc-include', message, 'If it has lxc.idmap lines, paste them too.', spanAt(source, start, end));
    });
  if (entries.length > 0) return { value: maps, diagnostics: [...all, ...oneSided(maps, source), ...included] };

  // Lines that can't be read were to be a map: nothing can be concluded from there being none.
  if (diagnostics.some(({ code, severity }) => code === 'lxc-idmap' && severity === 'error')) return noMaps(...all);

  const unprivileged = settings.findLast(({ key }) => key === 'unprivileged');
  const setting = unprivileged ?? settings[0];
  const span = spanAt(source, setting?.start ?? 0, setting?.end ?? 0);
  if (unprivileged?.value === '1') {
    const message = 'Without lxc.idmap, Proxmox VE maps 65536 IDs from 100000 on.';
    all.push(
      info('lxc-proxmox-default', message, 'Lines that begin with lxc.idmap replace this map altogether.', span),
    );
    return { value: bothMaps(PROXMOX_DEFAULT, span), diagnostics: all };
  }
  all.push(
    info(
      'lxc-privileged',
      'No map: the container is privileged, and its IDs are the host’s.',
      settings.some(({ key }) => PROXMOX_KEY.test(key))
        ? 'To make it unprivileged, back it up and restore it with unprivileged: 1, which changes the owners of its files.'
        : 'Add lxc.idmap lines.',
      span,
    ),
  );
  return { value: hostMaps(span), diagnostics: [...all, ...included] };
}

function oneSided(maps: NamespaceMaps, source: SourceText): Diagnostic[] {
  return (['uid', 'gid'] as const).flatMap((kind): Diagnostic[] => {
    const [letter, other, twin] = kind === 'uid' ? (['u', 'g', 'gid'] as const) : (['g', 'u', 'uid'] as const);
    const ID = kind.toUpperCase();
    const side = maps[kind];
    if (side && toOutside(side, 0) !== undefined) return [];
    if (side) {
      return [
        error(
          'lxc-root-unmapped',
          `LXC does not start this container: ${ID} 0 has no mapping, so root in the container has no ${ID} on the host.`,
          `Add a line that begins with lxc.idmap = ${letter} 0.`,
          side[0]?.span,
        ),
      ];
    }
    const given = maps[twin] ?? [];
    return [
      {
        ...error(
          'lxc-one-sided',
          `LXC does not start this container: the config maps ${twin.toUpperCase()}s (${other}), but no ${ID}s (${letter}).`,
          `Add the same lines with ${letter}.`,
        ),
        ...(given[0] && { span: given[0].span, fix: [copiedBelow(given, letter, source)] }),
      },
    ];
  });
}

/** The lines of one kind once more, for the other kind, below the last of them. */
function copiedBelow(given: readonly LocatedExtent[], letter: 'u' | 'g', { text }: SourceText): Edit {
  const last = given.at(-1)?.span.end ?? text.length;
  // A value may stand in quotes.
  const end = /["']/.test(text.charAt(last)) ? last + 1 : last;
  const key = /lxc\.id_?map:/.test(text) ? 'lxc.idmap:' : 'lxc.idmap =';
  const lines = given.map(({ inside, outside, count }) => `\n${key} ${letter} ${inside} ${outside} ${count}`);
  return { start: end, end, text: lines.join('') };
}
