import { useEffect, useRef, useState } from 'preact/hooks';
import { qrCode } from '../../share/qrCode.ts';
import { embedAddress, fileNameOf, iframeOf, lastSlideList, markdownOf } from '../../share/shareTexts.ts';
import { deckAddress } from '../../share/talkLink.ts';
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

/** How long the panel waits for the answer before it offers the rest without it. */
const PATIENCE_MS = 2_000;
const LOOPBACK = /^https?:\/\/(?:localhost|127\.[\d.]+|\[::1\])[:/]/;

/** All ways to take something of the site elsewhere, in a dialog: a link, a QR code, a picture, a line of Markdown, a frame, a file. */
export function SharePanel({ shared, onClose }: SharePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [offered, setOffered] = useState<Offered>();
  const [hasPicture, setPicture] = useState(false);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
    const timer = setTimeout(setLate, PATIENCE_MS, true);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    let isClosed = false;
    void linksOf(shared).then((found) => {
      if (!isClosed) setOffered({ shared, ...found });
    });
    if (shared.says !== undefined)
      void shared.pictured().then(({ length }) => {
        if (!isClosed) setPicture(length > 0);
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
      {shared.says !== '' && (
        <p class="share-says" role="status">
          {shared.says ?? 'No answer yet.'}
        </p>
      )}
      {offered && (isLate || offered.shared.says !== undefined) && <Ways hasPicture={hasPicture} {...offered} />}
    </dialog>
  );
}

interface Links {
  /** Its address; undefined where it is too long for a link. */
  link: string | undefined;
  /** The address of the talk with it on the last slide; undefined where there is none. */
  deck: string | undefined;
}

/** What is shared, with its links: both change at once. */
interface Offered extends Links {
  shared: Shared;
}

async function linksOf({ title, says = '', ...shared }: Shared): Promise<Links> {
  const link = await shared.link();
  const list = link === undefined ? undefined : lastSlideList({ title, says, link });
  const deck = link === undefined || list === undefined ? undefined : await deckAddress(link, list);
  return { link, deck };
}

function Ways({ shared, link, deck, hasPicture }: Offered & { hasPicture: boolean }) {
  const { title, says = '', file, pictured, caption } = shared;
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
            instrument, or choose it with the instrument’s own button for files.
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
            {LOOPBACK.test(link) && <p>This copy of the site runs on your computer. Nobody else can open the link.</p>}
          </Part>
          <Part title="QR code">
            <QrPart link={link} title={title} code={qrCode(link)} name={name} save={save} />
          </Part>
          {deck !== undefined && (
            <Part title="Slides">
              <p>
                <a href={deck}>Give the talk with this on the last slide</a>, or press “Copy as Markdown” and add the
                line to a deck of your own.
              </p>
            </Part>
          )}
        </>
      )}
      {hasPicture && (
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
          <p>
            To open the file again, drop it on the instrument, or choose it with the instrument’s own button for files.
          </p>
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
