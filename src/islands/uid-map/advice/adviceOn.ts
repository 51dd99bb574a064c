import { type Asked, type Remedy, remedies, type Wants, type Warning, warnings } from '../../../engine/idmap/index.ts';
import type { Computed } from '../compute.ts';
import { filesOnHost, seenOnHost } from './seenOnHost.ts';

/** What to know, and ways out. */
export interface Advice {
  warnings: readonly Warning[];
  remedies: { title: string; items: readonly Remedy[] };
}

/** What is worth knowing about the maps, and ways to let the asked id at a directory. */
export function adviceOn(computed: Computed): Advice {
  const { reading, maps } = computed;
  // Without a map there is nothing to advise on, unless a text says that there is none.
  const known =
    maps.length > 0 ||
    reading.texts.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'situation-host-ids'));
  const taken = known && maps.every(({ standing }) => standing === 'taken' || standing === 'unknown');
  const asked = askedOf(computed);
  return {
    warnings: taken || reading.dockerDesktop ? warnings(reading.situation, seenOnHost(computed)) : [],
    remedies: {
      title: titleOf(computed, asked),
      items: taken && asked ? remedies(reading.situation, asked, wantsOf(computed)) : [],
    },
  };
}

function askedOf({ asked, askedAt, kind }: Computed): Asked | undefined {
  return asked.kind === 'id' ? { kind, level: askedAt, id: asked.id } : undefined;
}

function titleOf({ kind, askedAt, ids, maps }: Computed, asked: Asked | undefined): string {
  if (!asked) return '';
  const who = kind === 'uid' ? 'user' : 'group';
  const unmapped = askedAt > 0 && ids[0] === undefined;
  if (unmapped) return `So that ${who} ${asked.id} has an id outside`;
  const inside = ids[maps.length] ?? (askedAt === 0 ? undefined : asked.id);
  return inside === undefined
    ? `So that the container can use what ${who} ${asked.id} of the host owns`
    : `So that ${who} ${inside} of the container can use a directory`;
}

/** The directory that was listed, where there is just one file that a remedy could be about. */
function wantsOf(computed: Computed): Wants {
  const { command } = computed.reading;
  const volume = command?.volumes.find(({ source }) => source !== undefined && /^[./]/.test(source));
  const ofCommand = {
    ...(command?.image && { image: command.image }),
    ...(volume?.source && { path: volume.source, target: volume.destination }),
  };
  return { ...ofCommand, ...ofListing(computed) };
}

function ofListing(computed: Computed): Wants {
  const files = filesOnHost(computed);
  const [file] = files;
  if (!file || files.length > 1) return {};
  return { ...(file.path.startsWith('/') && { path: file.path }), owner: { uid: file.uid, gid: file.gid } };
}
