import { pathWord, shellWord } from '../../../text/index.ts';
import { noIdmappedMount } from '../../formats/noIdmappedMount.ts';
import { EVERY_ID } from '../../map/compose.ts';
import type { IdKind } from '../../map/Extent.ts';
import { toInside, toOutside } from '../../map/toOutside.ts';
import type { Asked, Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import type { Wants } from '../Wants.ts';
import { type Ids, inOption, type Need } from './Need.ts';

/**
 * The question with everything worked out that its answers need. An id of a namespace is asked for itself: whose number a user goes by, the
 * group of the same number goes along. An id of the host owns the files; who is to use them is root inside, unless `wants` says otherwise.
 */
export function needOf(situation: Situation, asked: Asked, wants: Wants): Need {
  const askedOutside = asked.level <= 0;
  const levels = askedOutside ? situation.levels : situation.levels.slice(0, asked.level);
  const scoped = { ...situation, levels };
  const inside = insideIds(scoped, asked, wants);
  const word = pathWord(wants.path);
  const dir = word ?? 'DIR';
  const target = wants.target !== undefined && /^\/[\w./-]*$/.test(wants.target) ? shellWord(wants.target) : '/data';
  const tool = levels.at(-1)?.tool;
  return {
    situation: scoped,
    tool,
    kind: asked.kind,
    inside,
    outside: {
      uid: inside.uid === undefined ? undefined : out(scoped, 'uid', inside.uid),
      gid: inside.gid === undefined ? undefined : out(scoped, 'gid', inside.gid),
    },
    owner: ownerIds(asked, wants),
    askedOutside,
    path: word === undefined ? 'DIR' : (wants.path ?? 'DIR'),
    dir,
    volume: volumeOf(dir, target, wants.label),
    daemonHasMap: wants.daemonHasMap === true,
    target,
    mounted: wants.mounted === true,
    image: wants.image !== undefined && /^[\w][\w.:/@-]*$/.test(wants.image) ? shellWord(wants.image) : 'IMAGE',
    versions: wants.versions,
    canMap: noIdmappedMount(wants) === undefined,
    host: wants,
    nested: levels.length > 1 && levels[0]?.tool !== tool,
  };
}

/** With --mount where the path has the colon of -v; one with a comma or a quote too is no value of that (encoding/csv), and stays to be named. */
function volumeOf(dir: Need['dir'], target: Need['target'], label: string | undefined): string {
  if (dir.includes(':') && /[,"]/.test(dir)) return volumeOf('DIR', target, label);
  const relabel = label === 'z' || label === 'Z' ? label : undefined;
  if (!dir.includes(':')) return `-v ${dir}:${target}${relabel === undefined ? '' : `:${relabel}`}`;
  const shared = relabel === undefined ? '' : `,relabel=${relabel === 'z' ? 'shared' : 'private'}`;
  return `--mount type=bind,source=${inOption(dir)},target=${target}${shared}`;
}

function insideIds(situation: Situation, asked: Asked, { process }: Wants): Ids {
  if (asked.level > 0) {
    if (asked.kind === 'gid') return { uid: process?.uid, gid: asked.id };
    const gid = process?.gid ?? (out(situation, 'gid', asked.id) === undefined ? undefined : asked.id);
    return { uid: asked.id, gid };
  }
  if (process) return process;
  const known = into(situation, asked.kind, asked.id);
  if (asked.kind === 'gid') return { uid: undefined, gid: known ?? 0 };
  return { uid: known ?? 0, gid: known === undefined || out(situation, 'gid', known) === undefined ? 0 : known };
}

function ownerIds(asked: Asked, { owner }: Wants): Ids | undefined {
  if (owner) return owner;
  if (asked.level > 0) return undefined;
  return asked.kind === 'uid' ? { uid: asked.id, gid: undefined } : { uid: undefined, gid: asked.id };
}

/** The id outside that `id` of the innermost namespace is; undefined without a mapping, or where a map isn't known. */
function out(situation: Situation, kind: IdKind, id: number): number | undefined {
  return toOutside(mapOf(situation, kind), id);
}

/** False where the owner of the files is known to have no id inside: root inside has no power over those. */
export function ownerIsInside({ situation, owner }: Need): boolean {
  const known = (kind: IdKind) => owner?.[kind] === undefined || into(situation, kind, owner[kind]) !== undefined;
  return known('uid') && known('gid');
}

/** The id inside that the host's `id` is. */
export function into(situation: Situation, kind: IdKind, id: number): number | undefined {
  return toInside(mapOf(situation, kind), id);
}

function mapOf(situation: Situation, kind: IdKind) {
  return situation.levels.length === 0 ? EVERY_ID : (hostExtents(situation, kind) ?? []);
}
