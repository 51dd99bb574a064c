import type { Diagnostic } from '../../engine/text/index.ts';
import type { LinkFormat } from '../../share/linkKey.ts';
import type { LinkLimits } from '../../share/linkLimits.ts';

/** How an instrument's states become fragments, and back. */
export interface AddressCodec<Link extends object, Opening extends { notices?: readonly Diagnostic[] }> {
  format: LinkFormat<Link>;
  /** The state that a fragment opens; what can't be read has its default, and a notice. */
  open(fragment: string, limits: LinkLimits): Promise<Opening>;
}
