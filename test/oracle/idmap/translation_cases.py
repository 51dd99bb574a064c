"""Trees of user namespaces, nested to depth 4, and the ids to ask about: around every end of an extent, and random ones."""

import random

import maps
from recorder import SEED

LAST = 4294967294
# A chain of four, a second child of its first, and a second namespace beside the first.
PARENTS = [-1, 0, 1, 2, 0, -1]
PLAIN = [
    [[0, 165536, 65536]],
    [[0, 1000, 1], [1, 10000, 50000]],
    [[0, 0, 1], [1, 1, 49999]],
    [[65534, 5, 1], [0, 1, 4]],
    [[0, 0, 65536]],
    [[0, 0, 4294967295]],
]
TREES = 10


def trees():
    """[(parent's index or -1, uid map, gid map), ...] for each tree."""
    rng = random.Random(SEED)
    yield [(parent, extents, extents) for parent, extents in zip(PARENTS, PLAIN)]
    for _ in range(TREES - 1):
        spaces = []
        for parent in PARENTS:
            kinds = []
            for kind in (1, 2):
                extents = rng.choice([1, 2, 3, 5, 6, 8])
                kinds.append(maps.random_map(rng, extents, within=None if parent == -1 else spaces[parent][kind]))
            spaces.append((parent, *kinds))
        yield spaces


def around(rng, firsts, windows=40, width=12):
    """Runs of ids [first, count] that don't touch: around the given ones, and at random places."""
    wanted = {0, 65534, LAST, *rng.sample(sorted(firsts), min(len(firsts), windows - 8))}
    wanted.update(rng.randrange(0, 400000) for _ in range(windows - len(wanted)))
    runs = []
    for middle in sorted(wanted):
        first = max(middle - width // 2, runs[-1][0] + runs[-1][1] if runs else 0)
        last = min(middle + width // 2 - 1, LAST)
        if first <= last:
            runs.append([first, last - first + 1])
    return runs
