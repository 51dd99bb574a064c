"""Where the recorders of containers and mounts work: a network, /run, cgroups and subordinate ids of their own, and a small root to start in."""

import os
import random
import shutil
import subprocess

import maps
import recorder
import userns

CLONE_NEWNET = 0x40000000
# What a container runs: its maps, as recorded by split_maps.
SHOW_MAPS = ["/bin/busybox", "sh", "-c", "/bin/busybox cat /proc/self/uid_map; echo gid; /bin/busybox cat /proc/self/gid_map"]

EDGES = [
    [[0, 100000, 65536]],
    [[0, 1000, 1], [1, 100000, 65536]],
    [[0, 100000, 1005], [1005, 1005, 1], [1006, 101006, 64530]],
    [[0, 100000, 33], [33, 33, 1], [34, 100034, 65502]],
    [[0, 0, 4294967295]],
    [[0, 0, 65536]],
    [[0, 4294901759, 65536]],
    [[0, 4294967294, 1], [1, 5, 10]],
    [[0, 2147483647, 65536]],
    [[0, 100000, 10], [4294967294, 7, 1]],
    [[1000, 1000, 1], [0, 100000, 1000], [1001, 101001, 64535]],
    [[0, 5000, 10], [10, 4000, 10], [20, 3000, 10]],
    [[0, 1, 6], [6, 0, 1]],
    [[0, 100000, 65536], [100000, 300000, 65536]],
]


def written_maps():
    """Maps with an id for root inside: edges, and random ones of 1 to 20 extents in any order."""
    rng = random.Random(recorder.SEED)
    found = [extents for extents in EDGES]
    for extents in (1, 2, 3, 4, 5, 6, 7, 9, 12, 16, 20):
        rows = maps.random_map(rng, extents)
        # root inside, whatever the gaps; six ids at its side, which terminals need
        first = min(rows)
        shift = first[0]
        spare = max(outside + count for _, outside, count in rows) + 1000
        found.append([[0, spare, 6]] + [[inside - shift + 6, outside, count] for inside, outside, count in rows])
    return found


def one_runs():
    """Maps of one run of ids from inside 0 on."""
    bases = [(0, 65536), (1, 65536), (100000, 65536), (200000, 1), (524288, 65536), (65536, 2), (1000, 1), (4294901759, 65536)]
    bases += [(4294967294, 1), (0, 4294967295), (2147483648, 2147483647), (1878982656, 65536), (5, 4294967290), (70000, 131072)]
    return [[[0, base, count]] for base, count in bases]


def enter():
    """Makes this process's surroundings its own; the process must be in a mount namespace of its own already."""
    userns.checked(userns.libc.unshare(CLONE_NEWNET), "unshare")
    subprocess.run(["umount", "-R", "/sys/fs/cgroup"], check=False, capture_output=True)
    mount("-t", "cgroup2", "none", "/sys/fs/cgroup")
    mount("-t", "tmpfs", "-o", "mode=755", "none", "/run")
    os.mkdir("/run/lock")
    folder = "/run/oracle"
    os.mkdir(folder, 0o755)
    everything = os.path.join(folder, "everything")
    with open(everything, "w") as file:
        file.write("root:0:4294967295\n")
    for name in ("/etc/subuid", "/etc/subgid"):
        mount("--bind", everything, name)
    return folder


def build_root(folder):
    """A root of busybox alone, that anybody may read."""
    root = os.path.join(folder, "root")
    for name in ("bin", "dev", "etc", "proc", "run", "sys", "tmp", "usr/lib", "var/tmp"):
        os.makedirs(os.path.join(root, name))
    shutil.copy("/bin/busybox", os.path.join(root, "bin"))
    for name in ("etc/hosts", "etc/hostname", "etc/resolv.conf", "run/.containerenv"):
        open(os.path.join(root, name), "w").close()
    with open(os.path.join(root, "usr/lib/os-release"), "w") as file:
        file.write("ID=oracle\n")
    return root


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def run(arguments, **more):
    """Runs a program for half a minute at most; gives its exit status, what it printed and what it complained about."""
    ran = subprocess.run(arguments, capture_output=True, check=False, timeout=30, stdin=subprocess.DEVNULL, **more)
    return ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace")


def run_lxc(arguments):
    """lxc-execute, as run gives it, in a cgroup that is lent no controllers: where there are some, LXC tries to pass them on, first of all.

    The kernel refuses that of a cgroup with processes (cgroups(7), no internal processes rule), and LXC's first error is then the machine's.
    """
    outer = "/sys/fs/cgroup/oracle-lxc-%d" % os.getpid()
    inner = os.path.join(outer, "inside")
    os.makedirs(inner)
    try:
        return run(["/bin/sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', inner, "lxc-execute", "-s", "lxc.cgroup.relative=1", *arguments])
    finally:
        for folder, _, _ in os.walk(outer, topdown=False):
            os.rmdir(folder)


def split_maps(printed):
    """{"uid": extents, "gid": extents} from what SHOW_MAPS printed; the group ids only where they differ."""
    uid, gid = [extents(text) for text in printed.split("gid\n")]
    return {"uid": uid, **({} if gid == uid else {"gid": gid})}


def extents(text):
    return [[int(field) for field in line.split()] for line in text.splitlines() if line.strip()]


def version(package):
    told = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True)
    return told.stdout


def pairs(found):
    """Each map as the users' with the next one as the groups'; the first stands for both, too."""
    yield found[0], found[0]
    for index, uid in enumerate(found):
        yield uid, found[(index + 1) % len(found)]


def without_child(said):
    """What rootlesskit said itself: whether its child still finds out that its parent ended differs from run to run."""
    return said.replace("[rootlesskit:child ] error: EOF\n", "")
