import type { ClientDirective } from 'astro';

type Load = Parameters<ClientDirective>[0];

/** A value as Astro writes it into an island's `props`: a plain one or an object of such is 0, a list is 1. These islands are given no others. */
type Written = readonly [0 | 1, unknown];

const read = ([kind, value]: Written): unknown =>
  kind === 1 ? (value as Written[]).map(read) : value instanceof Object ? readAll(value) : value;

const readAll = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, read(value as Written)]));

/**
 * The element that an island stands in. Astro's own, which is left out of the build (`ownIsland`), also reads slots, islands within islands and ten more kinds
 * of values, and hears of a page's exchange: no page has any of these, and every chapter pays for them.
 */
class Island extends HTMLElement {
  connectedCallback(): void {
    if (this.#isWhole()) {
      this.#start();
      return;
    }
    const observer = new MutationObserver(() => {
      if (!this.#isWhole()) return;
      observer.disconnect();
      this.#start();
    });
    observer.observe(this, { childList: true });
  }

  /** Whether its view has arrived, behind which a comment stands. */
  readonly #isWhole = () => this.lastChild?.nodeValue === 'astro:end';

  async #start(): Promise<void> {
    // The script that defines the element names the ways to wake it only at its end.
    await Promise.resolve();
    const { Astro } = globalThis as unknown as { Astro: Record<string, ClientDirective> };
    Astro[this.getAttribute('client') ?? '']?.(this.#load, { name: '', value: '' }, this);
  }

  readonly #load: Load = async () => {
    const [view, { default: renderer }] = await Promise.all([
      importAgain(this.getAttribute('component-url')),
      importAgain(this.getAttribute('renderer-url')),
    ]);
    return async () => {
      const props = readAll(JSON.parse(this.getAttribute('props') ?? '{}'));
      await renderer(this)(view[this.getAttribute('component-export') ?? ''], props, {}, {});
      this.removeAttribute('ssr');
      this.dispatchEvent(new Event('astro:hydrate'));
    };
  };
}

/** A browser keeps in mind that a script failed, and asks no more for its address: the second try has another one. */
const importAgain = (address: string | null) =>
  import(address ?? '').catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return import(`${address}?again=${Date.now()}`);
  });

/** Makes islands of the elements that Astro writes for them. Each way to wake one calls it, for a page may have several. */
export function defineIsland(): void {
  if (!customElements.get('astro-island')) customElements.define('astro-island', Island);
}
