import type { AddressCodec } from '../../../instrument/address/AddressCodec.ts';
import { readUidMapLink } from '../../../share/readUidMapLink.ts';
import { UID_MAP_LINK_DEFAULTS, type UidMapLink } from '../../../share/UidMapLink.ts';
import { readableUidMapLink, writeUidMapLink } from '../../../share/writeUidMapLink.ts';
import type { Opening } from './State.ts';

/** The calculator's states as fragments. */
export const ADDRESS_CODEC: AddressCodec<UidMapLink, Opening> = {
  readable: readableUidMapLink,
  write: writeUidMapLink,
  async open(fragment, limits) {
    const { value, diagnostics } = await readUidMapLink(fragment, limits);
    return { link: value, notices: diagnostics };
  },
  texts: ({ text, inner, have }) => [text, ...inner, have],
  isOwn: ({ text, inner, want, have }) =>
    text !== UID_MAP_LINK_DEFAULTS.text ||
    inner.length > 0 ||
    want !== UID_MAP_LINK_DEFAULTS.want ||
    have !== UID_MAP_LINK_DEFAULTS.have,
};
