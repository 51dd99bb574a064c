"""Records which maps LXC gives a container for the lxc.idmap lines of its config, or what it says.

Run as root where Debian's lxc, uidmap and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_lxc.py [--out FOLDER]
LXC maps with newuidmap and newgidmap even for root: here root is lent every id.
"""

import os
import re
import shutil

import recorder
import tool_stage

CONFIG = """lxc.rootfs.path = dir:%s
lxc.uts.name = oracle
lxc.net.0.type = none
lxc.mount.auto = proc
lxc.apparmor.profile = unchanged
lxc.tty.max = 0
lxc.pty.max = 1
lxc.console.path = none
"""
BOTH = "lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n"
CONFIGS = [
    "", "lxc.idmap = u 0 100000 65536\n", "lxc.idmap = g 0 100000 65536\n", BOTH + "lxc.idmap =\n", "lxc.idmap = u 0 5 5\nlxc.idmap = g 0 5 5\nlxc.idmap =\n" + BOTH,
    "# lxc.idmap = u 0 5 5\n" + BOTH, "  lxc.idmap   =   u   0\t100000  65536  \nlxc.idmap=g 0 100000 65536\n", BOTH.replace("\n", "\r\n"), BOTH + "\n\n#\n",
    "lxc.idmap = u 0 100000 10\nlxc.idmap = u 5 200000 10\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 100000 10\nlxc.idmap = u 10 100005 10\nlxc.idmap = g 0 100000 65536\n",
    "lxc.idmap = u 1 100000 65536\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 100000 65536\nlxc.idmap = g 1 100000 65536\n",
    "lxc.idmap = b 0 100000 65536\n", "lxc.idmap = both 0 100000 65536\n", "lxc.idmap = U 0 100000 65536\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u0 100000 65536\n",
    "lxc.idmap = u 0 100000\n" + BOTH, "lxc.idmap = u 0\n", "lxc.idmap = u\n", "lxc.idmap = u 0 100000 65536 7\n" + BOTH, "lxc.idmap = u 0 100000 65536 # his\nlxc.idmap = g 0 100000 65536\n",
    "lxc.idmap = u 0 100000 0\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 100000 x\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 0x10 16\nlxc.idmap = g 0 100000 65536\n",
    "lxc.idmap = u 0 020 16\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 +16 16\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 -16 16\nlxc.idmap = g 0 100000 65536\n",
    "lxc.idmap = u 0 4294967295 1\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 4294967296 1\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap = u 0 4295067296 65536\nlxc.idmap = g 0 100000 65536\n",
    "lxc.idmap = u 0 99999999999999999999 5\n", "lxc.idmap = u 0 4294967290 10\nlxc.idmap = g 0 100000 65536\n", "lxc.idmap: u 0 100000 65536\nlxc.idmap: g 0 100000 65536\n",
    "lxc.id_map = u 0 100000 65536\nlxc.id_map = g 0 100000 65536\n", 'lxc.idmap = "u 0 100000 65536"\nlxc.idmap = \'g 0 100000 65536\'\n', "lxc.idmap u 0 100000 65536\n" + BOTH,
    "lxc.idmap = u:0:100000:65536\n", "unprivileged: 1\n" + BOTH, "[section]\n" + BOTH, BOTH + "arch: amd64\n", "LXC.IDMAP = u 0 5 5\n" + BOTH, "lxc.idmapx = u 0 5 5\n" + BOTH,
    "lxc.idmap = g 0 300000 65536\nlxc.idmap = u 5 5 5\nlxc.idmap = u 0 100000 5\n", "\tlxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n",
    "lxc.idmap = u 0 100000 65536" + "\nlxc.idmap = g 0 100000 65536",
]  # fmt: skip


def answer(text, folder):
    """The container's maps, or the first error of the log."""
    config, log, containers = [os.path.join(folder, name) for name in ("config", "log", "containers")]
    with open(config, "w", newline="") as file:
        file.write(CONFIG % os.path.join(folder, "root") + text)
    os.makedirs(containers)
    command = ["-P", containers, "-n", "oracle", "-f", config, "-o", log, "-l", "ERROR", "--", *tool_stage.SHOW_MAPS]
    status, printed, said = tool_stage.run_lxc(command)
    with open(log, errors="replace") as file:
        logged = [re.sub(r"^.*? ERROR +", "", line) for line in file.read().splitlines() if " ERROR " in line]
    os.unlink(log)
    shutil.rmtree(containers)
    if status == 0:
        return tool_stage.split_maps(printed)
    words = (logged or said.strip().splitlines() or [""])[0]
    words = re.sub(r"\.\./src/lxc/|:\d+ -", "", words.replace(folder, "FOLDER"))
    # What LXC quotes of newuidmap's words may end early, with or without the command behind it.
    return {"status": status, "said": re.sub(r'"?:? new[ug]idmap \d.*', "", words).rstrip('"')[:250]}


def lines(letter, extents):
    return "".join("lxc.idmap = %s %d %d %d\n" % (letter, *extent) for extent in extents)


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    tool_stage.build_root(folder)
    rows = []
    for uid, gid in tool_stage.pairs(tool_stage.written_maps()):
        text = lines("u", uid) + lines("g", gid)
        rows.append({"map": uid, "gidMap": gid, "text": text, **answer(text, folder)})
    rows += [{"text": text, **answer(text, folder)} for text in CONFIGS]
    recorder.save(out, "lxc.json", rows, lxc=tool_stage.version("lxc"))


if __name__ == "__main__":
    main()
