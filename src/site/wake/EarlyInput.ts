type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const PRESSED = 'button:not([data-way]), [type=radio], [type=checkbox]';

/** What a reader did to an instrument before its script could answer, to be done once more. */
export class EarlyInput {
  readonly #island: HTMLElement;
  readonly #onChange: () => void;
  readonly #values = new Map<Field, string>();
  #pressed: HTMLElement | undefined;

  constructor(island: HTMLElement, onChange: () => void) {
    this.#island = island;
    this.#onChange = onChange;
    island.addEventListener('input', this.#keepValue);
    island.addEventListener('click', this.#keepPress);
    island.addEventListener('drop', this.#keepPage);
    this.#restore();
  }

  /** Whether something was done. */
  get isChanged(): boolean {
    return this.#values.size > 0 || this.#pressed !== undefined;
  }

  /** Tells the instrument, now awake, what was done; afterwards it hears everything itself. */
  handOver(): void {
    this.#island.removeEventListener('input', this.#keepValue);
    this.#island.removeEventListener('click', this.#keepPress);
    this.#island.removeEventListener('drop', this.#keepPage);
    for (const [field, value] of this.#values) {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    const pressed = this.#pressed;
    if (pressed instanceof HTMLInputElement) pressed.dispatchEvent(new Event('change', { bubbles: true }));
    else pressed?.click();
  }

  /** Loads the page again; what was typed is kept in the tab meanwhile. */
  reload(): void {
    try {
      sessionStorage.early = JSON.stringify([...this.#values].map(([{ id }, value]) => [id, value]));
    } catch {
      // No room, or no storage: what is in the address is there again.
    }
    location.reload();
  }

  #restore(): void {
    let kept: [string, string][];
    try {
      kept = JSON.parse(sessionStorage.early);
    } catch {
      return;
    }
    for (const [id, value] of kept) {
      const field = document.getElementById(id);
      if (!isField(field) || !this.#island.contains(field)) continue;
      field.value = value;
      this.#values.set(field, value);
      sessionStorage.removeItem('early');
    }
  }

  readonly #keepValue = ({ target }: Event) => {
    const isToggle = target instanceof HTMLInputElement && ['checkbox', 'radio', 'file'].includes(target.type);
    if (!isField(target) || isToggle) return;
    this.#values.set(target, target.value);
    this.#onChange();
  };

  readonly #keepPress = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    this.#pressed = target.closest<HTMLElement>(PRESSED) ?? undefined;
    if (this.#pressed) this.#onChange();
  };

  /** A file that lands before the script must not replace the page. */
  readonly #keepPage = (event: Event) => event.preventDefault();
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
