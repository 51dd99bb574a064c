import type { Trouble } from './Retry.ts';

/** What of MissingScript is shown. */
type Shown = 'loading' | Trouble | 'nothing';

/** Controls that do something only with the script. A text that is typed is kept, so its field stays. */
const CONTROLS = 'button:not([data-way]), select, [type=radio], [type=checkbox], [type=file]';

/**
 * The view of an instrument whose script is not there, as it was served: no framework, for that may be missing too. What is told stands in it already
 * (Missing.tsx), what answers is marked `data-answer`, and a field that holds an answer `data-echo`.
 */
export class MissingPlace {
  readonly #island: HTMLElement;
  #shown: Shown = 'nothing';

  constructor(island: HTMLElement) {
    this.#island = island;
  }

  /** The question is another: the answers to the one before go, and their place says what is missing. */
  changed(): void {
    // No rule of a stylesheet may show them, and every chapter would pay for one that hides them. Their room stays, so that nothing jumps.
    for (const answer of this.#all('[data-answer]')) answer.style.visibility = 'hidden';
    for (const field of this.#all<HTMLInputElement>('[data-echo]')) {
      if (field.value === field.defaultValue) field.value = '';
    }
    if (this.#shown === 'nothing') this.show('loading');
  }

  /** Tells what is missing, and lets no control stand that does nothing. */
  show(shown: Shown): void {
    this.#shown = shown;
    for (const part of this.#all('[data-when]')) part.hidden = !part.dataset.when?.includes(shown);
    const isFailed = shown !== 'loading' && shown !== 'nothing';
    for (const control of this.#all<HTMLButtonElement | HTMLInputElement>(CONTROLS)) {
      control.disabled = isFailed;
      // Its label is what looks like a button.
      if (control.type === 'file' && control.parentElement)
        control.parentElement.style.display = isFailed ? 'none' : '';
    }
  }

  /** Everything as it was served, for the script to take over. */
  clear(): void {
    for (const answer of this.#all('[data-answer]')) answer.removeAttribute('style');
    for (const field of this.#all<HTMLInputElement>('[data-echo]')) field.value ||= field.defaultValue;
    this.show('nothing');
  }

  #all<Kind extends HTMLElement>(selector: string): NodeListOf<Kind> {
    return this.#island.querySelectorAll<Kind>(selector);
  }
}
