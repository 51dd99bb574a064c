"""The writes to record: (text, writer) as src/engine/idmap/kernel/Writer.ts describes writers. Random ones come from a printed seed."""

import itertools
import random

import maps
import write_texts
from recorder import SEED

PARENT = [[0, 100000, 1000], [1000, 200000, 1000], [5000, 5000, 1]]
CAPABILITY_SETS = [
    [], ["CAP_SETUID"], ["CAP_SETGID"], ["CAP_SETFCAP"], ["CAP_SETUID", "CAP_SETFCAP"], ["CAP_SETGID", "CAP_SETFCAP"], ["CAP_SYS_ADMIN"],
    ["CAP_SETUID", "CAP_SETGID"], ["CAP_SYS_ADMIN", "CAP_SETUID"],
]  # fmt: skip


def writes():
    rng = random.Random(SEED)
    for text in write_texts.LINES + write_texts.big():
        yield text, {}
    for text in write_texts.LINES[:8]:
        yield text, {"kind": "gid"}
    for index, text in enumerate([*write_texts.edges(), *write_texts.overlaps()]):
        yield text, {} if index % 3 else {"kind": "gid"}
    for index in range(600):
        yield write_texts.random_text(rng), {} if index % 4 else {"kind": "gid"}
    yield from permissions()
    yield from places()
    yield from random_parents(rng)
    yield from random_writers(rng)


def permissions():
    """Who writes: own id and others', root's id, setgroups, capabilities, a parent that lacks ids, a second write."""
    texts = ["0 0 1", "0 1000 1", "1000 1000 1", "0 1000 2", "0 1001 1", "0 0 10", "5 1000 1\n6 1001 1", "0 1 10\n20 0 1", "0 1000 x"]
    for kind in ("uid", "gid"):
        for capabilities in CAPABILITY_SETS:
            for text in texts:
                for number in (1000, 0):
                    yield text, {"kind": kind, "capabilities": capabilities, "id": number}
        for setgroups in ("allow", "deny"):
            for text in ("0 1000 1", "0 1001 1", "0 1000 2", "0 0 1"):
                for capabilities in ([], ["CAP_SETGID"], ["CAP_SETUID", "CAP_SETFCAP"]):
                    yield text, {"kind": kind, "capabilities": capabilities, "id": 1000, "setgroups": setgroups}
        for text in (
            "0 0 1000", "0 0 1001", "0 999 2", "0 1000 1000", "0 1999 1", "0 2000 1", "0 5000 1", "0 4999 2", "0 5000 2", "0 0 1000\n1000 1000 1000",
            "0 100000 1", "0 0 2000", "0 0 1\n1 5000 1\n2 6000 1", "0 65534 1",
        ):  # fmt: skip
            yield text, {"kind": kind, "parentMap": PARENT}
        for text in ("0 1000 1", "0 5000 1", "0 1001 1", "0 6000 1"):
            for number in (1000, 5000):
                yield text, {"kind": kind, "capabilities": [], "id": number, "parentMap": PARENT, "setgroups": "deny"}
        for text in ("0 1000 1", "0 1000 x", "", write_texts.padded(4096), write_texts.padded(4095)):
            yield text, {"kind": kind, "id": 1000, "written": True}
            yield text, {"kind": kind, "id": 1000, "offset": 4}
            yield text, {"kind": kind, "id": 1000, "offset": 8, "written": True}


def places():
    """Where the writer is, who made the namespace, and what the maker could."""
    texts = ("0 1000 1", "0 1001 1", "0 0 1", "0 1000 2", "0 x 1", write_texts.padded(4096))
    for kind in ("uid", "gid"):
        for place, owner, number in itertools.product(("parent", "inside", "beside"), (True, False), (1000, 0)):
            for capabilities in (None, [], ["CAP_SYS_ADMIN"], ["CAP_SETUID", "CAP_SETGID", "CAP_SETFCAP"]):
                writer = {"kind": kind, "namespace": place, "owner": owner, "id": number, "setgroups": "deny"}
                if capabilities is not None:
                    writer["capabilities"] = capabilities
                for text in texts[: 4 if capabilities else 6]:
                    yield text, writer
        for could, place in itertools.product((True, False), ("parent", "inside")):
            for text in ("0 0 1", "0 0 2", "0 1 1\n1 0 1", "0 1000 1"):
                yield text, {"kind": kind, "namespace": place, "parentCouldSetfcap": could, "setgroups": "deny"}
        for text in texts[:4]:
            yield text, {"kind": kind, "namespace": "inside", "owner": False, "written": True, "capabilities": []}
            yield text, {"kind": kind, "namespace": "above", "parentMap": PARENT}


def random_parents(rng):
    """Texts that lie within the parent's extents, reach over their ends, or span two."""
    for index in range(250):
        parent = maps.random_map(rng, rng.choice([1, 2, 3, 5, 6, 9]))
        rows = maps.random_map(rng, rng.choice([1, 1, 2, 4, 7]), within=parent)
        if rng.random() < 0.6:
            row = rng.choice(rows)
            row[rng.choice([1, 2])] += rng.choice([-1, 1, 1, 2])
        text = "".join("%d %d %d\n" % tuple(max(field, 0) for field in row) for row in rows)
        yield text, {"kind": "uid" if index % 3 else "gid", "id": parent[0][0], "parentMap": parent}


def random_writers(rng):
    """An opener and a writer of every kind on each other's work."""
    for _ in range(800):
        kind = rng.choice(["uid", "gid"])
        parent = rng.choice([None, None, PARENT])
        writer = {"kind": kind, "setgroups": rng.choice(["allow", "deny"]), **random_process(rng, parent)}
        if rng.random() < 0.7:
            writer["opener"] = random_process(rng, parent)
        if parent:
            writer["parentMap"] = parent
        if rng.random() < 0.2:
            writer["parentCouldSetfcap"] = False
        if rng.random() < 0.05:
            writer["written"] = True
        if rng.random() < 0.05:
            writer["offset"] = rng.choice([1, 5, 4096])
        own = writer.get("opener", writer).get("id", 0)
        text = rng.choice(["0 %d 1" % own, "7 %d 1\n" % own, "0 %d 1" % own, "0 %d 1" % (own + 1), "0 0 1", "0 %d 2" % own, "0 x 1", "0 3 1\n1 0 1"])
        yield text, writer


def random_process(rng, parent):
    process = {"id": rng.choice([0, 0, 1000, 5000])}
    place = rng.choice(["parent", "parent", "parent", "inside", "inside", "beside", "above" if parent else "parent"])
    if place != "parent":
        process["namespace"] = place
    if rng.random() < 0.75:
        names = ["CAP_SETUID", "CAP_SETGID", "CAP_SETFCAP", "CAP_SYS_ADMIN"]
        process["capabilities"] = [name for name in names if rng.random() < 0.55]
    if rng.random() < 0.3:
        process["owner"] = False
    return process
