import type { ClientDirective } from 'astro';

/** How a reader turns to an instrument: by pointer, key, assistive technology, or with a file in hand. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'input', 'click', 'dragover'] as const;

/**
 * An instrument is whole without its script: its first view is computed at build time. So the script is loaded when the reader turns to
 * it, or at once where the address holds a state. What was pressed or chosen while it loaded is done once more when it can answer.
 */
const wake: ClientDirective = (load, _options, island) => {
  let asked = false;
  let awake = false;
  let pressed: HTMLElement | undefined;

  const start = async () => {
    if (asked) return;
    asked = true;
    const hydrate = await load();
    await hydrate();
    awake = true;
    for (const sign of SIGNS) island.removeEventListener(sign, start);
    if (pressed) doAgain(pressed);
  };
  for (const sign of SIGNS) island.addEventListener(sign, start, { passive: true });

  island.addEventListener('click', ({ target }) => {
    if (!awake && target instanceof Element) pressed = target.closest<HTMLElement>('button, input') ?? undefined;
  });
  // A file that lands before the script must not replace the page.
  island.addEventListener('drop', (event) => {
    if (!awake) event.preventDefault();
  });

  const openState = () => {
    if (location.hash.length > 1) start();
  };
  addEventListener('hashchange', openState);
  openState();
};

/** A field already shows what was chosen and only has to report it; a button has to be pressed. */
function doAgain(control: HTMLElement): void {
  if (control instanceof HTMLInputElement) control.dispatchEvent(new Event('change', { bubbles: true }));
  else control.click();
}

export default wake;
