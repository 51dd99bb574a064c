import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { qrCode } from '../../share/qrCode.ts';
import { embedAddress, fileNameOf, iframeOf, lastSlideList, markdownOf } from '../../share/shareTexts.ts';
import { deckAddress } from '../../share/talkLink.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { drawPicture, framePicture, pngOf, type Theme } from '../../ui/picture/framePicture.ts';
import { pictureSvg } from '../../ui/picture/pictureSvg.ts';
import { saveBlob, saveText } from '../../ui/SaveText.tsx';
import ui from '../../ui/ui.css?url';
import { QrPart } from './QrPart.tsx';
import type { Shared } from './Shared.ts';
import style from './share.css?url';
import { type NewestState, sharedState } from './sharedState.ts';

interface PictureButtonsProps {
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
function PictureButtons({ pictured, title, name, below }: PictureButtonsProps) {
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

interface SharePanelProps {
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

/** An open share panel. */
interface OpenPanel {
  isOpen(): boolean;
  /** Shares this instead. */
  show(shared: Shared): void;
}

/** Opens the share panel over the page, and calls `closed` when it closes; undefined where one is open already, as when its button is pressed again while the panel is loading. */
export function openShare(shared: Shared, closed?: () => void): OpenPanel | undefined {
  if (document.querySelector('dialog.share')) return undefined;
  const host = document.createElement('div');
  document.body.append(host);
  const close = () => {
    render(null, host);
    host.remove();
    closed?.();
  };
  const show = (next: Shared) => render(<SharePanel shared={next} onClose={close} />, host);
  addStyles();
  show(shared);
  return { isOpen: () => host.isConnected, show };
}

/** Before the page's own styles, behind the order of the layers: what a page says of the same parts holds. */
function addStyles(): void {
  if (document.head.querySelector(`link[href="${ui}"]`)) return;
  document.head
    .querySelector('style')
    ?.after(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: ui }));
}

const PAUSE_MS = 50;

/** Once the state of the instrument in `island` is opened, saves it as a file or opens the share panel, which gets a late answer when it comes. */
export async function shareState<Link extends object>(
  island: HTMLElement | null,
  state: NewestState<Link>,
  saves?: boolean,
): Promise<void> {
  await state.current.address.whenPacked();
  const shared = sharedState(island, state.current);
  if (saves) {
    if (shared.file) saveText(shared.file.text(), shared.file.name);
    return;
  }
  const panel = openShare(shared, () => keepFocus(island));
  if (shared.says !== undefined) return;
  while (panel?.isOpen() && state.current.says === undefined) await new Promise((done) => setTimeout(done, PAUSE_MS));
  if (panel?.isOpen()) panel.show(sharedState(island, state.current));
}

/** A panel that closes gives the focus back to its button; where an answer has replaced that, to the one in its place. */
function keepFocus(island: HTMLElement | null): void {
  if (document.activeElement === document.body)
    island?.querySelector<HTMLElement>('.state-link .btn:last-child')?.focus();
}
