import type { Computed } from '../state/compute.ts';
import { type PictureView, pictureViewOf } from './picture/pictureViewOf.ts';

/** The picture of a computed state, where a map has a line to draw. It shows the innermost map first, the state has the outermost first. */
export function pictureOf({ maps, ids, asked, askedAt, inForce, reading, kind }: Computed): PictureView | undefined {
  if (maps.every(({ extents }) => extents.length === 0)) return undefined;
  const isAsked = inForce && asked.kind === 'id';
  return pictureViewOf(
    {
      lines: lineNames(maps).map((name) => ({ name })),
      maps: maps.map(({ extents }) => extents).toReversed(),
      trace: isAsked ? ids.toReversed() : undefined,
      asked: isAsked ? maps.length - askedAt : undefined,
      accounts: reading.situation.accounts.filter(
        // Who runs a tool without privileges is always mapped, and nobody else's account.
        (account) => account.kind === kind && account.id !== reading.runBy?.[kind],
      ),
    },
    { refused: maps.some(({ standing }) => standing === 'refused') },
  );
}

/** Where there is one map, its lines say which side they are; of a bare uid_map nobody knows what lies outside. */
function lineNames(maps: Computed['maps']): string[] {
  const levels = maps.map(({ level }) => level).toReversed();
  const [only, ...more] = levels;
  if (!only) return [];
  if (more.length > 0) return [...levels.map(({ name }) => name), 'the host'];
  return only.tool === 'kernel' ? ['inside', 'outside'] : [`in ${only.name}`, 'on the host'];
}
