import { sourceText } from '../../../text/index.ts';
import type { ListingPart } from '../Part.ts';
import type { Listing } from './Listing.ts';
import { readIdOutput } from './readIdOutput.ts';
import { readGetfacl, readStat, readStatus } from './readLabelled.ts';
import { readLs, readNamei } from './readLs.ts';
import { readPrinted } from './readPrinted.ts';
import { readPs } from './readPs.ts';

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
