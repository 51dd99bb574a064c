import { useState } from 'preact/hooks';
import { drawPicture, pngOf } from '../../ui/picture/drawPicture.ts';
import { framePicture, type Theme } from '../../ui/picture/framePicture.ts';
import { pictureSvg } from '../../ui/picture/pictureSvg.ts';
import { saveBlob, saveText } from '../../ui/SaveText.tsx';
import type { Shared } from './Shared.ts';

export interface PictureButtonsProps {
  pictured: Shared['pictured'];
  title: string;
  /** Of the files, without an ending. */
  name: string;
  below: readonly string[];
}

/** As wide as an answer on a laptop. */
const WIDTH = 760;
/** Pixels of a PNG for each of the page’s: sharp on a projector of 1920 pixels, and beyond. */
const SCALE = 3;

/** Buttons that save a picture of what is shown, in either theme, as SVG or PNG. */
export function PictureButtons({ pictured, title, name, below }: PictureButtonsProps) {
  const [isRefused, setRefused] = useState(false);
  const picture = async (theme: Theme) => framePicture(await pictured(), { theme, width: WIDTH, title, below });
  const saveSvg = async (theme: Theme) =>
    saveText(pictureSvg(await picture(theme), [title, ...below].join('. ')), `${name}-${theme}.svg`);
  const savePng = async (theme: Theme) => {
    const canvas = drawPicture(await picture(theme), SCALE);
    const png = canvas && (await pngOf(canvas));
    setRefused(!png);
    if (png) saveBlob(png, `${name}-${theme}.png`);
  };
  return (
    <>
      {(['light', 'dark'] as const).map((theme) => (
        <p key={theme} class="share-buttons">
          <span class="share-theme">{theme === 'light' ? 'Light' : 'Dark'}</span>
          <button type="button" class="btn" onClick={() => void saveSvg(theme)}>
            Save SVG<span class="visually-hidden"> ({theme})</span>
          </button>
          <button type="button" class="btn" onClick={() => void savePng(theme)}>
            Save PNG<span class="visually-hidden"> ({theme})</span>
          </button>
        </p>
      ))}
      <p role="status">{isRefused && 'The browser can’t make a PNG this large. Save the SVG instead.'}</p>
    </>
  );
}
