"""Records what the real usermod leaves of /etc/subuid and /etc/subgid after --del-subuids (-V) and --del-subgids (-W), or what it says.

Run as root where Debian's passwd is installed: /usr/bin/python3 test/oracle/idmap/record_subid_removals.py [--out FOLDER]
"""

import random

import recorder
import subid_texts
from record_subids import HOLES
from subid_stage import FILES, LAST, answer, record

RANGES = [
    (100000, 165535), (100000, 100000), (165535, 165535), (120000, 130000), (99999, 100000), (165535, 165536), (0, 99999), (165536, 200000), (0, LAST), (0, LAST - 1),
    (5, 4), (5, LAST + 1), (0, 0),
]  # fmt: skip


def cases():
    for kind in ("uid", "gid"):
        for first, last in RANGES:
            yield {"kind": kind, "text": "ann:100000:65536\n", "first": first, "last": last}
    for text in FILES + HOLES:
        yield {"kind": "uid", "text": text, "first": 100000, "last": 165535}
        yield {"kind": "gid", "text": text, "first": 100003, "last": 100005}
    rng = random.Random(recorder.SEED)
    for _ in range(120):
        text = subid_texts.random_file(rng)
        first, count = subid_texts.random_probe(rng)
        yield {"kind": rng.choice(["uid", "gid"]), "text": text, "first": first, "last": first + count - 1}


def ask(row, etc):
    option = {"uid": "-V", "gid": "-W"}[row["kind"]]
    return answer(row, etc, ["usermod", option, "%d-%d" % (row["first"], row["last"]), "ann"])


if __name__ == "__main__":
    record(__doc__, "subidRemovals.json", cases(), ask)
