import type { ClientDirective } from 'astro';
import { MissingPlace } from '../../instrument/recovery/MissingPlace.ts';
import { Retry } from '../../instrument/recovery/Retry.ts';
import { keepEarlyValues, takeEarlyValues } from './earlyValues.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const TYPED = 'textarea, select, input:not([type=checkbox], [type=radio], [type=file])';
const CHOSEN = '[type=radio], [type=checkbox]';
/** A mark of the time axis, too. */
const PRESSED = 'button:not([data-way]), .ten-years [data-at]';

/** What a reader did to an instrument before its script could answer, to be done once more. */
class EarlyInput {
  readonly #island: HTMLElement;
  readonly #onChange: () => void;
  readonly #values = new Map<Field, string>();
  /** What was chosen, in the order of the presses: an island that wakes sets it back. */
  readonly #chosen = new Map<HTMLInputElement, boolean>();
  readonly #hearing = new AbortController();
  #pressed: Element | undefined;

  constructor(island: HTMLElement, onChange: () => void) {
    this.#island = island;
    this.#onChange = onChange;
    const { signal } = this.#hearing;
    island.addEventListener('input', this.#keepValue, { signal });
    island.addEventListener('click', this.#keepPress, { signal });
    this.#restore();
  }

  /** Whether something was done. */
  get isChanged(): boolean {
    return this.#values.size > 0 || this.#chosen.size > 0 || this.#pressed !== undefined;
  }

  /** Tells the instrument, now awake, what was done; afterwards it hears everything itself. */
  handOver(): void {
    this.#hearing.abort();
    for (const [field, value] of this.#values) {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    for (const [field, isChosen] of this.#chosen) {
      field.checked = isChosen;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    // What is drawn has no click() of its own.
    this.#pressed?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }

  /** Loads the page again; what was typed is kept in the tab meanwhile. */
  reload(): void {
    keepEarlyValues([...this.#values].map(([{ id }, value]) => [id, value] as const));
    location.reload();
  }

  #restore(): void {
    const ownField = (id: string) => {
      const field = document.getElementById(id);
      return isField(field) && this.#island.contains(field) ? field : undefined;
    };
    for (const [id, value] of takeEarlyValues((id) => ownField(id) !== undefined)) {
      const field = ownField(id);
      if (!field) continue;
      field.value = value;
      this.#values.set(field, value);
    }
  }

  readonly #keepValue = ({ target }: Event) => {
    if (!isField(target)) return;
    this.#values.set(target, target.value);
    this.#onChange();
  };

  /** Of the choices of one name, the last counts. */
  #choose(field: HTMLInputElement): void {
    for (const other of this.#chosen.keys())
      if (other === field || (field.type === 'radio' && other.name === field.name)) this.#chosen.delete(other);
    this.#chosen.set(field, field.checked);
  }

  readonly #keepPress = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    const chosen = target.closest<HTMLInputElement>(CHOSEN);
    this.#pressed = target.closest(PRESSED) ?? (chosen ? undefined : this.#pressed);
    if (chosen) this.#choose(chosen);
    if (chosen || this.#pressed) this.#onChange();
  };
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof Element && target.matches(TYPED);
}

/** How a reader turns to an instrument: by pointer, key or assistive technology. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'input', 'click'] as const;

/** How long the answer of the question before may stand once the reader has changed it: what comes sooner would only flicker. */
const LATE_MS = 200;

type Load = Parameters<ClientDirective>[0];

/** What wakes an instrument besides the reader's turning to it. */
export interface Waking {
  /** Loads its script. */
  start: () => void;
  /** The same, and the answer in sight is another question's. */
  changed: () => void;
}

/**
 * An instrument is whole without its script: its first view is computed at build time. So the script is loaded when the reader turns to it; what was typed,
 * chosen or pressed before it could answer is done once more when it can. Where it can't be loaded, the view says so and it is tried again. `holdsState`
 * tells whether the address asks another question than the first view.
 */
export function wakeIsland(load: Load, island: HTMLElement, holdsState: () => boolean): Waking {
  let asked = false;
  let isAwake = false;
  const start = () => {
    if (!asked) retry.now();
    asked = true;
  };
  const changed = () => {
    start();
    setTimeout(() => isAwake || place.changed(), LATE_MS);
  };
  const place = new MissingPlace(island);
  const early = new EarlyInput(island, changed);
  const retry = new Retry(
    async () => {
      const hydrate = await load();
      if (isAwake) return;
      isAwake = true;
      place.clear();
      await hydrate();
      early.handOver();
    },
    (trouble) => {
      place.show(trouble);
      if (early.isChanged || holdsState()) place.changed();
    },
  );
  island.addEventListener('click', ({ target }) => {
    const way = target instanceof HTMLElement && target.dataset.way;
    if (way === 'reload') early.reload();
    if (way === 'again') retry.now();
  });
  for (const sign of SIGNS) island.addEventListener(sign, start, { passive: true });
  if (early.isChanged || holdsState()) changed();
  return { start, changed };
}
