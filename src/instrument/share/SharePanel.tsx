import { useEffect, useRef, useState } from 'preact/hooks';
import { qrCode } from '../../share/qrCode.ts';
import { embedAddress, fileNameOf, iframeOf, markdownOf } from '../../share/shareTexts.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { saveText } from '../../ui/SaveText.tsx';
import { PictureButtons } from './PictureButtons.tsx';
import { QrPart } from './QrPart.tsx';
import type { Shared } from './Shared.ts';
import style from './share.css?url';

export interface SharePanelProps {
  shared: Shared;
  onClose(): void;
}

/** All ways to take something of the site elsewhere, in a dialog: a link, a QR code, a picture, a line of Markdown, a frame, a file. */
export function SharePanel({ shared, onClose }: SharePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [link, setLink] = useState<{ is: string | undefined }>();
  useEffect(() => {
    dialog.current?.showModal();
    let isClosed = false;
    void shared.link().then((is) => {
      if (!isClosed) setLink({ is });
    });
    return () => {
      isClosed = true;
    };
  }, [shared]);
  return (
    <dialog ref={dialog} class="share" aria-label={`Share: ${shared.title}`} onClose={onClose}>
      <link rel="stylesheet" href={style} />
      <header>
        <h2>Share</h2>
        <form method="dialog">
          <button type="submit" class="btn" aria-label="Close">
            ✕
          </button>
        </form>
      </header>
      <p class="share-title">{shared.title}</p>
      {shared.says !== '' && <p class="share-says">{shared.says}</p>}
      {link && <Ways shared={shared} link={link.is} />}
    </dialog>
  );
}

function Ways({ shared, link }: { shared: Shared; link: string | undefined }) {
  const { title, says, file, pictured, caption } = shared;
  const name = fileNameOf(title);
  const embedded = link === undefined ? undefined : embedAddress(link);
  const save = file && (
    <button type="button" class="btn" onClick={() => saveText(file.text(), file.name)}>
      Save as a file
    </button>
  );
  return (
    <>
      {link === undefined ? (
        <Part title="File">
          <p>
            What you entered is too long for a link. Save it as a file. To open the file again, drop it on the
            instrument.
          </p>
          {save}
        </Part>
      ) : (
        <>
          <Part title="Link">
            <input
              class="in"
              readOnly
              value={link}
              aria-label="Link"
              onFocus={(event) => event.currentTarget.select()}
            />
            <p class="share-buttons">
              <CopyButton first label="Copy link" text={link} />
              <CopyButton label="Copy as Markdown" text={markdownOf({ title, says, link })} />
              {embedded !== undefined && <CopyButton label="Copy as <iframe>" text={iframeOf(title, embedded)} />}
            </p>
          </Part>
          <Part title="QR code">
            <QrPart link={link} title={title} code={qrCode(link)} name={name} save={save} />
          </Part>
        </>
      )}
      {pictured().length > 0 && (
        <Part title="Picture">
          <PictureButtons
            pictured={pictured}
            title={title}
            name={name}
            below={[caption, link ?? ''].filter((line) => line !== '')}
          />
        </Part>
      )}
      {link !== undefined && save && (
        <Part title="File">
          <p>Drop the file on the instrument to open it again.</p>
          {save}
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
