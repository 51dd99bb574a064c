import {
  type Asked,
  type Listing,
  OVERFLOW_ID,
  type Part,
  type Remedy,
  readListing,
  remedies,
  type Seen,
  type SeenFile,
  type Situation,
  type Wants,
  type Warning,
  warnings,
} from '../../../engine/idmap/index.ts';
import { relocateSpan } from '../../../engine/text/index.ts';
import { commandOf, isHostFolder, onHost, printedAt } from '../state/commandOf.ts';
import { mountOf } from '../state/planOf.ts';
import type { Computed } from '../state/sharedIds.ts';

/** What the first text shows of the host beside its maps. */
function seenOnHost(computed: Computed): Seen {
  const { reading, ids, maps, kind } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  const files = filesOnHost(computed);
  const groups = reading.caller?.groups;
  const inside = ids[maps.length];
  return {
    ...(files.length > 0 && { files }),
    ...labelsOnHost(computed),
    ...(groups && { groups }),
    ...(inside !== undefined && kind === 'uid' && { process: { uid: inside, gid: inside } }),
    ...(parts.some(({ kind: each }) => each === 'docker-info') && { dockerDesktop: reading.dockerDesktop }),
  };
}

/** The SELinux types that `ls -Z` shows, whatever the map. */
function labelsOnHost({ reading }: Computed): Pick<Seen, 'labels'> {
  const labels = (reading.texts[0]?.parts ?? []).flatMap((part) => {
    if (part.kind !== 'listing' || part.where === 'container') return [];
    return part.content.split('\n', MOST_LABELS).flatMap((line) => labelOf(line) ?? []);
  });
  return labels.length > 0 ? { labels } : {};
}

const MOST_LABELS = 200;

/** user:role:type:level, which ls sets between the owners and the rest, and the name at the end. */
function labelOf(line: string): { path: string; type: string } | undefined {
  const type = /\s\w+_u:\w+_r:(\w+_t):s\d\S*\s/.exec(line.slice(0, 300))?.[1];
  const path = line.slice(0, 2000).trimEnd().split(/\s/).at(-1);
  return type === undefined || !path ? undefined : { path, type };
}

/** The files of every listing, with the host's ids: what a listing shows of a container's view is translated. */
function filesOnHost(computed: Computed): SeenFile[] {
  const { reading, maps } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  return parts.flatMap((part) => {
    if (part.kind !== 'listing') return [];
    const depth = maps.length === 0 ? 0 : printedAt(part, computed);
    const files = filesOf(readListing(part));
    // namei lists the way to a file, and the file last.
    return (part.tool === 'namei' ? files.slice(-1) : files).flatMap((file) => {
      // The overflow id stands for every id that the namespace lacks.
      if (depth > 0 && (file.uid === OVERFLOW_ID || file.gid === OVERFLOW_ID)) return [];
      const uid = onHost(reading.levels, 'uid', file.uid, depth);
      const gid = onHost(reading.levels, 'gid', file.gid, depth);
      if (uid === undefined || gid === undefined) return [];
      return [{ ...file, uid, gid, ...(file.span && { span: relocateSpan(file.span, part.span) }) }];
    });
  });
}

function filesOf({ rows }: Listing): SeenFile[] {
  return rows.flatMap(({ what, span, ids, file }) => {
    const uid = ids.find(({ kind }) => kind === 'uid')?.id;
    const gid = ids.find(({ kind }) => kind === 'gid')?.id;
    if (!file || uid === undefined || gid === undefined) return [];
    return [{ path: what, mode: file.modeText, uid, gid, hasAcl: file.hasAcl, hasLabel: file.hasLabel, span }];
  });
}

/** What to know, and ways out. */
export interface Advice {
  warnings: readonly Warning[];
  remedies: { title: string; items: readonly Remedy[] };
}

/** What is worth knowing about the maps, and ways to give the asked id access to a directory. */
export function adviceOn(computed: Computed): Advice {
  const { reading, maps } = computed;
  // Without a map there is nothing to advise on, unless a text says that there is none.
  const known =
    maps.length > 0 ||
    reading.texts.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'situation-host-ids'));
  const taken = known && maps.every(({ standing }) => standing === 'taken' || standing === 'unknown');
  const asked = askedOf(computed);
  return {
    // What the files say by themselves is true whoever is chosen, and whatever comes of it.
    warnings:
      taken || reading.dockerDesktop
        ? warnings(reading.situation, seenOnHost(computed))
        : warnings(withoutMaps(reading.situation), labelsOnHost(computed)),
    remedies: {
      title: titleOf(computed, asked),
      items: taken && asked ? remedies(reading.situation, asked, wantsOf(computed)) : [],
    },
  };
}

function withoutMaps(situation: Situation): Situation {
  return { ...situation, levels: [] };
}

function askedOf({ asked, askedAt, kind }: Computed): Asked | undefined {
  return asked.kind === 'id' ? { kind, level: askedAt, id: asked.id } : undefined;
}

function titleOf({ kind, askedAt, ids, maps }: Computed, asked: Asked | undefined): string {
  if (!asked) return '';
  const who = kind === 'uid' ? 'user' : 'group';
  const unmapped = askedAt > 0 && ids[0] === undefined;
  if (unmapped) return `Map ${who} ${asked.id} to a host ID`;
  const inside = ids[maps.length] ?? (askedAt === 0 ? undefined : asked.id);
  return inside === undefined
    ? `Give the container access to files of host ${who} ${asked.id}`
    : `Give container ${who} ${inside} access to a directory`;
}

/** The directory that was listed, where there is just one file that a remedy could be about. */
function wantsOf(computed: Computed): Wants {
  const command = commandOf(computed.reading);
  const volume = command?.volumes.find(isHostFolder);
  const label = volume?.options.find((option) => option === 'z' || option === 'Z');
  const ofCommand = {
    ...(command?.image && { image: command.image }),
    ...(volume && { path: volume.source, target: volume.destination, ...(label && { label }) }),
    ...(hasMap(computed) && { daemonHasMap: true }),
  };
  return { ...computed.host, ...ofCommand, ...ofConfig(computed), ...ofListing(computed) };
}

/** The daemon has a map, though the container that is asked about does without. */
function hasMap({ reading }: Computed): boolean {
  return commandOf(reading)?.hostUserns === true || reading.texts.some(({ parts }) => parts.some(isRemapped));
}

function isRemapped(part: Part): boolean {
  return part.kind === 'dockerd' && part.option !== undefined && part.option.value !== '';
}

function ofListing(computed: Computed): Wants {
  const files = filesOnHost(computed);
  const [file] = files;
  if (!file || files.length > 1) return {};
  return { ...(file.path.startsWith('/') && { path: file.path }), owner: { uid: file.uid, gid: file.gid } };
}

/** The directory that a pasted config mounts. */
function ofConfig({ reading }: Computed): Wants {
  const mount = mountOf(reading.texts[0]?.parts ?? []);
  return mount === undefined ? {} : { path: mount.source, target: mount.target, mounted: true };
}
