import type { LinkFormat } from '../../share/linkKey.ts';
import { fileNameOf } from '../../share/shareTexts.ts';
import { stateFileName, writeStateFile } from '../../share/stateFile.ts';
import type { Pictured } from '../../ui/picture/framePicture.ts';
import type { Address } from '../address/useAddress.ts';
import type { Shared } from './Shared.ts';

export interface SharedStateOptions<Link extends object> extends Pick<Shared, 'title' | 'says'> {
  /** The instrument's own page. */
  href: string;
  address: Pick<Address, 'whenPacked'>;
  codec: { format: LinkFormat<Link> };
  /** The state as a link says it. */
  said: Link;
}

/** The state as it is at each moment: it may change after the press, while it is waited for. */
export interface NewestState<Link extends object> {
  readonly current: SharedStateOptions<Link>;
}

const UNDER_WAY = '.stale, [aria-busy="true"]';
/** An engine that has not answered by then is not waited for. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/** What an instrument shows, once all of it is of the question in sight; under a modal panel nobody asks another. */
async function answersIn(island: HTMLElement | null): Promise<Pictured[]> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const all = [...(island?.querySelectorAll<Pictured>('[data-picture]') ?? [])];
    const answers = all.filter((each) => !each.matches(UNDER_WAY));
    if (waited >= PATIENCE_MS || (answers.length > 0 && answers.length === all.length)) return answers;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

/** What the share panel of an instrument shares: its state, and a picture of what its island marks with `data-picture`. */
export function sharedState<Link extends object>(
  island: HTMLElement | null,
  { title, says, href, address, codec, said }: SharedStateOptions<Link>,
): Shared {
  const [page] = /\/play\/[a-z-]+\/$/.exec(href) ?? [];
  return {
    title,
    says,
    async link() {
      const fragment = await address.whenPacked();
      return fragment === undefined ? undefined : new URL(`${href}#${fragment}`, location.href).href;
    },
    pictured: () => answersIn(island),
    caption: island?.querySelector('.computed-for')?.firstChild?.textContent ?? '',
    file:
      page === undefined
        ? undefined
        : { name: stateFileName(fileNameOf(title)), text: () => writeStateFile(codec.format, page, said) },
  };
}
