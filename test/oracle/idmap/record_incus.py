"""Records the id maps that the real incusd gives a container for raw.idmap and security.idmap.*, or what it says against them.

Run as root where Debian's incus is installed: /usr/bin/python3 test/oracle/idmap/record_incus.py [--out FOLDER]
The daemon, its files and the lines of /etc/subuid are seen in the recorder's mount namespace alone; no container is started, for incusd decides on the
map when the configuration is set (volatile.idmap.next).
"""

import contextlib
import json
import os
import random
import subprocess
import time

import recorder
import userns

CLONE_NEWNET = 0x40000000
KEYS = ("raw.idmap", "security.idmap.isolated", "security.idmap.size", "security.idmap.base", "security.privileged")

RAW = [
    "", "both 1000 1000", "uid 1000 1000", "gid 1000 1000", "uid 1000 1000\ngid 1001 1001", "both 1000 1000\nuid 50-60 500-510", "both 1000-1009 0-9", "both 0 0", "uid 33 33\ngid 33 33\nboth 1000 1000",
    "both 1000 65536", "both 1000-1001 999999999-1000000000", "both 1000 1000000000", "both 1000 4294967294", "both 4294967295 5", "both 5 4294967296", "both 99999999999 5",
    # a later line punches a hole into an earlier one
    "both 1000-1099 0-99\nboth 5000 50", "both 1000-1099 0-99\nboth 5000-5009 95-104", "both 5000-5009 95-104\nboth 1000-1099 0-99", "both 5000 50\nboth 1000-1099 0-99", "uid 1000-1099 0-99\nboth 5000 50\ngid 70 50",
    "both 5 5\nboth 6 5", "both 5 5\nboth 5 5", "both 5 5\nboth 5 6", "both 5-6 5-6\nboth 6-7 8-9", "both 5-6 5-6\nboth 7-8 6-7", "both 5-9 5-9\nboth 10-14 5-9", "both 5-9 5-9\nboth 10-14 10-14", "both 5-9 5-9\nboth 20-24 3-7",
    "uid 5-9 5-9\ngid 5-9 5-9\nboth 20-21 6-7", "both 1000000 5", "both 1000005-1000009 5-9", "uid 1000000000 7", "both 2000000 70000",
    # what is no line
    "both 1000", "both 1000 1000 1", "both  1000 1000", "both 1000 1000 ", " both 1000 1000", "\nboth 1000 1000\n\n", "both\t1000\t1000", "x 1000 1000", "u 1000 1000", "Both 1000 1000", "both x 1000", "both 1000 y", "both -5 5",
    "both 5- 5", "both 5-4 5-4", "both 5-3 9-7", "both 1-2-3 1-2-3", "both 1000-1009 0-8", "both 1000:1000:1", "both 0x10 5", "both 010 5", "both +5 5", "both 1_0 5", "both 1000 1000\r\nboth 5 5", "# both 5 5", "both 1000 1000 # his",
    "both 9223372036854775807 5", "both 9223372036854775808 5", "1000 1000", "both 1.0 5", "both 1000,1001 5,6", "uid 1000 1000;gid 1000 1000",
]  # fmt: skip

OPTIONS = [
    {}, {"isolated": "true"}, {"isolated": "1"}, {"isolated": "false", "size": "65536"}, {"size": "65536"}, {"size": "10"}, {"size": "0"}, {"size": "2000000000"}, {"size": "x"}, {"size": "auto"}, {"size": "-1"}, {"isolated": "maybe"},
    {"isolated": "true", "size": "131072"}, {"isolated": "true", "size": "1000000000"}, {"isolated": "true", "size": "999934464"}, {"isolated": "true", "size": "999934465"}, {"isolated": "true", "size": "auto"}, {"isolated": "true", "size": "0"},
    {"isolated": "true", "base": "5"}, {"isolated": "true", "base": "0"}, {"isolated": "true", "base": "2000000"}, {"isolated": "true", "base": "4294967295"}, {"isolated": "true", "base": "4294967296"}, {"isolated": "true", "base": "x"},
    {"base": "5"}, {"base": "0"}, {"base": "2000000", "size": "10"}, {"base": "2000000", "size": "0"}, {"base": "999"}, {"base": "4294967295"}, {"base": "5", "isolated": "false"}, {"isolated": "true", "base": "2000000", "size": "10"}, {"privileged": "true"}, {"privileged": "true", "isolated": "true"},
]  # fmt: skip

SUBIDS = [
    ("root:1000000:1000000000\n", "root:1000000:1000000000\n"),
    ("root:100000:65536\n", "root:100000:65536\n"),
    ("root:100000:65535\n", "root:100000:65536\n"),
    ("root:100000:131072\nroot:500000:65536\n", "root:200000:131072\n"),
    ("root:100000:10\nroot:500000:70000\nbob:1:70000\n", "0:200000:131072\n"),
    ("bob:100000:65536\n", "bob:100000:65536\n"),
    ("ROOT:100000:65536 # c\n#root:5:70000\n\nroot:x:70000\n", "root:100000:70000:5\nroot:4294967296:70000\n"),
    ("root:100000:65536\nbroken\n", "root:100000:65536\n"),
    ("", ""),
]


class Daemon:
    """incusd with a store of its own, made anew for each pair of files."""

    def __init__(self, folder, subids):
        for kind, text in zip(("subuid", "subgid"), subids):
            with open("/etc/" + kind, "w") as file:
                file.write(text)
        self.env = {**os.environ, "INCUS_DIR": folder, "HOME": folder}
        self.log = open(os.path.join(folder, "log"), "wb")
        self.process = subprocess.Popen([self.program(), "--group", "root"], env=self.env, stdout=self.log, stderr=self.log)
        while self.incus("query", "/1.0").returncode != 0:
            assert self.process.poll() is None, "incusd ended"
            time.sleep(0.2)
        for arguments in (["storage", "create", "default", "dir"], ["profile", "device", "add", "default", "root", "disk", "path=/", "pool=default"]):
            made = self.incus(*arguments)
            assert made.returncode == 0, made.stderr
        self.made = self.incus("init", "--empty", "c1")
        self.spoilt = False

    @staticmethod
    def program():
        return next(path for path in ("/usr/libexec/incus/incusd", "/usr/bin/incusd", "/usr/sbin/incusd") if os.path.exists(path))

    def incus(self, *arguments):
        return subprocess.run(["incus", *arguments], env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    def answer(self, raw, options):
        if self.made.returncode != 0:
            return {"says": last_word(self.made.stderr)}
        if self.spoilt:
            # A count below 0 is stored, and from then on LXC refuses whatever is asked of the container.
            assert self.incus("delete", "--force", "c1").returncode == 0 and self.incus("init", "--empty", "c1").returncode == 0
        values = {"raw.idmap": raw, **{("security." if name == "privileged" else "security.idmap.") + name: value for name, value in options.items()}}
        ran = self.incus("config", "set", "c1", *("%s=%s" % (key, values.get(key, "")) for key in KEYS))
        if ran.returncode != 0:
            return {"says": last_word(ran.stderr)}
        entries = entries_of(self.incus("config", "get", "c1", "volatile.idmap.next").stdout)
        self.spoilt = any(count < 0 for _, _, _, count in entries)
        return {"map": entries, "base": self.incus("config", "get", "c1", "volatile.idmap.base").stdout.strip()}

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def last_word(said):
    return said.rstrip("\n").splitlines()[-1].removeprefix("Error: ")


def entries_of(text):
    """Each entry as ["uid", "gid" or "both", inside, outside, count]."""
    kinds = {(True, False): "uid", (False, True): "gid", (True, True): "both"}
    return [[kinds[(entry["Isuid"], entry["Isgid"])], entry["Nsid"], entry["Hostid"], entry["Maprange"]] for entry in json.loads(text or "[]") or []]


def random_raw(rng):
    lines = []
    for _ in range(rng.choice([2, 2, 3, 4])):
        count = rng.choice([1, 1, 2, 5, 10])
        outside, inside = rng.choice([3, 5, 10, 12, 20, 40, 1000003]), rng.choice([0, 3, 5, 8, 10, 14, 20])
        shown = ["%d" % first if count == 1 else "%d-%d" % (first, first + count - 1) for first in (outside, inside)]
        lines.append("%s %s %s" % (rng.choice(["both", "both", "uid", "gid"]), *shown))
    return "\n".join(lines)


def cases():
    """(the number of the files, raw.idmap, the options)"""
    rng = random.Random(recorder.SEED)
    for raw in RAW:
        yield 0, raw, {}
    for options in OPTIONS:
        yield 0, "", options
        yield 0, "both 1000 1000\nuid 33-35 33-35", options
    for _ in range(120):
        yield 0, random_raw(rng), rng.choice([{}, {}, {}, {"isolated": "true"}, {"size": "12"}])
    for number in range(1, len(SUBIDS)):
        for raw in ("", "both 1000 1000"):
            for options in ({}, {"isolated": "true"}, {"size": "1000"}):
                yield number, raw, options


def main():
    out = recorder.out_folder(__doc__)
    userns.checked(userns.libc.unshare(CLONE_NEWNET), "unshare")
    subprocess.run(["umount", "-R", "/sys/fs/cgroup"], check=False, capture_output=True)
    subprocess.run(["mount", "-t", "cgroup2", "none", "/sys/fs/cgroup"], check=True)
    rows = []
    asked = list(cases())
    with recorder.tmpfs() as folder:
        for kind in ("subuid", "subgid"):
            path = os.path.join(folder, kind)
            open(path, "w").close()
            subprocess.run(["mount", "--bind", path, "/etc/" + kind], check=True)
        with contextlib.suppress(FileExistsError):
            os.makedirs("/run/lock")
        for number, subids in enumerate(SUBIDS):
            store = os.path.join(folder, "incus%d" % number)
            os.mkdir(store)
            daemon = Daemon(store, subids)
            try:
                for file, raw, options in asked:
                    if file == number:
                        rows.append({"files": number, "raw": raw, **({"options": options} if options else {}), **daemon.answer(raw, options)})
            finally:
                daemon.end()
    version = subprocess.run(["incus", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    recorder.save(out, "incus.json", rows, [("files", [list(pair) for pair in SUBIDS])], incus=version, seed=recorder.SEED)


if __name__ == "__main__":
    main()
