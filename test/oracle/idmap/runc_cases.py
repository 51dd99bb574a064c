"""Containers for runc: maps of many shapes, some that runc or the kernel refuses, and the users that they start as."""

import random

import maps
from recorder import SEED

PLAIN = [[0, 100000, 65536]]
LAST = 4294967294
# One id of the host stays itself, as for a media share; and the lab's remapping.
SHARE = [[0, 100000, 1005], [1005, 1005, 1], [1006, 101006, 64530]]


def containers():
    """(uid map, gid map, (uid, gid, further groups)) each."""
    root = (0, 0, [])
    for extents in accepted():
        yield extents, extents, root
    rng = random.Random(SEED)
    for extents in (1, 2, 4, 6, 9, 15, 30):
        yield with_root(maps.random_map(rng, extents)), with_root(maps.random_map(rng, extents)), root
    yield PLAIN, SHARE, root
    yield SHARE, PLAIN, root
    for user in ((1000, 1000, []), (33, 33, [0, 1005, 44]), (1005, 1005, [65535]), (65534, 65534, []), (65535, 0, [])):
        yield PLAIN, PLAIN, user
        yield SHARE, SHARE, user
    # who starts has no mapping
    for user in ((65536, 0, []), (0, 65536, []), (0, 0, [65536]), (LAST, LAST, []), (1000, 70000, [5])):
        yield PLAIN, PLAIN, user
    for extents in refused():
        yield extents, PLAIN, root
        yield PLAIN, extents, root


def accepted():
    return [
        PLAIN, SHARE, [[0, 165536, 65536]], [[0, 0, 4294967295]], [[0, 1000, 1], [1, 100000, 65536]], [[1, 100000, 65535], [0, 1000, 1]],
        [[0, 5000, 1]], [[0, 0, 1], [1, 1, 65535]], [[0, 4294901759, 65536]], [[0, 100000, 10], [LAST, 7, 1]],
        [[0, 6, 1], [1, 5, 1], [2, 4, 1], [3, 3, 1], [4, 2, 1], [5, 1, 1]], [[0, 100000, 65536], [100000, 300000, 5]],
        [[i, 100000 + 2 * i, 1] for i in range(200)],
    ]  # fmt: skip


def refused():
    return [
        [], [[1, 100000, 65536]], [[0, 100000, 0]], [[0, 4294967295, 1]], [[4294967295, 0, 1], [0, 5, 1]], [[0, LAST, 2]], [[0, 100000, 10], [9, 200000, 1]],
        [[0, 100000, 10], [10, 100009, 1]], [[0, 100000, 65536], [0, 100000, 65536]], [[0, 0, 4294967295], [LAST, 1, 1]],
        [[2 * i, 100000 + 2 * i, 1] for i in range(341)], [[i, 1000000000 + 2 * i, 1] for i in range(300)],
    ]  # fmt: skip


def with_root(extents):
    """The same map, moved so that its first inside id is 0: runc wants root inside."""
    lowest = min(first for first, _, _ in extents)
    return [[first - lowest, outside, count] for first, outside, count in extents]


def owners(extents):
    """Host ids on both sides of the ends of the first extents, and some that are often asked about."""
    found = {0, 33, 1000, 1005, 65534, 100000, 101005}
    for _, first, count in extents[:8]:
        found.update({first - 1, first, first + count - 1, first + count})
    return sorted(number for number in found if 0 <= number <= LAST)
