"""Maps that the kernel takes, from a seeded generator."""


def random_map(rng, extents, inside=0, within=None):
    """`extents` lines in any order, neither side overlapping. `within`: the parent's map, of whose extents each line takes a part."""
    if within is not None:
        return _random_part(rng, extents, within)
    counts = [rng.choice([1, 1, 2, 10, 1000, 65536]) for _ in range(extents)]
    order = list(range(extents))
    rng.shuffle(order)
    outside, at = {}, 0
    for index in order:
        at += rng.choice([0, 0, 1, 500, 100000])
        outside[index], at = at, at + counts[index]
    rows, at = [], inside
    for index in range(extents):
        at += rng.choice([0, 0, 1, 500])
        rows.append([at, outside[index], counts[index]])
        at += counts[index]
    rng.shuffle(rows)
    return rows


def _random_part(rng, extents, parent):
    """Cuts the parent's extents into `extents` pieces at the most, and maps them in any order from 0 up."""
    pieces = []
    for first, _, count in parent:
        cuts = sorted({0, count, *(rng.randrange(count + 1) for _ in range(rng.choice([0, 1, 2, 3])))})
        pieces += [(first + start, end - start) for start, end in zip(cuts, cuts[1:])]
    rng.shuffle(pieces)
    rows, at = [], 0
    for first, count in pieces[:extents]:
        at += rng.choice([0, 0, 1, 500])
        rows.append([at, first, count])
        at += count
    rng.shuffle(rows)
    return rows
