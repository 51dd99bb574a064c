import { Picture } from './picture/Picture.tsx';
import type { PictureView } from './pictureOf.ts';

/** The picture in both widths; which one is seen, and read out, is the stylesheet's choice. */
export function PictureFigure({ picture, id }: { picture: PictureView; id: string }) {
  const { narrow, wide, ...said } = picture;
  return (
    <>
      <Picture {...said} drawing={wide} variant="wide" id={`${id}-wide`} />
      <Picture {...said} drawing={narrow} variant="narrow" id={`${id}-narrow`} />
    </>
  );
}
