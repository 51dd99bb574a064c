/** Keep these: a page of a build, and what it has loaded, of which the worker may not have been asked. */
export interface Opened {
  kind: 'opened';
  build: string | undefined;
  /** When the tab went there, in milliseconds since 1970. */
  since: number;
  addresses: readonly string[];
}

/** What a page asks of the worker. */
export type Asked =
  | Opened
  /** Tell what is kept. */
  | { kind: 'tell' }
  /** Keep the next files of the whole site, unless fewer are kept by now than the page knows of. */
  | { kind: 'take'; kept: number }
  | { kind: 'remove'; part: 'whole' | 'opened' }
  /** The same, of a newer worker: what it has kept before it takes over. */
  | { kind: 'remove-own'; part: 'whole' | 'opened' }
  /** Take the place of the older worker: the reader says so. */
  | { kind: 'use' }
  /** The same, where no other tab is open: the page that asks is of this build already. */
  | { kind: 'use-if-alone' };

/** Why a file of the whole site could not be kept. `updated`: the server has another build by now. `room`: the browser gives no more room. */
export type Trouble = 'unreachable' | 'updated' | 'room';

/** So many files, and their bytes as they are once unpacked. */
export interface Amount {
  files: number;
  bytes: number;
}

/** A page that was opened. */
export interface KeptPage {
  /** Its address on the origin, with the path of the site. */
  path: string;
  title: string;
  /** In milliseconds since 1970, as the server's clock was; undefined where it told no time. */
  since: number | undefined;
}

/** All that the site's worker keeps on this device. */
export interface KeptState {
  /** When the worker began to look, in milliseconds since 1970: of two, the later holds, for a reply may come after one to a later question. */
  asOf: number;
  build: string;
  /** The whole site, and how much of it is kept. */
  site: Amount;
  whole: Amount & { since: number | undefined };
  pages: readonly KeptPage[];
  /** What these pages loaded. */
  loaded: Amount;
  /** What tells that a page is not kept. */
  base: Amount;
  /** How many files of other builds are kept: of an older one while a tab is open at it, of a newer one until it takes over. */
  otherBuilds: number;
}

/** What the worker answers to anything asked. */
export interface Reply {
  state: KeptState;
  trouble?: Trouble;
}
