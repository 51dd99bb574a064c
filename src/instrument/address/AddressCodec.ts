import type { Diagnostic } from '../../engine/text/index.ts';
import type { LinkLimits } from '../../share/linkLimits.ts';

/** How an instrument's states become fragments, and back. */
export interface AddressCodec<Link, Opening extends { notices?: readonly Diagnostic[] }> {
  /** The fragment at once, without `#`, where nothing has to be packed. */
  readable(link: Link): string | undefined;
  write(link: Link): Promise<string>;
  /** The state that a fragment opens; what can't be read has its default, and a notice. */
  open(fragment: string, limits: LinkLimits): Promise<Opening>;
  /** The texts that the link carries. */
  texts(link: Link): readonly string[];
  /** Whether the link holds what the reader typed, pasted or opened: what must not be lost. */
  isOwn(link: Link): boolean;
}
