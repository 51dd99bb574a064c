/** One file of a build that can be kept. */
export interface KeptFile {
  /** Its address, relative to the site: '' for the home page, `learn/iceberg/`. */
  url: string;
  /** The hash of its bytes (`digestOf`); of a page that of the page before its build was written into it. */
  revision: string;
  bytes: number;
  /** It tells that a page is not kept, and so is kept from the first. */
  isBase?: true;
}

/** What answers for an address that there is not. Taken last: where it is, the whole site is. */
export const LAST_FILE = '404.html';

/** Whether an address, relative to the site, is a page's. */
export const isPage = (url: string): boolean => /(?:^|\/|\.html)$/.test(url);

/** What stands at an address for whoever asks by it: without fragment and query, which no file of the site knows. */
export const plainAddress = (address: string): string => address.replace(/[?#].*$/s, '');

/** The hash that a file's revision is. */
export async function digestOf(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
