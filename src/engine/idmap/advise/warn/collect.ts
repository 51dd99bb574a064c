/** More of one kind than anybody reads: a file in which every line is wrong has one mistake. */
const MOST = 20;

/** What `make` finds in `items`, in order, until there is enough of it. */
export function collect<Item, Found>(items: Iterable<Item>, make: (item: Item) => Found | undefined): Found[] {
  const found: Found[] = [];
  for (const item of items) {
    if (found.length >= MOST) break;
    const one = make(item);
    if (one !== undefined) found.push(one);
  }
  return found;
}
