/** A page of this site that names a source. */
export interface CitedBy {
  title: string;
  path: `/${string}`;
}

/** A source as one place names it. */
export interface Citation {
  title: string;
  url: string;
  /** When the fact was published or happened: a year, a month or a day, "2026-04-30"; left out where nobody said for certain. */
  dated?: string | undefined;
  by: CitedBy;
}

/** An address, once, with everybody who names it. */
export interface Source {
  /** Without a fragment: what is asked whether it is alive. */
  url: string;
  title: string;
  dated?: string;
  by: readonly CitedBy[];
}
