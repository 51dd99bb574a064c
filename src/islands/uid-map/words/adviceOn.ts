import {
  type Asked,
  type Part,
  type Remedy,
  remedies,
  type Situation,
  type Wants,
  type Warning,
  warnings,
} from '../../../engine/idmap/index.ts';
import { commandOf, isHostFolder } from '../state/commandOf.ts';
import type { Computed } from '../state/compute.ts';
import { mountOf } from '../state/configOf.ts';
import { filesOnHost, labelsOnHost, seenOnHost } from '../state/seenOnHost.ts';

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
