import type { AddressCodec } from '../../../instrument/address/AddressCodec.ts';
import { presetFragment, type SeccompLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { openFragment } from './openFragment.ts';
import type { Opening } from './State.ts';

/** The checker's states as fragments. */
export const ADDRESS_CODEC: AddressCodec<SeccompLink, Opening> = {
  readable: (link) => (link.profile === undefined ? undefined : presetFragment({ ...link, profile: link.profile })),
  write: writeSeccompLink,
  open: openFragment,
  texts: ({ text }) => (text === undefined ? [] : [text]),
  isOwn: ({ text }) => text !== undefined,
};
