import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { formatTable } from '../formatTable.ts';
import { manualError } from '../manualErrors.ts';
import type { Table } from '../Table.ts';

const PACKAGE = 'manpages-dev';
const FOLDER = 'usr/share/man/man2';
const ERROR = 'EPERM';

/**
 * Which calls can fail with EPERM by their own manual page, with the capabilities that the page names, and which pages list no EPERM: where the kernel has
 * no reason of its own to refuse a call so, a filter is the likely one. Pages that another includes are read under each of their names.
 */
export const manualErrors: Table = {
  name: 'manual-errors',
  files: ['manualErrors.json'],
  needs: [PACKAGE],
  make(packages, stamp) {
    const folder = join(packages(PACKAGE).root, FOLDER);
    const told = readdirSync(folder).flatMap((file) => {
      const call = /^(\w+)\.2\.gz$/.exec(file)?.[1];
      return call === undefined ? [] : [[call, manualError(pageOf(folder, file), ERROR)] as const];
    });
    const listing = told.filter(([, { lists }]) => lists);
    if (told.length < 400 || listing.length < 100)
      throw new Error(`${told.length} pages, of which ${listing.length} list ${ERROR}`);
    return [
      formatTable(
        {
          stamp,
          lists: Object.fromEntries(listing.map(([call, { capabilities }]) => [call, capabilities])),
          others: told.flatMap(([call, { lists }]) => (lists ? [] : [call])),
        },
        2,
      ),
    ];
  },
};

/** A page, or the one that it is another name of (`.so man2/accept.2`). */
function pageOf(folder: string, file: string): string {
  const page = gunzipSync(readFileSync(join(folder, file))).toString('utf8');
  const [, other] = /^\.so man2\/(\w+\.2)\s*$/m.exec(page) ?? [];
  return other === undefined ? page : pageOf(folder, `${other}.gz`);
}
