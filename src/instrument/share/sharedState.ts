import { fileNameOf } from '../../share/shareTexts.ts';
import { stateFileName } from '../../share/stateFile.ts';
import type { Pictured } from '../../ui/picture/framePicture.ts';
import type { Address } from '../address/useAddress.ts';
import type { Shared } from './Shared.ts';

export interface SharedStateOptions extends Pick<Shared, 'title' | 'says'>, Pick<Address, 'whenPacked'> {
  /** The instrument's own page. */
  href: string;
  /** The state as a file that `page`, the page's path under the site's base, opens. */
  write(page: string): string;
}

/** What the share panel of an instrument shares: its state, and a picture of what its island marks with `data-picture`. */
export function sharedState(button: HTMLElement, { title, says, href, whenPacked, write }: SharedStateOptions): Shared {
  const island = button.closest<HTMLElement>('.island');
  const [page] = /\/play\/[a-z-]+\/$/.exec(href) ?? [];
  return {
    title,
    says,
    async link() {
      const fragment = await whenPacked();
      return fragment === undefined ? undefined : new URL(`${href}#${fragment}`, location.href).href;
    },
    // What answers an older question is in no picture.
    pictured: () => [...(island?.querySelectorAll<Pictured>('[data-picture]:not(.stale, [aria-busy="true"])') ?? [])],
    caption: island?.querySelector('.computed-for')?.firstChild?.textContent ?? '',
    file: page === undefined ? undefined : { name: stateFileName(fileNameOf(title)), text: async () => write(page) },
  };
}
