"""Records which map the real `dockerd --userns-remap` gives a container, or what it says instead.

Run as root where Debian's docker.io, busybox-static and runc are installed: /usr/bin/python3 test/oracle/idmap/record_dockerd.py [--out FOLDER]
Each case has a daemon of its own, in mount, pid and network namespaces that end with the script.
"""

import itertools
import os
import re
import subprocess
import tempfile
import time

import recorder
import tool_stage

# dockerd waits two seconds for what a container has printed when it ends (moby, daemon/monitor.go, handleContainerExit), and drops the rest: so it ends
# only once everything was read, when nobody is left at its other end.
SHOW_MAPS = "/bin/busybox cat /proc/self/uid_map; echo gid; /bin/busybox cat /proc/self/gid_map; echo end; exec /bin/busybox cat"

PASSWD = "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\ndockremap:x:998:998::/:/bin/false\n"
GROUP = "root:x:0:\nann:x:1000:\ndockremap:x:998:\nstaff:x:50:\n"

# --userns-remap, the text of /etc/subuid, and that of /etc/subgid where it is another
CASES = [
    ("dockremap", "dockremap:165536:65536\n"),
    ("default", "dockremap:165536:65536\n"),
    ("ann", "ann:100000:65536"),
    ("ann:ann", "ann:100000:65536\n"),
    ("1000", "ann:100000:65536\n"),
    ("1000:1000", "1000:100000:65536\n"),
    ("ann", "1000:200000:1000\nann:100000:65536\n"),
    ("ann", "ann:100000:65536\n1000:200000:1000\n"),
    ("ann", "1001:200000:1000\nann:100000:65536\n"),
    ("ann", "ann:5000:10\ndockremap:165536:65536\nann:100000:20\n"),
    ("ann", "ann:300000:65536\nann:100000:65536\n"),
    ("ann", "# ranges\n\n   ann:100000:65536  \r\n\t\n"),
    ("ann", "ann:+100000:0065536\n"),
    ("ann", "#ann:1:2\nann:100000:65536 # his\n"),
    ("ann", "ann:100000:65536\nbob\n"),
    ("ann", "bob\nann:100000:65536\n"),
    ("ann", "ann:100000:65536:\n"),
    ("ann", "ann:100000:65536\nbob:x:y\n"),
    ("ann", "ann:x:65536\n"),
    ("ann", "ann:100000:0x10\n"),
    ("ann", "ann:100000:\n"),
    ("ann", "ann: 100000:65536\n"),
    ("ann", "ann:100000:65536\n1000:x:1\n"),
    ("ann", "dockremap:165536:65536\n"),
    ("ann", ""),
    ("ann", "ann:100000:10\nann:100009:65536\n"),
    ("ann", "ann:100000:65536\nann:100000:65536\n"),
    ("ann", "ann:100000:0\n"),
    ("ann", "ann:4294967290:10\n"),
    ("ann", "ann:100000:0\nann:200000:10\n"),
    # runc writes 247 of these lines in 4087 bytes, one more in 4104: past a page
    ("ann", "".join("ann:%d:100\n" % (100000 + 200 * i) for i in range(247))),
    ("ann", "".join("ann:%d:100\n" % (100000 + 200 * i) for i in range(248))),
    ("ann", "".join("ann:%d:1\n" % (10 + 2 * i) for i in range(340))),
    ("ann", "".join("ann:%d:1\n" % (10 + 2 * i) for i in range(341))),
    ("ann", "ann:100000:65536\nbob:1:%s\n" % ("9" * 65536)),
    ("root", "root:100000:65536\n"),
    # the gids come from the other file, under the user's name or uid: the group only has to exist
    ("ann", "ann:100000:65536\n", "ann:300000:1000\n"),
    ("ann", "ann:100000:65536\n", "1000:300000:10\nann:400000:10\n"),
    ("ann", "1000:100000:65536\n", "ann:300000:10\nann:400000:10\n"),
    ("ann:staff", "ann:100000:65536\n", "staff:300000:10\nann:400000:20\n"),
    ("ann:50", "ann:100000:65536\n", "50:300000:10\nann:400000:20\n"),
    ("ann:staff", "ann:100000:65536\n", "staff:300000:10\n"),
    ("ann:nobody", "ann:100000:65536\n", "ann:100000:65536\n"),
    ("1000:staff", "ann:100000:65536\n", "1000:400000:20\n"),
    ("ann:1000:1", "ann:100000:65536\n"),
    ("bob", "bob:100000:65536\n"),
    ("ann", "ann:100000:65536\n", ""),
    ("ann", "ann:100000:65536\n", "bob\n"),
    ("ann", "ann:100000:65536\n", "ann:300000:x\n"),
    ("ann", "", "ann:300000:10\n"),
    ("ann", "ann:100000:65536\n", "ann:300000:10\nann:300005:10\n"),
    ("ann", "ann:100000:65536\n", "ann:300000:0\nann:300000:5\n"),
    # numbers that 32 bits can't hold, and negative ones
    ("ann", "ann:4295067296:65536\n"),
    ("ann", "ann:4294967296:10\n"),
    ("ann", "ann:100000:4294967297\n"),
    ("ann", "ann:100000:10\nann:4295167296:10\n"),
    ("ann", "ann:100000:65536\nann:200000:4294967296\n"),
    ("ann", "ann:100000:4294967296\nann:200000:10\n"),
    ("ann", "ann:4294967295:1\n"),
    ("ann", "ann:100000:10\nann:4294967295:1\n"),
    ("ann", "ann:-1:10\n"),
    ("ann", "ann:-4294867296:10\n"),
    ("ann", "ann:100000:-10\n"),
    ("ann", "ann:100000:10\nann:200000:-5\nann:300000:5\n"),
    ("ann", "ann:9223372036854775807:10\n"),
    ("ann", "ann:9223372036854775808:10\n"),
    ("ann", "ann:99999999999999999999:10\n"),
    ("ann", "ann:100000:65536\n", "ann:4295067296:10\n"),
    # every count together passes 32 bits
    ("ann", "ann:100000:2147483648\nann:2200000000:2000000000\nann:10:200000000\n"),
]


def answer(option, subuid, subgid, folder, image):
    """The container's maps, or the last word of dockerd or of docker run."""
    files = {"/etc/subuid": subuid, "/etc/subgid": subgid, "/etc/passwd": PASSWD, "/etc/group": GROUP}
    for index, (path, text) in enumerate(files.items()):
        own = os.path.join(folder, "etc%d" % index)
        with open(own, "w", newline="") as file:
            file.write(text)
        os.chmod(own, 0o644)
        subprocess.run(["mount", "--bind", own, path], check=True)
    socket = "unix://%s/docker.sock" % folder
    log = os.path.join(folder, "log")
    with open(log, "wb") as output:
        daemon = subprocess.Popen(
            ["dockerd", "--data-root", folder + "/data", "--exec-root", folder + "/exec", "-H", socket, "-p", folder + "/pid"]
            + ["--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver=vfs", "--userns-remap=" + option],
            stdout=output,
            stderr=output,
        )
    try:
        while daemon.poll() is None and docker(socket, "info").returncode != 0:
            time.sleep(0.2)
        if daemon.poll() is not None:
            with open(log, encoding="utf-8", errors="replace") as output:
                return {"dockerd": output.read().strip().splitlines()[-1].replace(folder, "FOLDER")[:300]}
        with open(image, "rb") as root:
            imported = docker(socket, "import", "-", "oracle", stdin=root)
        assert imported.returncode == 0, imported.stderr
        shown, words = shown_maps(socket)
        if words == "":
            uid, gid = [extents(text) for text in shown.split("gid\n")]
            return {"map": uid, **({} if gid == uid else {"gid": gid})}
        return {"run": without_ids(words.splitlines()[0])[:300]}
    finally:
        if daemon.poll() is None:
            daemon.terminate()
        daemon.wait()
        for path in files:
            subprocess.run(["umount", path], check=True)


def shown_maps(socket):
    """What a container shows of its maps; or why there is none, in docker's words."""
    arguments = ["run", "--rm", "--interactive", "--network", "none", "oracle", "/bin/busybox", "sh", "-c", SHOW_MAPS]
    pipe = subprocess.PIPE
    with subprocess.Popen(["docker", "-H", socket, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as ran:
        shown = "".join(itertools.takewhile(lambda line: line not in ("end\n", ""), iter(ran.stdout.readline, None)))
        _, words = ran.communicate()
        return shown, "" if ran.returncode == 0 else words.strip()


def extents(text):
    return [[int(field) for field in line.split()] for line in text.splitlines()]


def without_ids(words):
    """What differs from run to run says nothing here."""
    return re.sub(r"[0-9a-f]{64}", "ID", words)


def docker(socket, *arguments, stdin=None):
    return subprocess.run(["docker", "-H", socket, *arguments], stdin=stdin, capture_output=True)


def build_root(path):
    with tempfile.TemporaryDirectory() as root:
        for name in ("bin", "proc", "sys", "dev", "etc", "tmp"):
            os.mkdir(os.path.join(root, name))
        subprocess.run(["cp", "/bin/busybox", os.path.join(root, "bin")], check=True)
        subprocess.run(["tar", "--owner=0", "--group=0", "-C", root, "-cf", path, "."], check=True)


def end_to_end(extents):
    """The lines that lend the map's outside ids, and the map that dockerd makes of them."""
    return "".join("ann:%d:%d\n" % (outside, count) for _, outside, count in extents)


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    build_root(os.path.join(folder, "root.tar"))
    version = subprocess.run(["dockerd", "--version"], capture_output=True, text=True, check=True).stdout
    written = [("ann", end_to_end(extents)) for extents in tool_stage.written_maps() if sum(count for _, _, count in extents) >= 6]
    rows = []
    for option, subuid, *others in CASES + written:
        # which takes with it what dockerd leaves mounted
        with recorder.tmpfs() as own:
            subgid = others[0] if others else subuid
            row = {"option": option, "subuid": subuid, **({"subgid": subgid} if others else {})}
            rows.append({**row, **answer(option, subuid, subgid, own, os.path.join(folder, "root.tar"))})
    recorder.save(out, "dockerd.json", rows, dockerd=re.search(r"version ([^,\s]+)", version).group(1), seed=recorder.SEED)


if __name__ == "__main__":
    main()
