"""Records which ids an idmapped mount shows for files on a tmpfs, or what mount says.

Run as root where Debian's mount (2.39 or later) is installed, on Linux 6.3 or later: /usr/bin/python3 test/oracle/idmap/record_mount.py [--out FOLDER]
"""

import os
import re

import recorder
import tool_stage

OPTIONS = [
    "b:0:1000:1", "0:1000:1", "u:0:1000:1 g:0:2000:1", "g:0:2000:1 u:0:1000:1", "b:1000:1005:1", "u:1000:1005:1", "g:1000:1005:1", "", " ", "b:0:1000:1  b:1:2000:1",
    " b:0:1000:1", "b:0:1000:1 ", "b:0:1000", "b:0:1000:0", "b:0:1000:1:5", "b:0:1000:1xyz", "b:0:1000:x", "x:0:1000:1", "B:0:1000:1", "ug:0:1000:1", "b:0x0:1000:1", "b:0:0x3e8:1",
    "b:0:+1000:1", "b:0:-1:1", "b:4294967296:1000:1", "b:0:4294968296:1", "b:0:99999999999999999999:1", "b:0:4294967295:1", "b:0:1000:10 b:5:2000:10", "b:0:1000:10 b:10:1005:10",
    "b: 0: 1000: 1", "b:0:1000:1\tb:1:2000:1", "b:0:1000:1;b:1:2000:1", "b:0,1000,1", "/proc/self/ns/user", "/proc/self/ns/mnt", "/nowhere", "b:00:01000:01",
    "b:0:1000:1 /proc/self/ns/user", "b:0-1000-1",
]  # fmt: skip
TWO = ["X-mount.idmap=b:0:1000:1,X-mount.idmap=b:0:2000:1", "ro,X-mount.idmap=b:0:1000:1,noexec", "X-mount.idmap=b:0:1000:1,ro", "X-mount.idmap", "x-mount.idmap=b:0:1000:1"]
LONG = [
    ["--map-users", "0:1000:1", "--map-groups", "0:2000:1"], ["--map-users=0:1000:1", "--map-groups=0:2000:1"], ["--map-users", "0:1000:1"], ["--map-groups", "0:1000:1"],
    ["--map-users", "0:1000:1", "--map-users", "1:3000:1", "--map-groups", "0:0:5"], ["--map-users", "u:0:1000:1"], ["--map-users", "b:0:1000:1"],
    ["--map-users", "/proc/self/ns/user"], ["--map-groups", "/proc/self/ns/user"], ["--map-users", "0:1000:1", "-o", "X-mount.idmap=b:0:5:1"], ["--map-users", "0:1000"],
]  # fmt: skip
IDS = [0, 1, 5, 10, 33, 1000, 1001, 65534, 65536, 100000, 4294967294]


def ids_of(extents):
    """Both sides of each edge, on the disk."""
    found = {0, 65534}
    for first, _, count in extents:
        found.update({first - 1, first, first + count - 1, first + count})
    return sorted(number for number in found if 0 <= number <= 4294967294)[:40]


def answer(arguments, ids, folder):
    """What the mount shows of files that belong to `ids` on the disk, or what mount says."""
    disk, shown = os.path.join(folder, "disk"), os.path.join(folder, "shown")
    tool_stage.mount("-t", "tmpfs", "none", disk)
    try:
        for number in ids:
            path = os.path.join(disk, str(number))
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
            os.chown(path, number, number)
        status, _, said = tool_stage.run(["mount", "--bind", *arguments, disk, shown])
        if status != 0:
            words = re.sub(r"^mount: [^ ]*: |\n.*", "", said.strip(), flags=re.S).replace(folder, "FOLDER")
            return {"status": status, "said": words}
        seen = [os.stat(os.path.join(shown, str(number))) for number in ids]
        tool_stage.run(["umount", shown])
        uid, gid = [one.st_uid for one in seen], [one.st_gid for one in seen]
        return {"ids": ids, "uid": uid, **({} if gid == uid else {"gid": gid})}
    finally:
        tool_stage.run(["umount", disk])


def entries(letter, extents):
    return " ".join("%s:%d:%d:%d" % (letter, *extent) for extent in extents)


def quoted(arguments):
    return " ".join("'%s'" % word if re.search("[ \t;]", word) else word for word in ["mount", "--bind", *arguments, "/disk", "/shown"])


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    for name in ("disk", "shown"):
        os.mkdir(os.path.join(folder, name))
    rows = []
    for uid, gid in tool_stage.pairs(tool_stage.written_maps()):
        text = "X-mount.idmap=%s %s" % (entries("u", uid), entries("g", gid))
        ids = sorted({*ids_of(uid), *ids_of(gid)})
        rows.append({"map": uid, "gidMap": gid, "text": text, **answer(["-o", text], ids, folder)})
    for arguments in [["-o", "X-mount.idmap=" + value] for value in OPTIONS] + [["-o", text] for text in TWO] + LONG:
        rows.append({"text": quoted(arguments), **answer(arguments, IDS, folder)})
    recorder.save(out, "mount.json", rows, mount=tool_stage.version("mount"))


if __name__ == "__main__":
    main()
