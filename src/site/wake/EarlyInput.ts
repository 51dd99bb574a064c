type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a reader did to an instrument before its script could answer, to be done once more. */
export class EarlyInput {
  readonly #island: HTMLElement;
  readonly #values = new Map<Field, string>();
  #pressed: HTMLElement | undefined;

  constructor(island: HTMLElement) {
    this.#island = island;
    island.addEventListener('input', this.#keepValue);
    island.addEventListener('click', this.#keepPress);
    island.addEventListener('drop', this.#keepPage);
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

  readonly #keepValue = ({ target }: Event) => {
    const isToggle = target instanceof HTMLInputElement && ['checkbox', 'radio', 'file'].includes(target.type);
    if (isField(target) && !isToggle) this.#values.set(target, target.value);
  };

  readonly #keepPress = ({ target }: Event) => {
    if (target instanceof Element)
      this.#pressed = target.closest<HTMLElement>('button, input[type=radio], input[type=checkbox]') ?? undefined;
  };

  /** A file that lands before the script must not replace the page. */
  readonly #keepPage = (event: Event) => event.preventDefault();
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
