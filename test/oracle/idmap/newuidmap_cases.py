"""The calls of newuidmap and newgidmap to record. PID stands for the target's, NOBODY for a pid that is nobody's."""

import subid_texts

ANN = {"name": "ann", "uid": 1000, "gid": 1000, "aliases": ["anna"]}
IN_BOBS_GROUP = {**ANN, "currentGid": 1001}
BOB = {"name": "bob", "uid": 1001, "gid": 1001}
CARL = {"name": "carl", "uid": 1002, "gid": 100}
ROOT = {"name": "root", "uid": 0, "gid": 0}
STRANGER = {"name": "", "uid": 1005, "gid": 1005}
LENT = "ann:100000:65536\n"
LAST = 4294967294
OWN = [[0, 1000, 1]]

# inside, outside, count, probing both edges of 100000:65536
EDGES = [
    "0 100000 65536", "0 99999 1", "0 99999 2", "0 100000 1", "0 100000 65537", "0 165535 1", "0 165536 1", "0 165535 2", "0 150000 15536",
    "0 150000 15537", "0 132767 2", "0 0 1", "0 1 65536", "0 1000 1", "5 0 10",
]  # fmt: skip

NUMBERS = [
    "", "0", "0 1000", "0 1000 1 1", "0 1000 1 1 100000", "a 1000 1", "0 a 1", "0 1000 a", "0x0 0x3e8 0x1", "00 01750 01", "0b0 0b1111101000 0b1",
    "0b2 1000 1", "-0 1000 1", "+0 +1000 +1", "-1 1000 1", "0 -1 1", "0 1000 -1", "0 1000 0", "0 1000 00", "0 100000 1x", "0 1000x 1", "0x 1000 1", "1.0 1000 1",
    "%d 1000 1" % LAST, "%d 1000 1" % (LAST + 1), "%d 1000 1" % (LAST + 2), "0 %d 1" % LAST, "0 %d 1" % (LAST + 1), "%d 1000 2" % LAST, "0 0 %d" % LAST,
    "0 0 %d" % (LAST + 1), "0 0 %d" % (LAST + 2), "1 0 %d" % LAST, "1 0 %d" % (LAST + 1), "0 100000 %d" % (LAST + 1 - 100000), "0 100000 %d" % (LAST + 2 - 100000),
    "99999999999999999999 1000 1", "-99999999999999999999 1000 1", "-1x 1000 1", "99999999999x 1000 1", "0 1000 1 a 0 1", "0 1000 1 0 0 0", "a 0 0 b 0 0",
    "0 1000 2 x 0 0", "0 7 1 0 8 1", "0 1000 1 1 8 1 2 9 1",
]  # fmt: skip

# what the kernel then says of ranges that are allowed
KERNEL = [
    "0 1000 1 1 100000 65536", "0 1000 1 0 100000 1", "0 1000 1 1 1000 1", "0 100000 10 10 100009 1", "0 100000 10 9 100010 1",
    "5 100000 1 4 100001 1 3 100002 1 2 100003 1 1 100004 1 0 100005 1", "9 100009 1 8 100008 1", "0 100000 1 0 100000 1",
    " ".join("%d %d 1" % (2 * i, 100000 + 2 * i) for i in range(247)), " ".join("%d %d 1" % (2 * i, 100000 + 2 * i) for i in range(340)),
    " ".join("%d %d 1" % (i, 100000 + i) for i in range(300)), " ".join("%d %d 1" % (i, i) for i in range(340)), " ".join("%d %d 1" % (i, i) for i in range(341)),
    "4294967294 100000 1", "4294967295 100000 1",
]  # fmt: skip


def call(args, kind="uid", caller=ANN, subids=LENT, target=None):
    row = {"kind": kind, "args": args, "caller": caller, "subids": subids}
    return row if target is None else {**row, "target": target}


def cases():
    for kind in ("uid", "gid"):
        for subids in subid_texts.GRANTS:
            for edge in EDGES:
                yield call(["PID", *edge.split()], kind, subids=subids)
    for subids in subid_texts.READINGS:
        for edge in ("0 100000 65536", "0 100000 10", "0 100000 1", "0 64 1", "0 0 1", "0 4294967290 1"):
            yield call(["PID", *edge.split()], subids=subids)
        yield call(["PID", "0", "100000", "65536"], "gid", subids=subids)
    for kind in ("uid", "gid"):
        for numbers in NUMBERS:
            yield call(["PID", *numbers.split()], kind)
        for numbers in KERNEL:
            yield call(["PID", *numbers.split()], kind, subids="ann:100000:65536\nann:0:400\n")
        yield from targets(kind)
        yield call(["PID", "", "1000", "1"], kind)
        yield call(["PID", " 0", "\t1000", "\n1"], kind)
        yield call(["PID", "0 ", "1000", "1"], kind)
    rng = subid_texts.generator(20160824)
    for _ in range(60):
        subids = subid_texts.random_file(rng)
        for _ in range(4):
            triples = []
            for index in range(rng.choice([1, 1, 2])):
                triples += [str(1000 * index), *map(str, subid_texts.random_probe(rng))]
            caller = rng.choice([ANN, ANN, ANN, BOB])
            yield call(["PID", *triples], rng.choice(["uid", "gid"]), caller, subids)


def targets(kind):
    """Whose process it is, and what was done to it before."""
    own = ["PID", "0", "1000", "1"]
    lent = ["PID", "0", "100000", "65536"]
    annas = {"uid": 1000, "gid": 1000}
    yield call([], kind)
    for pid in ("", "0", "-1", "x", "1x", "0x10", "+PID", " PID", "PID ", "99999999999", "2147483648", "fd:", "fd:x", "fd:-1", "pid"):
        yield call([pid, "0", "1000", "1"], kind)
    for rest in (["0", "1000", "1"], [], ["0"]):
        yield call(["NOBODY", *rest], kind, target={**annas, "missing": True})
        yield call(["PID", *rest], kind, target={"uid": 1001, "gid": 1001})
        yield call(["PID", *rest], kind, subids=None)
        yield call(["PID", *rest], kind, STRANGER, target={"uid": 1005, "gid": 1005})
    for args in (own, lent):
        yield call(args, kind, target={"uid": 0, "gid": 0})
        yield call(args, kind, target={"uid": 1000, "gid": 100})
        yield call(args, kind, IN_BOBS_GROUP, target=annas)
        yield call(args, kind, IN_BOBS_GROUP, target={"uid": 1000, "gid": 1001})
        yield call(args, kind, BOB, target=annas)
        yield call(args, kind, ROOT, target=annas)
        yield call(args, kind, ROOT)
        for before in ({"written": OWN}, {"sameNamespace": True}, {"setgroups": "deny"}, {"written": OWN, "setgroups": "deny"}):
            yield call(args, kind, target={**annas, **before})
    for subids in ("root:100000:65536\n", "0:100000:65536\n", "", "ann:0:10\nroot:0:10\n"):
        for numbers in ("0 100000 65536", "0 0 1", "0 0 10", "0 1000 1", "5 0 1"):
            yield call(["PID", *numbers.split()], kind, ROOT, subids)
            yield call(["PID", *numbers.split()], kind, subids=subids)
    for numbers in ("0 100 1", "0 1002 1", "0 1003 1", "0 100000 10"):
        yield call(["PID", *numbers.split()], kind, CARL, "carl:100000:10\n")
        yield call(["PID", *numbers.split()], kind, CARL, "1002:100000:10\n")
        yield call(["PID", *numbers.split()], kind, CARL, "100:100000:10\n")
    for numbers in ("0 1000 1 1 100000 10", "1 100000 10 0 1000 1", "0 1000 1 1 1000 1"):
        yield call(["PID", *numbers.split()], kind)
    yield call(["PID"], kind, target={**annas, "written": OWN})
    yield call(["PID"], kind, target={**annas, "sameNamespace": True})
