"""Texts of /etc/subuid: what grants, what doesn't, and how shadow reads what is odd."""

import random

# ann is uid 1000, anna another name of it, bob 1001
GRANTS = [
    "ann:100000:65536\n",
    "1000:100000:65536\n",
    "anna:100000:65536\n",
    "bob:100000:65536\n",
    "ann:100000:65536",
    "",
    "ann:100000:32768\nann:132768:32768\n",
    "ann:132768:32768\nann:100000:32768\n",
    "ann:100000:32768\n1000:132768:32768\n",
    "1000:100000:32768\nanna:132768:16384\nann:149152:16384\n",
    "ann:100000:40000\nann:120000:45536\n",
    "ann:100000:65536\nann:120000:10\nann:165536:1\n",
    "ann:100000:32768\nann:132769:32767\n",
    "ann:100000:32768\nbob:132768:32768\n",
    "bob:1:10\n1001:50:5\nann:100000:65536\nroot:0:1\n",
    "ann:0:1\n",
    "ann:0:4294967295\n",
    "ann:4294967294:1\n",
    "ann:4294967290:100\n",
    "root:100000:65536\n0:200000:10\n",
]

READINGS = [
    # what is no line
    "# ann:100000:65536\nann:100000:10\n", "#ann:100000:65536\n", "\n\nann:100000:65536\n\n", "ann\nann:100000\nann:100000:65536\n",
    " ann:100000:65536\n", "ann :100000:65536\n", "ann:100000:65536 \n", "ann: 100000:\t65536\n", "ann:100000:65536\r\n", "ann:100000:65536\r\nann:7:1\n",
    "+ann:100000:65536\n", "-ann:100000:65536\n", "+\nann:100000:65536\n", ":100000:65536\n", "ann::65536\n", "ann:100000:\n",
    # more than three fields
    "ann:100000:65536:\n", "ann:100000:65536:junk:more\n", "ann:100000:65536#his\n", "ann:100000:65536 # his\n", "ann:100000:65536:# his\n",
    # numbers
    "ann:0303240:0200000\n", "ann:0x186a0:0X10000\n", "ann:0b11000011010100000:0B10000000000000000\n", "ann:+100000:+65536\n", "ann:-100000:65536\n",
    "ann:100000:-1\n", "ann:-0:65536\n", "ann:0100000:65536\n", "ann:089:10\n", "ann:0x:10\n", "ann:0b2:10\n", "ann:1e5:10\n", "ann:100000.0:1\n",
    "ann:100000:0\n", "ann:0:0\n", "ann:0x0:-0\n", "1000:0:0\n", "bob:0:0\n", "ann:1:0\n", "ann:0:1\n",
    "ann:18446744073709551615:1\n", "ann:18446744073709551616:1\n", "ann:1:18446744073709551615\n", "ann:0:18446744073709551615\n",
    "ann:2:18446744073709551615\n", "ann:18446744073709551610:100100\n", "ann:100000:4294967296\n", "ann:4294967296:100\n",
    "ann:%s100000:65536\n" % ("0" * 30), "ann:100000:%s\n" % ("9" * 400),
    # long lines: 1023 bytes are read
    "ann:100000:65536:%s\n" % ("x" * 1005), "ann:100000:65536:%s\n" % ("x" * 1006), "ann:100000:65536:%s\n" % ("x" * 1007),
    "ann:100000:65536:%s\n" % ("\u00e9" * 503), "ann:100000:65536:%s\n" % ("\u00e9" * 504), "x" * 5000 + "\nann:100000:65536\n",
    "ann:100000:65536\n" + "x" * 4094, "ann:100000:65536\n" + "x" * 4095, "ann:100000:65536\n" + "x" * 4096, "ann:100000:65536\n" + "x" * 8191,
    "ann:100000:65536\n" + "x" * 4095 + "\n",
    # NUL
    "ann:100000:65536\0junk\nbob:1:1\n", "ann:100000:\0junk\n65536\nbob:1:1\n", "ann:100000:65536\n\0", "ann:100000:65536\n\0\n", "\0\nann:100000:65536\n",
    "ann:100000:65536\0",
    # the buffer grows with a long line, or a NUL, and stays so
    "x" * 4094 + "\nann:100000:65536\n" + "x" * 4095, "x" * 4095 + "\nann:100000:65536\n" + "x" * 4095, "x" * 4095 + "\nann:100000:65536\n" + "x" * 8191,
    "ann:100000:65536\0\n:x\n" + "x" * 4095, "ann:100000:65536\0\n:x\n" + "x" * 8191, "bob:1:1\n\0\nann:100000:65536\n" + "\u00e9" * 2047 + "x",
    "ann:100000:\0" + "x" * 4083 + "65536\n", "ann:100000:\0" + "x" * 4084 + "65536\n", "x\0\nann:100000:\0" + "x" * 8179 + "65536\n",
    # other characters
    "\u00e4nn:5:5\nann:100000:65536\n", "ANN:100000:65536\n", "ann\t:100000:65536\n", "ann:100000:65536\u00a0\n", "\ufeffann:100000:65536\n",
]  # fmt: skip


def random_file(rng):
    """Lines of three owners round 100000, now and then odd ones."""
    lines = []
    for _ in range(rng.choice([1, 1, 2, 3, 4, 6])):
        start, count = 100000 + 10 * rng.randrange(12), 10 * rng.choice([1, 1, 2, 3])
        owner = rng.choice(["ann", "ann", "ann", "1000", "anna", "bob", "1001", "carl"])
        odd = rng.random()
        if odd < 0.05:
            owner = rng.choice(["+", "#", " "]) + owner
        numbers = [oct(start).replace("o", "") if odd > 0.95 else str(start), hex(count) if odd > 0.93 else str(count)]
        lines.append(":".join([owner, *numbers]) + rng.choice(["", "", "", "", "", "", ":", " ", "\r"]))
    return "\n".join(lines) + rng.choice(["\n", "\n", "\n", ""])


def random_probe(rng):
    """A range that begins and ends round the edges of those lines."""
    first = 100000 + 10 * rng.randrange(12) + rng.choice([0, 0, 0, -1, 1, 5])
    return first, max(1, 10 * rng.choice([1, 1, 2, 3, 5]) + rng.choice([0, 0, 0, 0, -1, 1]))


def generator(seed):
    return random.Random(seed)
