import type { Computed } from './compute.ts';
import type { PictureOf } from './picture/PictureOf.ts';
import { type PictureView, pictureViewOf } from './picture/pictureViewOf.ts';

export type { PictureView } from './picture/pictureViewOf.ts';

/** The picture of a computed state. */
export function pictureOf({ extents, inside, outside, standing, source, asked }: Computed): PictureView {
  const isAsked = standing === 'taken' && asked.kind === 'id';
  const picture: PictureOf = {
    lines:
      source === 'subuid'
        ? [{ name: 'inside: the container' }, { name: 'outside: the host' }]
        : [{ name: 'inside' }, { name: 'outside' }],
    maps: [extents],
    trace: isAsked ? [inside, outside] : undefined,
    asked: undefined,
    accounts: [],
  };
  return pictureViewOf(picture, { refused: standing === 'refused' });
}
