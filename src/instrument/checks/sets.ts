import list from '../../../content/data/checks/sets.json' with { type: 'json' };

/** Checks that the site has sources for, to begin with. */
interface CheckSet {
  id: string;
  title: string;
  /** What its lines ask for, in a sentence or two. */
  says: string;
  sources: readonly { title: string; url: string }[];
  /** Its lines. */
  load: () => Promise<string>;
}

const FILES = import.meta.glob<string>('../../../content/data/checks/*.txt', { query: '?raw', import: 'default' });

/** Every set that the site has. A text arrives when it is asked for. */
export const CHECK_SETS: readonly CheckSet[] = list.sets.map((set) => ({
  ...set,
  load: () => FILES[`../../../content/data/checks/${set.id}.txt`]?.() ?? Promise.reject(new Error(`no set ${set.id}`)),
}));
