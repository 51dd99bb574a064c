import { useEffect, useState } from 'preact/hooks';
import { type ExtentAt, sameExtent } from '../../words/picture/PictureOf.ts';
import type { PictureView } from '../../words/picture/pictureViewOf.ts';
import { Picture } from './Picture.tsx';
import { firstOf, POINTING_AT_NOTHING, type PointingEvent, pointAgain, pointedAt, stillThere } from './pointing.ts';
import { pointingListeners } from './pointingListeners.ts';

export interface PictureFigureProps {
  picture: PictureView;
  id: string;
  /** An extent that is pointed at elsewhere, such as in the table; what is pointed at in the picture itself goes before it. */
  pointed?: ExtentAt | undefined;
  /** Called when the reader points at another extent of the picture, or at none any more. */
  onPoint?: (extent: ExtentAt | undefined) => void;
}

/** The picture in both widths, of which the stylesheet shows the one that fits, and under it in words what is pointed at. */
export function PictureFigure({ picture, id, pointed: elsewhere, onPoint }: PictureFigureProps) {
  const { narrow, wide, sizes } = picture;
  const [state, setState] = useState(POINTING_AT_NOTHING);
  const [awake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);

  const pointed = stillThere(pointedAt(state), sizes) ?? stillThere(elsewhere, sizes);
  const point = (event: PointingEvent) => {
    const next = pointAgain(state, event);
    setState(next);
    if (!sameExtent(pointedAt(next), pointedAt(state))) onPoint?.(pointedAt(next));
  };
  const both = {
    picture,
    pointed,
    tabStop: awake ? (stillThere(state.stop, sizes) ?? firstOf(sizes)) : undefined,
    listeners: awake ? pointingListeners(sizes, point) : {},
  };
  return (
    <>
      <Picture {...both} drawing={wide} variant="wide" id={`${id}-wide`} />
      <Picture {...both} drawing={narrow} variant="narrow" id={`${id}-narrow`} />
      <p class="picture-readout" data-answer="">
        {readout(picture, pointed, awake)}
      </p>
    </>
  );
}

/** What stands under the picture: the exact ids of what is pointed at, else how to read the picture. `awake`: a script listens. */
export function readout({ wide }: PictureView, pointed: ExtentAt | undefined, awake: boolean): string {
  const ribbon = pointed && wide.ribbons.find(({ at }) => sameExtent(at, pointed));
  if (ribbon) return ribbon.says;
  const hasFolds = wide.axes.some(({ breaks }) => breaks.length > 0);
  const folds = hasFolds ? ['The dotted parts skip IDs that are in no range.'] : [];
  const bands = awake && wide.ribbons.length > 0 ? ['Select a band to see its exact IDs.'] : [];
  return [...folds, ...bands].join(' ');
}
