import type { AddressCodec } from '../../../instrument/Instrument.ts';
import { readUidMapLink, UID_MAP_LINK, type UidMapLink } from '../../../share/uidMapLink.ts';
import type { Opening } from './State.ts';

/** The calculator's states as fragments. */
export const ADDRESS_CODEC: AddressCodec<UidMapLink, Opening> = {
  format: UID_MAP_LINK,
  async open(fragment, limits) {
    const { value, diagnostics } = await readUidMapLink(fragment, limits);
    return { link: value, notices: diagnostics };
  },
};
