"""Texts to write to a map file: each rule about the text from both sides, then random ones."""

import itertools

LAST = 4294967294

LINES = [
    # the plain case, and white space
    "0 165536 65536", "0 165536 65536\n", "  0   165536\t65536  \n", "\t0\t165536\t65536\t", "0 1 1\r\n", "0 1 1\r", "0\v1\f1",
    "         0          0 4294967295\n", "0 1 1\n\n", "\n0 1 1", "\n", "", " ", "\t\n", "0 1 1\n \n", "0 1 1\n1 2 1", "0 1 1 \n 1 2 1 \n",
    # the digits
    "00 01 001", "0 0000000000000000000000000001 1", "+0 1 1", "0 +1 1", "0 1 +1", "-1 1 1", "0 -1 1", "0 1 -1", "0x0 1 1", "0 0x1 1",
    "a 1 1", "0 b 1", "0 1 c", "0a 1 1", "0 1a 1", "0 1 1a", "0,1,1", "0:1:1", "0, 1, 1", "1e3 1 1", "1.0 1 1", "0 1 1.", "root 0 1",
    "0 1 1\u00a0", "0\u00a01 1", "\uff10 1 1", "0 1 1 \u00e0", "0 1 1#", "# 0 1 1", "0 1 1 # comment", "\u20ac", "0\u200b1 1",
    # how many fields
    "0", "0 1", "0 ", "0 1 ", "0 1\n", "0\n1\n1", "0 1 1 1", "0 1 1 x", "0 1 1 2 3 4", "0 1 1\n0", "0 1 1\n2 3",
    # NUL ends the text
    "\0", "0 1 1\0", "0 1 1\0junk", "0 1 1\n\0junk\n", "0 1\0 1", "0 1 1\n1 2 1\0\n2 3 1\n", "\n\0", "0 1 1 \0 9", "0\0",
    # zero, and the end of the ids
    "0 1 0", "1 0 0", "0 0 00", "4294967295 0 1", "0 4294967295 1", "4294967295 4294967295 0", "4294967295 4294967295 1",
    "4294967294 0 1", "0 4294967294 1", "4294967294 4294967294 1", "4294967294 0 2", "0 4294967294 2", "0 0 4294967295", "0 1 4294967294",
    "1 0 4294967294", "0 1 4294967295", "1 0 4294967295", "1 1 4294967295", "2147483648 2147483648 2147483647", "2147483648 0 2147483648",
    "2147483647 0 2147483648", "65536 0 4294901759", "65536 0 4294901760",
    # numbers keep their lowest 32 bits
    "4294967296 1 1", "0 4294967297 1", "0 1 4294967297", "0 1 4294967296", "4294967296 4294967296 4294967296", "8589934591 1 1",
    "18446744073709551616 1 1", "0 18446744073709551617 1", "99999999999999999999 1 1", "0 99999999999999999999999999999999 1",
    "0 1 18446744073709551615", "0 0 18446744073709551615", "0 0 18446744073709551616", "0 18446744069414584320 1",
    "4294967300 8589934600 12884901890", "0 1 340282366920938463463374607431768211457",
    # overlaps
    "0 0 10\n9 100 1", "0 0 10\n10 100 1", "0 0 10\n100 9 1", "0 0 10\n100 10 1", "10 10 10\n0 0 10", "10 10 10\n0 0 11", "10 10 10\n0 20 11",
    "10 10 10\n0 20 10", "0 1 1\n0 1 1", "0 1 1\n0 2 1", "0 1 1\n1 1 1", "0 100 10\n20 105 1", "5 5 1\n0 0 10", "0 0 10\n5 5 1",
    "0 100 100\n100 0 100", "0 100 101\n100 0 100", "0 5 1\n1 4 1\n2 3 1\n3 2 1\n4 1 1\n5 0 1", "0 5 1\n1 4 1\n2 3 1\n3 2 1\n4 1 1\n5 5 1",
    "0 1 1\n1 2 1\n2 3 1\n3 4 1\n4 5 1\n4 9 1", "0 1 1\n1 2 1\n2 3 1\n3 4 1\n4 5 1\n9 5 1", "0 0 4294967294\n4294967294 4294967294 1",
    "0 0 4294967295\n4294967294 4294967294 1",
    # six extents and more are kept in order of inside ids
    "9 1 1\n8 2 1\n7 3 1\n6 4 1\n5 5 1", "9 1 1\n8 2 1\n7 3 1\n6 4 1\n5 5 1\n4 6 1", "50 0 5\n0 5 50\n100 200 1\n70 300 1\n60 500 2\n90 400 3",
]  # fmt: skip


def ladder(count, start=0, width=1):
    return "".join("%d %d %d\n" % (start + 2 * i * width, start + 2 * i * width, width) for i in range(count))


def padded(size):
    return "0 165536 65536".ljust(size)


def big():
    """The limits of one write: 340 extents, and less than a page."""
    run = "".join("%d %d 1\n" % (i, i + 1) for i in range(339))
    return [
        ladder(5), ladder(6), ladder(300), ladder(339), ladder(340), ladder(340)[:-1], ladder(341), ladder(341)[:-1], ladder(342),
        ladder(340) + " ", ladder(340) + "\n", ladder(340) + "\0x", run + "339 340 1", run + "339 340 1\n", run + "338 900 1", run + "900 339 1",
        run + "339 340 0", run + "339 340 x\n", padded(4094), padded(4095), padded(4096), padded(4097), padded(5000), padded(4095) + "\n",
        ladder(340, 100000000), "\0" * 4095, "\0" * 4096, ("0 1 1\0").ljust(4096, "\0"), "0" * 4000 + "7 1 1", "0 1 " + "9" * 4000,
    ]  # fmt: skip


EDGES = [0, 1, 2, 33, 999, 1000, 65534, 65535, 65536, 100000, 165536, 2**31 - 1, 2**31, LAST - 1, LAST, LAST + 1, 2**32, 2**32 + 1, 10**20]
COUNTS = [0, 1, 1, 1, 2, 10, 1000, 65535, 65536, 2**31, LAST, LAST + 1, 2**32 + 1]
GAPS = [" ", " ", " ", " ", "\t", "   ", "\r", "\v", ",", "\u00a0", ""]
ENDS = ["\n", "\n", "\n", "\n", "\r\n", " \n", "\n\n", "", "\0"]


def random_number(rng, edges):
    value = rng.choice(edges) if rng.random() < 0.6 else rng.randrange(0, 300)
    text = str(value)
    if rng.random() < 0.04:
        text = rng.choice(["0", "000", "+", "-", "0x", "_"]) + text
    if rng.random() < 0.03:
        text += rng.choice(["a", "f", "u", ".", "\u00e9"])
    return text


def random_text(rng):
    text = ""
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5, 6, 8])):
        gaps = [rng.choice(GAPS) if rng.random() < 0.3 else " " for _ in range(2)]
        text += random_number(rng, EDGES) + gaps[0] + random_number(rng, EDGES) + gaps[1] + random_number(rng, COUNTS)
        if rng.random() < 0.03:
            text += " " + random_number(rng, COUNTS)
        text += rng.choice(ENDS) if rng.random() < 0.3 else "\n"
    return text


def edges():
    """Starts and counts on both sides of each end of the ids, in every combination."""
    for inside, outside in itertools.product((0, 1, 2**31, LAST, LAST + 1), repeat=2):
        for count in (0, 1, 2, 2**31 - 1, 2**31, LAST, LAST + 1):
            yield "%d %d %d" % (inside, outside, count)
    for first in (LAST - 9, LAST - 1):
        for count in (1, 2, 3, 9, 10, 11):
            yield "%d 0 %d" % (first, count)
            yield "0 %d %d" % (first, count)


def overlaps():
    """A second extent at every distance from a first of ten ids, inside and outside, as the second, the fifth and the seventh line."""
    for before in ("", "9000 9000 1\n9010 9010 1\n9020 9020 1\n", "9000 9000 1\n9010 9010 1\n9020 9020 1\n9030 9030 1\n9040 9040 1\n"):
        for first, count in ((94, 5), (94, 6), (95, 6), (95, 20), (100, 10), (104, 1), (109, 1), (110, 1), (99, 1), (100, 1), (109, 5), (110, 5)):
            yield "%s100 100 10\n%d 500 %d" % (before, first, count)
            yield "%s100 100 10\n500 %d %d" % (before, first, count)
