import type { AddressCodec } from '../../../instrument/address/AddressCodec.ts';
import { SECCOMP_LINK, type SeccompLink } from '../../../share/seccompLink.ts';
import { openFragment } from './openFragment.ts';
import type { Opening } from './State.ts';

/** The checker's states as fragments. */
export const ADDRESS_CODEC: AddressCodec<SeccompLink, Opening> = { format: SECCOMP_LINK, open: openFragment };
