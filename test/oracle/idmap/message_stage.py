"""Where record_messages.py works: accounts and subordinate ids of its own, folders with several owners, small images."""

import os
import re
import tarfile

import tool_stage
import userns

ANN = ["setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups"]
FILES = {
    "passwd": "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/run/oracle/home:/bin/sh\nbob:x:1001:1001::/:/bin/sh\ncarl:x:1002:1002::/:/bin/sh\n",
    "group": "root:x:0:\nann:x:1000:\nbob:x:1001:\ncarl:x:1002:\n",
    "subuid": "ann:100000:65536\n",
    "subgid": "ann:100000:65536\n",
}
# Inside, 0 to 999 are 100000 to 100999 outside; nothing else is mapped.
SMALL = [[0, 100000, 1000]]


def lend(folder, subuid, subgid=None):
    """Writes the two files in place, for they are bound over those of /etc."""
    for name, text in (("subuid", subuid), ("subgid", subuid if subgid is None else subgid)):
        with open(os.path.join(folder, "etc", name), "w") as file:
            file.write(text)


def stage():
    folder = tool_stage.enter()
    # Podman keeps a lock of each user's here.
    tool_stage.mount("-t", "tmpfs", "none", "/dev/shm")
    os.mkdir(folder + "/etc")
    for name, text in FILES.items():
        with open(os.path.join(folder, "etc", name), "w") as file:
            file.write(text)
        tool_stage.mount("--bind", os.path.join(folder, "etc", name), "/etc/" + name)
    for name in ("home", "user"):
        os.mkdir(os.path.join(folder, name), 0o700)
        os.chown(os.path.join(folder, name), 1000, 1000)
    tool_stage.build_root(folder)
    # A directory of the host's root, one of root inside's, and a file that the map doesn't have.
    for name, owner, mode in (("theirs", 0, 0o755), ("closed", 0, 0o700), ("ours", 100000, 0o755)):
        os.mkdir(os.path.join(folder, name), mode)
        os.chown(os.path.join(folder, name), owner, owner)
    for name, owner in (("theirs/file", 0), ("ours/file", 100000), ("ours/foreign", 5000)):
        with open(os.path.join(folder, name), "w") as file:
            file.write("x\n")
        os.chmod(os.path.join(folder, name), 0o640)
        os.chown(os.path.join(folder, name), owner, owner)
    with tarfile.open(folder + "/owners.tar", "w") as archive:
        for name, uid in (("kept", 0), ("lost", 65537)):
            entry = tarfile.TarInfo(name)
            entry.uid = entry.gid = uid
            entry.gid = 0
            archive.addfile(entry)
    os.chmod(folder + "/owners.tar", 0o644)
    return folder


def inside(extents, arguments, cwd=None, setgroups=True):
    """Runs a program as root inside a user namespace with that map, and gives what it complained about."""
    with userns.child(userns.enter_user_namespace) as pid:
        if not setgroups:
            userns.write_once("/proc/%d/setgroups" % pid, b"deny")
        for kind in ("uid", "gid"):
            assert userns.write_once("/proc/%d/%s_map" % (pid, kind), userns.map_text(extents)) is None
        entered = ["nsenter", "--user=/proc/%d/ns/user" % pid, "--setuid", "0", "--setgid", "0"]
        if not setgroups:
            entered = ["nsenter", "--user=/proc/%d/ns/user" % pid, "--preserve-credentials"]
        return tool_stage.run([*entered, *arguments], cwd=cwd)[2]


def jail(folder):
    """The host's root once more, so that a chroot into it is one, to the kernel."""
    os.makedirs(folder + "/jail", exist_ok=True)
    tool_stage.mount("--bind", "/", folder + "/jail")
    return True


def image(folder, owners):
    """Tar files with one owned file each, as layers of images have them."""
    for name, (uid, gid) in owners.items():
        with tarfile.open("%s/%s.tar" % (folder, os.path.basename(name)), "w") as archive:
            for path, directory in ((os.path.dirname(name), True), (name, False)):
                entry = tarfile.TarInfo(path)
                entry.type = tarfile.DIRTYPE if directory else tarfile.REGTYPE
                entry.mode = 0o755
                if not directory:
                    entry.uid, entry.gid = uid, gid
                archive.addfile(entry)
        os.chmod("%s/%s.tar" % (folder, os.path.basename(name)), 0o644)


def without_ids(words):
    """What differs from run to run says nothing here."""
    words = re.sub(r"[0-9a-f]{64}", "ID", words)
    words = re.sub(r"\d{14}\.\d{3}", "20160824120000.000", words)
    words = re.sub(r'time="[^"]*"', 'time="2016-08-24T12:00:00Z"', words)
    return re.sub(r"(vfs-layers|storage|containers-|tmp|oci)[-/]?\d{6,}", r"\1NUMBER", re.sub(r"(new[ug]idmap) \d+", r"\1 2016", re.sub(r"/proc/\d+/", "/proc/PID/", words)))
