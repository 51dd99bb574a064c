"""Records what the real usermod and useradd make of /etc/subuid and /etc/subgid, or what they say.

Run as root where Debian's passwd is installed: /usr/bin/python3 test/oracle/idmap/record_subids.py [--out FOLDER]
"""

import random

import recorder
import subid_texts
from subid_stage import FILES, LAST, answer, record

RANGES = [
    (100000, 165535), (165536, 231071), (100000, 100000), (165535, 165535), (165536, 165536), (99999, 99999), (99999, 100000), (0, 0), (0, 999), (200000, 265535),
    (0, LAST), (0, LAST - 1), (1, LAST), (LAST, LAST), (LAST - 1, LAST - 1), (5, 4), (5, LAST + 1),
]  # fmt: skip
# what find_free_range goes by
HOLES = [
    "bob:100000:65536\ncarl:165536:65536\n", "carl:165536:65536\nbob:100000:65536\n", "bob:100000:65536\ncarl:231072:65536\n", "bob:100001:65536\n", "bob:165535:1\n",
    "bob:165536:1\n", "bob:1:99999\n", "bob:1:100000\n", "bob:0:600000000\n", "bob:0:600034465\n", "bob:0:600034466\n", "bob:0:700000000\n", "bob:600100000:1\n",
    "bob:600100001:5\n", "bob:0:4294967295\n", "bob:100000:0\n", "bob:150000:0\n", "bob:0:0\n", "bob:5:18446744073709551615\n", "bob:100000:65536\nbob:100000:65536\n",
    "bob:100000:10\ncarl:100000:10\nann:100000:10\n", "bob:100000:10\nbob:100000:5\nbob:100000:20\n", "c:5:5\nb:5:5\na:5:5\nB:5:5\n\u00e9:5:5\n",
    "x\n# one\n\nbob:9:9\n# two\nann:1:1\n", "# one\n# two\n", "# one\n# two\n# three\n# four\n# five\nbob:1:1\n", "# one\nbob:2:1\n# two\nann:1:1\n# three\n",
    "bob:9:9\nann:1:1\n+\ncarl:5:5\nann:3:3\n", "+x\nbob:9:9\nann:1:1\n", "bob:9:9\n-x\nann:1:1\n# x\n", "new:9:9\nann:1:1\n", "ann:9:9\nnew:1:1", "1050:9:9\nann:1:1\n",
]  # fmt: skip


def cases():
    for kind in ("uid", "gid"):
        for first, last in RANGES:
            yield {"kind": kind, "text": "ann:100000:65536\n", "first": first, "last": last}
    for text in FILES + HOLES:
        yield {"kind": "uid", "text": text, "first": 100000, "last": 165535}
        yield {"kind": "gid", "text": text, "first": 100000, "last": 100009}
        yield {"kind": "uid", "text": text, "count": 65536}
    for text in HOLES[:16]:
        for count in (0, 1, 10, 600000000, 600000001, 600099999, 600100000):
            yield {"kind": "gid", "text": text, "count": count}
        yield {"kind": "uid", "text": text, "count": 100, "min": 100, "max": 1000}
        yield {"kind": "uid", "text": text, "count": 100, "min": 100, "max": 198}
        yield {"kind": "uid", "text": text, "count": 100, "min": 100, "max": 199}
        yield {"kind": "gid", "text": text, "count": 10, "min": 165530, "max": 165545}
        yield {"kind": "gid", "text": text, "count": 10, "min": 200, "max": 100}
    rng = random.Random(recorder.SEED)
    for _ in range(60):
        text = subid_texts.random_file(rng)
        first, count = subid_texts.random_probe(rng)
        yield {"kind": rng.choice(["uid", "gid"]), "text": text, "first": first, "last": first + count - 1}
        yield {"kind": rng.choice(["uid", "gid"]), "text": text, "count": rng.choice([5, 10, 11, 20, 30]), "min": 100000, "max": rng.choice([100100, 200000])}


def ask(row, etc):
    """useradd makes "new", uid 1050."""
    kind = row["kind"]
    if "count" not in row:
        return answer(row, etc, ["usermod", "--add-sub%ss" % kind, "%d-%d" % (row["first"], row["last"]), "ann"])
    numbers = {"COUNT": row["count"], **{name.upper(): row[name] for name in ("min", "max") if name in row}}
    settings = "".join("SUB_%s_%s %d\n" % (kind.upper(), name, number) for name, number in numbers.items())
    return answer(row, etc, ["useradd", "-M", "-u", "1050", "new"], settings)


if __name__ == "__main__":
    record(__doc__, "subids.json", cases(), ask)
