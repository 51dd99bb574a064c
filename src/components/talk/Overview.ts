import type { DeckAction } from './deckKeys.ts';
import { previewOf } from './preview.ts';
import { slideSnapshot } from './slideSnapshot.ts';

/** All slides at a glance: pictures, each under a button with its title. */
export class Overview {
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
