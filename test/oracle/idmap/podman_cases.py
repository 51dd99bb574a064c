"""The command lines that record_podman.py runs, by the subordinate ids of the host."""

import random
import re

import recorder

PLAIN = "ann:100000:65536\ncontainers:2147483647:2147483648\nother:300000:1000\nother:400000:500\n"
PLAIN_GROUPS = "ann:200000:65536\ncontainers:2147483647:2147483648\nother:500000:1000\n"
PIECES = "ann:300000:20\nann:100000:10\n1000:200000:5\ncontainers:700000:600\n5000:600000:1000\n"
PIECES_GROUPS = "ann:100000:35\ncontainers:800000:2000\n"

# For root's Podman and a user's.
OPTIONS = [
    *("--userns=" + mode for mode in (
        "", "host", "private", "bogus", "nomap", "ns:", "keep-id", "keep-id:uid=200,gid=210", "keep-id:uid=0", "keep-id:size=2000", "keep-id:uid=70000", "keep-id:uid=4294967295",
        "auto", "auto:size=100", "auto:size=3", "auto:size=0", "auto:size=70000", "auto:uidmapping=0:5:1", "auto:uidmapping=0:@1000:1", "auto:gidmapping=0:@1001",
        "auto:size=10,uidmapping=3:1:2,gidmapping=0:0:1", "auto:size=10,uidmapping=3:1:2,uidmapping=4:9:1", "auto:size=9,uidmapping=2000:4:3",
    )),
    "--uidmap 0:0:1000", "--uidmap 0:1:1000", "--uidmap=0:1:10 --gidmap=0:100:20", "--gidmap=0:1:5", "--uidmap 0:0", "--uidmap 5:6", "--uidmap 5:6:2",
    "--uidmap 0:0:10 --uidmap 10:10:5", "--uidmap 0:0:10 --uidmap 5:10:5", "--uidmap 0:0:10 --uidmap 20:5:5", "--uidmap 0:0:10,5:20:3,8:30:3", "--uidmap 0:@1000", "--uidmap u0:@1000",
    "--uidmap u0:@1000 --gidmap g0:@1001", "--uidmap 0:@1000:2", "--uidmap 0:@100000:3", "--uidmap u0:@100000:3", "--uidmap u0:0:10", "--uidmap g0:0:10", "--uidmap +u7:@100010:3",
    "--gidmap +g7:@200010:3", "--gidmap +7:3:2", "--uidmap +100000:1:1", "--uidmap +1000:0:1", "--uidmap 0:0:65000 --uidmap +100000:1:1", "--uidmap 0:0:65000 --uidmap +100000:1:1 --uidmap 1:65001:1",
    "--gidmap 0:0:1000 --gidmap g2000:2000:1", "--uidmap 0:0:0", "--uidmap 0:0:0 --uidmap 1:1:1", "--uidmap 0:0:10:10:20:5", "--uidmap=", "--uidmap 0:0:1,1:1:1", "--uidmap 0:65537:1", "--uidmap 0:65530:100",
    "--uidmap 1:1:10", "--gidmap 1:1:10", "--uidmap 0:0:10 --gidmap u0:0:10", "--uidmap u+3:5:1 --gidmap g0:0:5", "--uidmap 4294967290:1:10 --uidmap 0:0:1", "--uidmap 0:1:1 --uidmap 4294967295:0:1",
    "--uidmap u0:0:1 --uidmap u1:65530:10 --gidmap 0:0:10", "--gidmap g0:0:1 --gidmap g1:65530:10 --uidmap u0:0:10", "--uidmap u1:1:1 --gidmap g0:0:10", "--uidmap u0:0:10 --gidmap g1:1:1",
    "--uidmap u0:0:10 --gidmap g1:1:2", "--uidmap 0:4294967290:10", "--uidmap 0:4294967295:1", "--uidmap 0:5:1 --uidmap 3:5:1 --gidmap 0:0:5 --gidmap 1:7:1", "--gidmap 0:0:5 --gidmap 1:7:1 --uidmap 0:0:5", "--uidmap 0:0:4294967295",
    "--uidmap 5:0:1 --user 5:5", "--network=host --uidmap 5:0:1 --user 5:5", "--uidmap 0:0:4", "--uidmap 0:4:4 --network host",
    "--subuidname ann", "--subgidname other", "--subuidname other --subgidname ann", "--subuidname nobody", "--subuidname 1000", "--subuidname containers --subgidname other",
    "--subuidname other --uidmap 70000:0:1", "--subuidname other --uidmap 0:0:1", "--user 1005:33", "--user 70000:1", "--user 1:70000", "--user 70000:70000", "--user 1005:33 --userns=keep-id", "--user 3000:4000 --userns=auto",
    "--user 3000:5 --userns=auto:size=100", "--user 70000:1 --userns=auto", "--user 1005:0 --uidmap 0:0:10", "--user 3:77 --uidmap 0:0:10",
    "--rootfs ROOT", "--uidmap 0:0:10 --rootfs ROOT", "--uidmap 5:6:2 --rootfs ROOT", "--uidmap 5:6 --rootfs ROOT", "--uidmap 0:65537:1 --rootfs ROOT", "--uidmap 0:0:10,5:20:3 --rootfs ROOT", "--uidmap 5:6:2,9:6:1 --rootfs ROOT", "--userns=auto --rootfs ROOT",
]  # fmt: skip

# Refused before it matters who runs it, and what only rootless Podman knows.
ROOTLESS = [
    *("--userns=" + mode for mode in (
        "pod", "default", "nomap:", "nomap:x=1", "container:", "keep-id:", "keep-id:uid=0,gid=0", "keep-id:gid=5", "keep-id:size=500", "keep-id:size=1", "keep-id:size=2", "keep-id:size=0", "keep-id:size=1002,uid=1,gid=1",
        "keep-id:uid=65536", "keep-id:uid=65535,gid=65537", "keep-id:uid", "keep-id:uid=x", "keep-id:uid=", "keep-id:foo=1", "keep-id:uid=-1", "keep-id:uid=4294967296", "keep-id:uid=1,uid=2", "keep-id:uid=5,",
        "auto:", "auto:size", "auto:size=x", "auto:foo=2", "auto:uidmapping=0", "auto:uidmapping=0:0:2:3", "auto:uidmapping=+0:0:2", "auto:gidmapping=:0:2", "auto:gidmapping=0::2", "auto:gidmapping=0:@7:2",
    )),
    "--uidmap 0:@5", "--uidmap ug0:0:10", "--uidmap gu+0:0:10", "--uidmap ++0:0:10", "--uidmap 0:0:1:5", "--uidmap 0", "--uidmap :0:1", "--uidmap 0::1", "--uidmap 0:0:", "--uidmap x0:0:1", "--uidmap +:0:1", "--uidmap 0:0:1x",
    "--uidmap 0:x:1", "--uidmap 0:@:1", "--uidmap 0:@@1:1", "--uidmap -1:0:1", "--uidmap 0:-1:1", "--uidmap 0:0:-1", "--uidmap 4294967296:0:1", "--uidmap 0:4294967296:1", "--uidmap 0x1:0:1", "--uidmap 1_0:0:1", "--uidmap +0",
    "--uidmap '0:\u00e9\t:1'", "--uidmap 4294967296x:0:1", "--uidmap \u00e9:0:1", "--uidmap 0:0:1 --uidmap=", "--uidmap 'a\"b:0:1'", "--uidmap '\"0:0:1\",1:1:1'", "--uidmap '\"0:0:1'", "--uidmap '\"0:0:1\"x'", "--uidmap 0:0:1,", "--uidmap x,y --gidmap z",
    "--userns=host --uidmap 0:0:10", "--userns=keep-id --gidmap 0:0:10", "--userns= --uidmap 0:0:10", "--userns=auto --subuidname other", "--userns=bogus --uidmap x", "--userns=bogus --uidmap 0:0:1", "--userns=keep-id:x --uidmap x",
    "--userns=auto:x --uidmap x", "--userns=auto --uidmap=", "--userns=auto --uidmap x", "--userns=auto: --uidmap x", "--userns=auto --uidmap 0:@7", "--userns=auto --subuidname nobody", "--userns=keep-id --uidmap x",
    "--uidmap :5", "--uidmap x:0:1::5:1", "--uidmap 0:0:1::5:1", "--uidmap 0::1:x:0:1", "--user 3:70000", "--user 70000:70000", "--userns=nomap: --uidmap x", "--userns=host --subuidname nobody", "--userns=private --uidmap 0:0:0", "--subuidname ann --subgidname nobody", "--subuidname nobody --uidmap x", "--subuidname= --uidmap 0:0:10",
    "--pod x --userns=keep-id", "--pod x --userns=bogus", "--user 5:900 --userns=keep-id:size=600", "--user 5:70000 --userns=keep-id", "-u 3:4 --uidmap 0:0:10", "-u3:4 --userns auto", "--userns=auto --userns=host",
    "--uidmap", "--uidmaps 0:0:1", "-z", "-iz", "-u", "-iu",
]  # fmt: skip

# For root's Podman alone: what crun maps where it has no map of a kind, and in which order the storage leaves the maps.
ROOTS = [
    "--userns=keep-id --network=host", "--userns=keep-id --network=host --rootfs ROOT", "--userns=auto --network=host", "--network=host --gidmap g0:0:10", "--network=host --uidmap u0:0:10 --user 3:5",
    "--uidmap u0:0:10 --user 3:5", "--gidmap g0:0:10 --user 4:4", "--gidmap 33:2,0:65537:5 --user 5:5", "--uidmap 0:70:5,5:2:5 --user 33:7", "--uidmap 0:70:5,5:2:5 --gidmap 5:2,0:60:5 --user 3:33",
    "--uidmap 0:2:5,5:7:5 --gidmap 5:2,0:60:5 --user 3:33", "--uidmap 0:70:5,5:65:5 --user 33:7", "--uidmap 0:61:10 --gidmap 5:60:1", "--uidmap 0:0:10 --gidmap 5:60:1", "--uidmap 0:61:10 --gidmap 1:0:1",
    "--gidmap 0:61:10 --uidmap 5:60:1", "--gidmap 0:0:10 --uidmap 5:0:1", "--gidmap 1:9:1 --uidmap 0:1:1",
]  # fmt: skip

# Ranges of root's, of which crun takes the first.
FILES_OF_ROOT = [
    ("root:700:70\nroot:900:9\n", "bob:1:1\nroot:800:80\n"),
    ("root:0:70\nroot:700:70\n", "root:0700:010\n"),
    ("rooty:1:9\nroot:0x10:5\nroot:9:9\n", "root\nroot:\nroot:9:9\n"),
    (" root:1:2\n#root:1:2\nroot:5:0\n", "root:7:0\n"),
    ("root:1:2147483648\n", "root:2147483648:9\n"),
    ("root:1:99999999999999999999\n", "root:-4294966596:9\n"),
    ("root:1:4294967300\n", "root:700:70"),
    ("root:12:3:4\n", "root:700"),
    ("0:5:6\n", "root: 700:\t70 x\n"),
]

# Maps, where rootless Podman's own namespace can't be made.
WITHOUT_OWN = [
    "", "--uidmap x", "--uidmap 0:@5", "--uidmap 0:0:0", "--uidmap=", "--uidmap 0:0:1 --gidmap y", "--gidmap y", "--userns=auto:x", "--userns=auto:x --uidmap 0:0:1", "--userns=auto --uidmap x", "--userns=keep-id:x",
    "--userns=keep-id:x --uidmap x", "--userns=bogus", "--userns=host --uidmap 0:0:1", "--subuidname nobody", "--subuidname ann", "--pod x --userns=keep-id",
]  # fmt: skip

FILES_OF_ANN = [
    ("ann:100000:65536\n",),
    ("ann:300000:10\nann:100000:65536\n",),
    ("1000:100000:10\n", "1000:200000:10\n"),
    ("1000:100000:10\n", "1001:200000:10\n"),
    ("1000:100000:10\n", "1003:200000:10\n"),
    ("ann:100000:10\n1000:300000:10\n", "ann:100000:10\n1003:300000:10\n1000:400000:5\n"),
    ("ann:100000:10\n1000:300000:10\n", "ann:100000:10\n1000:400000:5\n"),
    ("ann:100000:10\n", "1000:400000:5\n"),
    ("ann:100000:10\n", ""),
    ("", "ann:100000:10\n"),
    ("",),
    ("bob:1:2\n",),
    ("ann:100000:10\nann:100005:10\n",),
    ("ann:100000:10\nann:100000:10\n",),
    ("ann:100000:10\nann:100010:10\n",),
    ("ann:100000:10\n", "ann:200000:10\nann:200005:10\n"),
    ("ann:1000:10\n", "ann:100000:10\n"),
    ("ann:995:10\n", "ann:100000:10\n"),
    ("ann:1001:10\n", "ann:100000:10\n"),
    ("ann:100000:10\n", "ann:1001:10\n"),
    ("ann:100000:10\n", "ann:1000:10\n"),
    ("ann:100000:0\n",),
    ("ann:100000:0\nann:200000:5\n",),
    ("ann:4294967290:10\n",),
    ("ann:4294967290:5\n",),
    ("ann:0:10\n",),
    ("ann:0100:010\n",),
    ("ann:0x100:0x10\n",),
    ("ann:x:10\nann:100000:5\n",),
    ("# c\n\nann:100000:5:\n",),
    ("ann:100000:5:7\n",),
    (" ann:100000:5\n",),
    ("ann:100000:5\r\n",),
    ("ann:100000:5",),
    ("ann:-5:1\nann:100000:5\n",),
    ("ann:100000:4294967295\n",),
    ("ann:0:0\n",),
    ("ann:100000:1\nann:5000:1\nann:6000:1\nann:4000:1\nann:7000:1\nann:3000:2\n",),
    ("".join("ann:%d:1\n" % (10000 + 2 * i) for i in range(200)),),
    ("".join("ann:%d:1\n" % (1000000000 + 2 * i) for i in range(260)),),
    ("".join("ann:%d:1\n" % (10000 + 2 * i) for i in range(340)),),
]

# Units for Quadlet: the name's suffix, and the text.
UNITS = [
    *(("container", "[Container]\nImage=i\n" + keys) for keys in (
        "UserNS=keep-id:uid=5,gid=6\n", "UserNS = nomap \n", 'UserNS="auto"\n', "UserNS=au\\\n# between\nto\n", "UserNS=host\nUserNS=nomap\n", "UserNS=nomap\nUserNS=\n", "; UserNS=auto\n#UserNS=auto\n",
        "UIDMap=0:0:1 \"1:5:1\" '2:6:1'\nUIDMap=3:9:1\n", "UIDMap=0:7:1\nUIDMap=\nUIDMap=0:0:1\nGIDMap=0:3:9\n", "GIDMap=+g7:@200010:3\n", "SubUIDMap=ann\n", "SubGIDMap=ann\nSubUIDMap=ann\n",
        "UserNS=auto\nUIDMap=0:0:1\n", "PodmanArgs=--uidmap 0:0:1 \\\n  --tz=local\n", "User=7\nGroup=8\nVolume=/a:/b:U\n", "User=7\nPodmanArgs=-u 5 --userns=auto\n", "Group=5\n", "User=\nGroup=5\n", "Network=host\nUserNS=keep-id\n",
        "RemapUsers=manual\nRemapUid=0:0:1\nRemapUid=1:9:1\nRemapGid=0:0:2\n", "RemapUsers=auto\nRemapUid=0:@1000:1\nRemapUidSize=9\n", "RemapUsers=auto\nRemapUidSize=x\n", "RemapUsers=keep-id\nRemapUid=5\nRemapGid=6\n",
        "RemapUsers=keep-id\nRemapUid=1 2\n", "RemapUsers=keep-id\nRemapGid=1\nRemapGid=3\n", "RemapUid=0:0:1\n", "RemapGid=0:0:1\n", "RemapUsers=foo\n", "UserNS=auto\nRemapUsers=auto\n", "SubUIDMap=ann\nRemapUsers=auto\n",
    )),
    ("container", "[Unit]\nUserNS=nomap\n[Container]\nImage=i\n"),
    ("container", "[Container]\nRootfs=/x\nUserNS=nomap\n"),
    ("pod", "[Pod]\nUserNS=nomap\nVolume=/a:/b\n"),
    ("pod", "[Pod]\nUIDMap=0:0:9\nGIDMap=0:1:9\n"),
    ("pod", "[Pod]\nRemapUsers=manual\nUIDMap=5:5:1\n"),
    ("kube", "[Kube]\nYaml=/x.yml\nRemapUsers=manual\n"),
]  # fmt: skip


def random_options(rng, count, outside, host):
    """--uidmap and --gidmap options, most of them of some sense: `outside` ids of Podman's own namespace, `host` ids for "@"."""
    found = []
    for _ in range(count):
        words = []
        for option in rng.choice([["uid"], ["gid"], ["uid", "gid"]]):
            start = rng.choice(["", "", "+", "+", "0:0:%d" % rng.choice([1, 10, 30, 36])])
            if ":" in start:
                words.append("--%smap %s" % (option, start))
            for _ in range(rng.choice([1, 1, 2, 3])):
                flags = rng.choice(["", "+", "+", "+", "u", "g", "+u", "g+"]) if start != "+" else rng.choice(["+", "+", "+u", "+g"])
                target = "@%d" % rng.choice(host) if rng.random() < 0.2 else str(rng.choice(outside))
                size = rng.choice(["", ":1", ":2", ":5", ":12", ":40"])
                words.append("--%smap %s%d:%s%s" % (option, flags, rng.choice([0, 0, 1, 3, 5, 10, 33, 1000]), target, size))
        # An only id that isn't root's: what the storage says then hangs on what it did before.
        if not re.fullmatch(r"--[ug]idmap [ug]?[1-9]\d*:@?\d+(:1)?", " ".join(words)):
            found.append(" ".join(words))
    return found


def cases():
    """(subuid, subgid, [(command, image)]): each command is what a person types, up to the image."""
    rng = random.Random(recorder.SEED)
    lines = [(prefix + "podman run " + each, "image") for each in OPTIONS for prefix in ("", "sudo ")]
    lines += [("podman run " + each, "image") for each in ROOTLESS]
    lines += [(prefix + "PODMAN_USERNS=keep-id podman run" + rest, "image") for prefix in ("", "sudo ") for rest in ("", " --userns=host", " --uidmap 0:0:9")]
    lines += [(prefix + "podman run --userns=auto" + rest, image) for prefix in ("", "sudo ") for rest in ("", ":size=64") for image in ("accounts:5001", "files:7001", "nobody:0")]
    lines += [("sudo podman run " + each, "image") for each in ROOTS]
    yield PLAIN, PLAIN_GROUPS, lines
    for texts in FILES_OF_ROOT:
        yield *texts, [("sudo podman run " + each, "image") for each in ("--uidmap u0:0:10", "--gidmap g0:0:10", "--uidmap u0:0:10 --user 3:4", "--gidmap g0:0:10 --user 3:4", "--gidmap g0:0:10 --user 5")]
    yield "ann:100000:30\n", "1003:70000:9\n", [("podman run " + each, "image") for each in WITHOUT_OWN]

    pieces = ["--userns=" + mode for mode in ("host", "keep-id", "nomap", "auto", "auto:size=4", "auto:size=6", "auto:size=12", "auto:size=35", "auto:size=36", "auto:size=12,uidmapping=3:5:4", "keep-id:uid=12,gid=12", "keep-id:size=20")]
    pieces += ["--uidmap +100:5:10", "--uidmap 0:5:10", "--uidmap 0:0:36", "--uidmap 0:0:37", "--uidmap u0:@100003:10", "--uidmap u0:@100000:10", "--uidmap 3:5:10 --user 3:4", "--uidmap 0:@300000:20"]
    pieces += random_options(rng, 90, [0, 0, 1, 2, 5, 9, 10, 11, 15, 16, 20, 30, 35, 40], [1000, 1001, 100000, 100005, 200000, 300003])
    lines = [("podman run " + each, "image") for each in pieces]
    lines += [("sudo podman run --userns=" + mode, "image") for mode in ("auto", "auto:size=700", "auto:size=1600", "auto:size=1601", "auto:size=1010,uidmapping=5:600003:10")]
    lines += [("sudo podman run " + each, "image") for each in random_options(rng, 15, [0, 1, 5, 10, 100, 1000, 100000], [0, 7, 1000])]
    yield PIECES, PIECES_GROUPS, lines

    few = ["--userns=" + mode for mode in ("host", "keep-id", "keep-id:uid=0,gid=0", "keep-id:uid=5", "nomap", "auto", "auto:size=1", "auto:size=1,uidmapping=0:0:1,gidmapping=0:0:1")]
    few += ["--uidmap 0:0:1", "--uidmap +0:0:1", "--uidmap +5:0:1 --user 5:5", "--network=host --userns=keep-id"]
    yield "", "", [("podman run " + each, "image") for each in few] + [("sudo podman run --userns=auto", "image"), ("sudo podman run --userns=auto:size=6,uidmapping=0:0:6,gidmapping=0:0:6", "image")]
    yield "ann:100000:3\n", "ann:200000:3\n", [("podman run --userns=" + mode, "image") for mode in ("host", "keep-id:uid=0,gid=0", "keep-id", "nomap", "auto:size=3")]
    yield "ann:100000:4\n", "ann:200000:4\n", [("podman run --userns=" + mode, "image") for mode in ("host", "keep-id:uid=0,gid=0", "keep-id", "nomap")] + [("podman run --uidmap 0:0:5", "image")]
    yield "ann:100000:5\n", "ann:200000:5\n", [("podman run --userns=" + mode, "image") for mode in ("host", "nomap", "keep-id:uid=0,gid=0", "keep-id:size=5,uid=0,gid=0")]
    for texts in FILES_OF_ANN:
        yield texts[0], texts[-1], []
