import { ids } from './answer.ts';
import type { Computed } from './compute.ts';
import type { Drawing, PictureOf } from './picture/Drawing.ts';
import { drawPicture } from './picture/drawPicture.ts';

/** Two drawings of one picture, for a phone and for anything wider; the stylesheet shows the one that fits. */
export interface PictureView {
  narrow: Drawing;
  wide: Drawing;
  title: string;
  description: string;
  refused: boolean;
  captions: { inside: string; outside: string };
}

/** Widths of the two in units that are about a pixel. */
const NARROW = 350;
const WIDE = 640;

/** Extents that the description names; the rest is in the table. */
const DESCRIBED = 4;

export function pictureOf(computed: Computed): PictureView {
  const { extents, inside, outside, standing, source } = computed;
  const asked = inside !== undefined || outside !== undefined;
  const picture: PictureOf = { extents, trace: standing === 'taken' && asked ? { inside, outside } : undefined };
  return {
    narrow: drawPicture(picture, NARROW),
    wide: drawPicture(picture, WIDE),
    title: 'The ids inside, above, and the ids outside, below',
    description: describe(computed),
    refused: standing === 'refused',
    captions:
      source === 'subuid'
        ? { inside: 'inside: the container', outside: 'outside: the host' }
        : { inside: 'inside', outside: 'outside' },
  };
}

function describe({ extents, inside, outside, standing }: Computed): string {
  const sentences = extents
    .slice(0, DESCRIBED)
    .map(({ inside: near, outside: far, count }) => `${ids(near, count)} inside leads to ${ids(far, count)} outside.`);
  if (extents.length > DESCRIBED) sentences.push(`${extents.length - DESCRIBED} more are in the table.`);
  if (extents.length === 0) sentences.push('Nothing leads from one to the other.');
  if (standing === 'refused') sentences.push('The kernel takes none of it.');
  if (standing === 'taken') {
    if (inside !== undefined && outside !== undefined) sentences.push(`A line leads from ${inside} to ${outside}.`);
    else if (inside !== undefined) sentences.push(`A line from ${inside} inside ends between the two.`);
    else if (outside !== undefined) sentences.push(`A line from ${outside} outside ends between the two.`);
  }
  return sentences.join(' ');
}
