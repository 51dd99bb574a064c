import type { Diagnostic } from '../../engine/text/index.ts';
import type { LinkFormat } from '../../share/linkKey.ts';
import type { LinkLimits } from '../../share/linkLimits.ts';

/** A state as an author, a link or the page's start gives it. */
export interface OpeningOf<Link extends object> {
  link: Link;
  notices?: readonly Diagnostic[];
}

/** How an instrument's states become fragments, and back. */
export interface AddressCodec<Link extends object, Opening extends OpeningOf<Link>> {
  format: LinkFormat<Link>;
  /** The state that a fragment opens; what can't be read has its default, and a notice. */
  open(fragment: string, limits: LinkLimits): Promise<Opening>;
}
