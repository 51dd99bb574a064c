/**
 * What a link opens, with what the reader has changed since the page's start kept. The keys of a group go together: a text, and what it is. `mine` is the present
 * state, `start` the one that the page began with.
 */
export function mergeLinks<Link extends object>(
  { start, mine, link }: { start: Link; mine: Link; link: Link },
  groups: readonly (readonly (keyof Link)[])[],
): Link {
  const merged = { ...link };
  const take = <Key extends keyof Link>(key: Key) => {
    merged[key] = mine[key];
  };
  const isChanged = (key: keyof Link) => JSON.stringify(mine[key]) !== JSON.stringify(start[key]);
  const grouped = groups.flat();
  for (const group of groups) if (group.some(isChanged)) group.forEach(take);
  const keys = Object.keys(link) as (keyof Link)[];
  for (const key of keys) if (!grouped.includes(key) && isChanged(key)) take(key);
  return merged;
}
