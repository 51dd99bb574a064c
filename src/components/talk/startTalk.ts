import { type DeckAction, deckAction, type Press } from './deckKeys.ts';
import { drawQrCodes, enlarge, fitPiece, followStates, presenterLine, slideSnapshot } from './drawQr.ts';
import { leaveButton, previewOf } from './presenterMessages.ts';
import { type ShowPlace, SlideShow } from './SlideShow.ts';

/** All slides at a glance: pictures, each under a button with its title. */
class Overview {
  readonly #dialog: HTMLDialogElement;
  readonly #onChoose: (index: number) => void;

  constructor(dialog: HTMLDialogElement, onChoose: (index: number) => void) {
    this.#dialog = dialog;
    this.#onChoose = onChoose;
    dialog.addEventListener('click', ({ target }) => {
      const button = target instanceof Element && target.closest<HTMLButtonElement>('li > button');
      const index = button ? this.#buttons.indexOf(button) : -1;
      if (index >= 0) this.#choose(index);
    });
  }

  get isOpen(): boolean {
    return this.#dialog.open;
  }

  open(slides: readonly HTMLElement[], index: number): void {
    const items = slides.map((slide, at) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.ariaCurrent = String(at === index);
      button.append(`${at + 1} ${slide.dataset.title ?? ''}`);
      const item = document.createElement('li');
      item.append(previewOf(slideSnapshot(slide, Number.POSITIVE_INFINITY)), button);
      return item;
    });
    this.#dialog.querySelector('ol')?.replaceChildren(...items);
    this.#dialog.showModal();
    this.#buttons[index]?.focus();
  }

  close(): void {
    this.#dialog.close();
  }

  /** Goes from slide to slide; false for what is no move. */
  move(action: DeckAction): boolean {
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const to = { next: at + 1, previous: at - 1, first: 0, last: buttons.length - 1 }[action as 'next'];
    if (to === undefined) return false;
    buttons[Math.max(0, Math.min(to, buttons.length - 1))]?.focus();
    return true;
  }

  get #buttons(): HTMLButtonElement[] {
    return [...this.#dialog.querySelectorAll<HTMLButtonElement>('li > button')];
  }

  #choose(index: number): void {
    this.close();
    this.#onChoose(index);
  }
}

/**
 * On paper each section is a slide, also where the page was being read. The function that this gives prints them, with the notes of each slide on the page
 * behind it where these are asked for. With `ready`, it waits for that first, and so does the key that prints; what the browser's own menu prints waits for
 * nothing.
 */
function paperSlides(
  root: HTMLElement,
  show: SlideShow,
  ready?: () => Promise<void>,
): (withNotes: boolean) => Promise<void> {
  let restore = () => {};
  let withNotes = false;
  let pages: HTMLElement[] = [];
  addEventListener('beforeprint', () => {
    root.classList.add('stage');
    restore = show.layOutForPaper();
    for (const slide of show.slides) fitPiece(slide);
    pages = withNotes ? show.slides.flatMap(notesPage) : [];
  });
  addEventListener('afterprint', () => {
    for (const page of pages) page.remove();
    restore();
    if (!show.isRunning) root.classList.remove('stage');
    withNotes = false;
  });
  addEventListener('keydown', (event) => {
    const isPrint = event.key === 'p' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isPrint || ready === undefined) return;
    event.preventDefault();
    void printSlides(false);
  });
  return printSlides;

  async function printSlides(asked: boolean): Promise<void> {
    await ready?.();
    withNotes = asked;
    print();
  }
}

/** A page with the notes of a slide, put behind it; none for a slide without. */
function notesPage(slide: HTMLElement): HTMLElement[] {
  const notes = slide.querySelector('.notes');
  if (notes === null) return [];
  const page = document.createElement('div');
  page.className = 'slide prose paper-notes';
  const title = document.createElement('h2');
  title.textContent = slide.dataset.title ?? '';
  page.append(title, notes.cloneNode(true));
  slide.after(page);
  return [page];
}

/** What differs between the talk and a deck of one's own. */
interface TalkOptions {
  title: string;
  /** The fragment of a slide, without `#`; written once somebody has moved. */
  fragmentOf(place: ShowPlace): string;
  /** The place, from 0, that the address asks for; undefined where it names none. */
  placeIn(fragment: string, slides: readonly HTMLElement[]): number | undefined;
  /** Settles once the slides can be printed whole; left out where they always can. */
  ready?(): Promise<void>;
}

export interface Talk {
  show: SlideShow;
  /** Shows the page's sections as slides. */
  start(): Promise<void>;
  /** Shows them as a page again. */
  read(): void;
}

/** Below this a slide is a postage stamp, and the page is read instead. */
const ROOM = '(width >= 60rem) and (height >= 25rem)';

/** Whether the window has room for slides. */
export const hasRoom = (): boolean => matchMedia(ROOM).matches;

/** Wires a page of slides: keys, buttons, address, codes and presenter. Nothing is shown as slides before `start`. */
export function startTalk({ title, fragmentOf, placeIn, ready }: TalkOptions): Talk {
  const page = document.documentElement;
  const root = find('.deck');
  const [menu, code, all] = [dialogOf('deck-menu'), dialogOf('deck-code'), dialogOf('deck-overview')];
  const dialogs = [
    { dialog: menu, opens: 'help' },
    { dialog: code, opens: 'code' },
    { dialog: all, opens: 'overview' },
  ] as const;
  let written: string | undefined;
  const show = new SlideShow(root, () => {
    const { place } = show;
    if (!place) return;
    showPlace(place);
    const fragment = fragmentOf(place);
    // The address is the reader's until the first move.
    if (written !== undefined && written !== fragment) history.replaceState(history.state, '', `#${fragment}`);
    written = fragment;
    line.tell();
  });
  const overview = new Overview(all, (index) => show.show(index));
  const line = presenterLine(
    title,
    () => show.slides,
    () => show.place,
    act,
  );

  async function start(): Promise<void> {
    page.dataset.talk = 'slides';
    scrollTo({ top: 0, behavior: 'instant' });
    await show.start(placeIn(location.hash.slice(1), show.slides) ?? 0);
  }

  function read(): void {
    const slide = show.place?.slide;
    show.stop();
    delete page.dataset.talk;
    written = undefined;
    slide?.scrollIntoView({ behavior: 'instant' });
  }

  function act(action: DeckAction): void {
    if (overview.isOpen && overview.move(action)) return;
    for (const { dialog, opens } of dialogs) if (dialog.open && action !== opens) dialog.close();
    if (show.do(action)) return;
    if (action === 'page') show.isRunning ? read() : void start();
    if (action === 'overview') overview.isOpen ? overview.close() : overview.open(show.slides, show.place?.index ?? 0);
    if (action === 'code') code.open ? code.close() : enlarge(code, codeOf(show.place?.slide));
    if (action === 'help') menu.open ? menu.close() : menu.showModal();
    if (action === 'presenter') openPresenter(line.deck);
    if (action === 'theme') find('#theme').click();
    if (action === 'full-screen') void toggleFullScreen();
    if (action === 'leave-field' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  addEventListener('keydown', (event) => {
    if (!show.isRunning || event.defaultPrevented) return;
    const action = deckAction(pressOf(event));
    const inDialog = dialogs.some(({ dialog }) => dialog.open);
    // A dialog closes by Escape itself.
    if (action === undefined || (inDialog && event.key === 'Escape')) return;
    event.preventDefault();
    act(action);
  });
  addEventListener('hashchange', () => {
    const index = placeIn(location.hash.slice(1), show.slides);
    if (index !== undefined) show.show(index);
  });
  document.addEventListener('click', ({ target, detail }) => {
    if (!(target instanceof Element)) return;
    if (detail > 0) leaveButton();
    const action = target.closest<HTMLElement>('[data-action]')?.dataset.action;
    if (action !== undefined) act(action as DeckAction);
    const enlarged = target.closest('[data-enlarge]')?.closest<HTMLElement>('[data-qr]');
    if (enlarged) enlarge(code, enlarged);
    const paper = target.closest<HTMLElement>('[data-print]')?.dataset.print;
    if (paper !== undefined) {
      menu.close();
      void printSlides(paper === 'notes');
    }
  });
  code.addEventListener('click', () => code.close());
  const printSlides = paperSlides(root, show, ready);
  drawQrCodes(document);
  followStates(document);
  return { show, start, read };
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`This page of slides has no ${selector}.`);
  return found;
}

function dialogOf(id: string): HTMLDialogElement {
  const found = find(`#${id}`);
  if (!(found instanceof HTMLDialogElement)) throw new Error(`#${id} is no dialog.`);
  return found;
}

/** The code of a slide; of one without, the code of the whole deck. */
const codeOf = (slide: HTMLElement | undefined) => slide?.querySelector<HTMLElement>('[data-qr]') ?? find('[data-qr]');

function showPlace({ index, count, slide }: ShowPlace): void {
  document.documentElement.style.setProperty('--shown', String(count < 2 ? 1 : index / (count - 1)));
  const number = document.querySelector('#deck-place');
  if (number) number.textContent = `${index + 1} / ${count}`;
  fitPiece(slide);
  // Drawings and tables that are wider than a slide are moved by a finger, and the slide stays.
  for (const each of slide.querySelectorAll('pre, .scroll'))
    each.toggleAttribute('data-prevent-swipe', each.scrollWidth > each.clientWidth);
}

function pressOf(event: KeyboardEvent): Press {
  const [target] = event.composedPath();
  // What was in a dialog that has just been closed keeps the focus until the next frame.
  const element = target instanceof HTMLElement && !target.closest('dialog:not([open])') ? target : undefined;
  const isField = element?.isContentEditable || element?.matches('input, textarea, select');
  const isControl = element?.matches('button, a, summary');
  const isScroller = element?.matches('[tabindex]:not([tabindex="-1"])');
  return {
    key: event.key,
    shift: event.shiftKey,
    modified: event.ctrlKey || event.altKey || event.metaKey,
    at: isField ? 'field' : isControl ? 'control' : isScroller ? 'scroller' : 'page',
  };
}

/** A window of its own, to be moved to the speaker's screen; its name keeps a second press from opening another. */
function openPresenter(deck: string): void {
  const link = find('[data-presenter]').getAttribute('href') ?? '';
  open(`${link}#deck=${deck}`, 'presenter', 'popup,width=1180,height=760');
}

async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // Some browsers and settings have none; the slides stay as they are.
  }
}
