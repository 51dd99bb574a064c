import { type ExtentAt, sameExtent } from '../../words/picture/PictureOf.ts';
import type { PictureView } from '../../words/picture/pictureViewOf.ts';

/** What stands under the picture: the exact ids of what is pointed at, else how to read the picture. `awake`: a script listens. */
export function readout({ wide }: PictureView, pointed: ExtentAt | undefined, awake: boolean): string {
  const ribbon = pointed && wide.ribbons.find(({ at }) => sameExtent(at, pointed));
  if (ribbon) return ribbon.says;
  const hasFolds = wide.axes.some(({ breaks }) => breaks.length > 0);
  const folds = hasFolds ? ['The dotted parts skip IDs that are in no range.'] : [];
  const bands = awake && wide.ribbons.length > 0 ? ['Select a band to see its exact IDs.'] : [];
  return [...folds, ...bands].join(' ');
}
