import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { QrCode } from '../../share/qrCode.ts';
import { drawPicture, pngOf } from '../../ui/picture/framePicture.ts';
import { type Picture, pictureSvg, rectanglePath } from '../../ui/picture/pictureSvg.ts';
import { saveBlob, saveText } from '../../ui/SaveText.tsx';

export interface QrPartProps {
  link: string;
  title: string;
  /** Undefined where no code holds the link. */
  code: QrCode | undefined;
  /** Of the files, without an ending. */
  name: string;
  /** What keeps the state instead of a code. */
  save: ComponentChildren;
}

/** The QR code of a link: as it is drawn, as large as the screen, and as files. */
export function QrPart({ link, title, code, name, save }: QrPartProps) {
  const large = useRef<HTMLDialogElement>(null);
  if (!code) {
    return (
      <>
        <p>
          This link is too long for a QR code: it has {new TextEncoder().encode(link).length.toLocaleString('en')}{' '}
          bytes, and a code holds at most 2,953.{save ? ' Save the state as a file instead.' : ''}
        </p>
        {save}
      </>
    );
  }
  const open = () => {
    large.current?.showModal();
    // Where the browser has none, the dialog fills the window.
    large.current?.requestFullscreen?.().catch(() => undefined);
  };
  const close = () => {
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  };
  const savePng = async () => {
    const canvas = drawPicture(codePicture(code), Math.ceil(1200 / code.size));
    const png = canvas && (await pngOf(canvas));
    if (png) saveBlob(png, `${name}-qr.png`);
  };
  return (
    <div class="share-qr">
      <CodeDrawing code={code} title={`QR code of the link to ${title}`} />
      <p class="share-buttons">
        <button type="button" class="btn first" onClick={open}>
          Show full screen
        </button>
        <button
          type="button"
          class="btn"
          onClick={() => saveText(pictureSvg(codePicture(code), link), `${name}-qr.svg`)}
        >
          Save code as SVG
        </button>
        <button type="button" class="btn" onClick={() => void savePng()}>
          Save code as PNG
        </button>
      </p>
      <dialog ref={large} class="share-large" aria-label={`QR code: ${title}`} onClose={close}>
        <form method="dialog">
          <button type="submit" class="btn">
            Close
          </button>
        </form>
        <CodeDrawing code={code} title={`QR code of the link to ${title}`} />
        <p>{link}</p>
      </dialog>
    </div>
  );
}

function CodeDrawing({ code, title }: { code: QrCode; title: string }) {
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={title}
      shape-rendering="crispEdges"
    >
      <path class="qr-paper" d={rectanglePath(0, 0, code.size, code.size)} />
      <path class="qr-ink" d={code.path} />
    </svg>
  );
}

/** Black on white in either theme: not every reader of codes takes the reverse. */
function codePicture({ size, path }: QrCode): Picture {
  return {
    width: size,
    height: size,
    shapes: [
      { kind: 'path', path: rectanglePath(0, 0, size, size), fill: { hex: '#ffffff', opacity: 1 } },
      { kind: 'path', path, fill: { hex: '#000000', opacity: 1 } },
    ],
  };
}
