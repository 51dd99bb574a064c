import type { Caption, Tag } from './Drawing.ts';
import { EDGE, type Layout } from './layout.ts';
import type { PictureOf } from './PictureOf.ts';

/** The captions' face is not monospaced; on average its characters are at most this wide. */
const CHARACTER = 8.4;

/** Between a name and a tag on the same line. */
const GAP = 10;

/** The names of the lines, at the left edge; beside the tag where it stands there. Names too long for the picture are cut. */
export function drawCaptions(
  lines: PictureOf['lines'],
  { captions }: Layout,
  tags: readonly Tag[],
  width: number,
): Caption[] {
  return lines.map(({ name }, line) => {
    const y = captions[line] ?? 0;
    const tag = tags.find((each) => each.y < y && y < each.y + each.height);
    const before = cut(name, tag ? tag.x - GAP - EDGE : width - 2 * EDGE);
    if (!tag || before === name) return { text: before, x: EDGE, y };
    const after = cut(name, width - EDGE - (tag.x + tag.width + GAP));
    if (before.length >= after.length) return { text: before, x: EDGE, y };
    return { text: after, x: tag.x + tag.width + GAP, y };
  });
}

function cut(name: string, room: number): string {
  const fits = Math.max(0, Math.floor(room / CHARACTER));
  return name.length <= fits ? name : `${name.slice(0, Math.max(0, fits - 1))}…`;
}
