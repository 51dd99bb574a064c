import { MAX_EXTENTS } from '../../../../engine/idmap/index.ts';
import type { Drawing } from './Drawing.ts';
import { drawPicture } from './drawPicture.ts';
import type { PictureOf } from './PictureOf.ts';
import { pictureDescription, pictureTitle } from './pictureText.ts';

/** Two drawings of one picture, for a phone and for anything wider; the stylesheet shows the one that fits. */
export interface PictureView {
  narrow: Drawing;
  wide: Drawing;
  title: string;
  /** What the picture shows, in words. */
  description: string;
  refused: boolean;
  /** How many extents each map has. */
  sizes: readonly number[];
}

/** Widths of the two in units that are about a pixel. */
const NARROW = 350;
const WIDE = 640;

/**
 * The picture as PictureFigure shows it. `refused`: the kernel takes none of the maps, so nothing is traced through them. Of a map that has
 * more extents than the kernel ever takes, the first are drawn.
 */
export function pictureViewOf(picture: PictureOf, { refused }: { refused: boolean }): PictureView {
  const shown = {
    ...picture,
    maps: picture.maps.map((extents) => extents.slice(0, MAX_EXTENTS)),
    trace: refused ? undefined : picture.trace,
  };
  return {
    narrow: drawPicture(shown, NARROW),
    wide: drawPicture(shown, WIDE),
    title: pictureTitle(shown),
    description: pictureDescription({ ...shown, maps: picture.maps }, refused),
    refused,
    sizes: shown.maps.map((extents) => extents.length),
  };
}
