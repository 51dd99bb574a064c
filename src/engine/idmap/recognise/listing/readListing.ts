import { sourceText } from '../../../text/index.ts';
import type { ListingPart } from '../Part.ts';
import type { Listing } from './Listing.ts';
import { readGetfacl } from './readGetfacl.ts';
import { readIdOutput } from './readIdOutput.ts';
import { readLs } from './readLs.ts';
import { readNamei } from './readNamei.ts';
import { readPrinted } from './readPrinted.ts';
import { readPs } from './readPs.ts';
import { readStat } from './readStat.ts';
import { readStatus } from './readStatus.ts';

/** Every user and group that a listing shows, row by row, each with its place in the part's text. Lines that can't be read hold none. */
export function readListing(part: Pick<ListingPart, 'tool' | 'content' | 'command'>): Listing {
  const source = sourceText(part.content);
  switch (part.tool) {
    case 'ls':
      return readLs(source);
    case 'namei':
      return readNamei(source);
    case 'ps':
      return readPs(source, part.command);
    case 'stat':
      return readStat(source);
    case 'id':
      return readIdOutput(source, part.command);
    case 'status':
      return readStatus(source);
    case 'getfacl':
      return readGetfacl(source);
    case 'printed':
      return readPrinted(source, part.command);
  }
}
