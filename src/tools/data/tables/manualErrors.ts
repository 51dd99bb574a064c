import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { formatTable } from '../formatTable.ts';
import type { Table } from '../Table.ts';

/** What one page of section 2 says of an error: whether it lists it, and which capabilities the page names. */
interface ManualError {
  lists: boolean;
  capabilities: readonly string[];
}

/** Comments of troff, and its font changes within a word. */
const COMMENT = /^[.'\\]*\\".*$/gm;
const FONT = /\\f(?:\[\w*\]|\w)/g;

/** What the source of a manual page says of an error: listed under ERRORS, as `.B EPERM` or `.BR EPERM ...` below `.TP` or `.TQ`. */
export function manualError(page: string, error: string): ManualError {
  const text = page.replace(COMMENT, '').replace(FONT, '');
  const [, errors = ''] = /^\.SH ERRORS$([\s\S]*?)(?=^\.SH |$(?![\s\S]))/m.exec(text) ?? [];
  const lists = new RegExp(`^\\.T[PQ][^\\n]*\\n\\.BR? "?${error}\\b`, 'm').test(errors);
  return { lists, capabilities: [...new Set(text.match(/\bCAP_[A-Z_]+[A-Z]\b/g) ?? [])].sort() };
}

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
