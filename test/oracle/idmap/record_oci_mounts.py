"""Records what runc and crun make of mounts[].uidMappings in a config.json, of a user namespace without mappings, of one listed twice, and of what
each reads in a way of its own (oci_cases).

Run as root where Debian's runc, crun and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_oci_mounts.py [--out FOLDER]
A file of 1000:1001 lies in a directory that the container has at /data; the container shows its maps and whose the file is.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile

import oci_cases
import recorder
import tool_stage

CONTAINER = [{"containerID": 0, "hostID": 100000, "size": 65536}]
SHOW = "/bin/busybox cat /proc/self/uid_map; echo gid; /bin/busybox cat /proc/self/gid_map; echo file; /bin/busybox stat -c '%u %g' /data/file"


def extent(inside, outside, count):
    return {"containerID": inside, "hostID": outside, "size": count}


def both(*extents):
    return {"uidMappings": list(extents), "gidMappings": list(extents)}


MOUNTS = [
    {}, both(*CONTAINER), both(extent(0, 101000, 10)), both(extent(1000, 100000, 2)), both(extent(0, 100500, 2000)), both(extent(0, 0, 65536)), both(extent(1000, 100007, 1), extent(1001, 100009, 1)),
    {"uidMappings": CONTAINER}, {"gidMappings": CONTAINER}, {"uidMappings": CONTAINER, "gidMappings": [extent(1001, 100033, 1)]}, {"options": ["rbind", "idmap"]}, {"options": ["rbind", "ridmap"]},
    both(*CONTAINER, *CONTAINER), both(extent(0, 100000, 0)), both(extent(0, 4294967295, 1)), {"uidMappings": [], "gidMappings": []},
]  # fmt: skip

# What a config.json lists more than once.
TWICE = [["user", "user"], ["mount", "mount"], ["user", "mount", "pid", "pid"], ["user", "user", "user"]]
OTHERS = ["user", "mount", "pid", "ipc", "uts", "network"]


def config(maps, mount, user, twice=()):
    given = {"uidMappings": CONTAINER, "gidMappings": CONTAINER} if maps else {}
    return {
        "ociVersion": "1.0.2",
        "process": {"terminal": False, "user": {"uid": 0, "gid": 0}, "args": ["/bin/busybox", "sh", "-c", SHOW], "cwd": "/", "env": ["PATH=/bin"]},
        "root": {"path": "rootfs"},
        "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"}, {"destination": "/data", "type": "bind", "source": "/run/data", "options": ["rbind"], **mount}],
        "linux": {**given, "namespaces": [{"type": each} for each in [*twice, *(one for one in OTHERS if one not in twice and (user or one != "user"))]]},
    }


def config_of(linux, user):
    """The same with a "linux" of its own, as it is written, and who runs inside."""
    made = config(False, {}, True)
    made["mounts"].append({"destination": "/dev", "type": "bind", "source": "/dev", "options": ["rbind"]})
    made["process"]["user"] = dict(zip(("uid", "gid"), user))
    del made["linux"]
    return json.dumps(made)[:-1] + ', "linux": %s}' % linux


def answer(runtime, made, folder, owner):
    # One each: without a mount namespace of its own a container leaves its mounts behind.
    bundle = tempfile.mkdtemp(dir=folder, prefix="bundle")
    os.chmod(bundle, 0o755)
    root = os.path.join(bundle, "rootfs")
    for each in ("bin", "proc", "dev", "sys", "etc", "tmp", "data"):
        os.makedirs(os.path.join(root, each))
    shutil.copy("/bin/busybox", os.path.join(root, "bin"))
    subprocess.run(["chown", "-R", "%d:%d" % (owner, owner), root], check=True)
    with open(os.path.join(bundle, "config.json"), "w") as file:
        file.write(made if isinstance(made, str) else json.dumps(made))
    command = {"runc": ["runc", "--root", folder + "/runc"], "crun": ["crun", "--root", folder + "/crun", "--cgroup-manager=disabled"]}[runtime]
    ran = subprocess.run([*command, "run", "--bundle", bundle, "oracle"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    subprocess.run([*command, "delete", "--force", "oracle"], capture_output=True, check=False)
    if ran.returncode != 0:
        return {"said": words_of(ran.stderr, bundle)}
    uid, gid, shown = re.split(r"gid\n|file\n", ran.stdout)
    return {"uid": rows_of(uid), "gid": rows_of(gid), "file": [int(each) for each in shown.split()]}


def rows_of(text):
    return [[int(field) for field in line.split()] for line in text.splitlines()]


def words_of(said, bundle):
    # yajl shows what it could not read in the lines below
    said = re.sub(r"(?s)(cannot parse the data: [^\n]*).*", r"\1", said)
    told = [re.sub(r'^.*level=error msg="(.*)"$', r"\1", line) for line in said.splitlines() if "level=warning" not in line]
    return re.sub(r"0x[0-9a-f]{6,}", "ADDRESS", re.sub(r"/proc/\d+/", "/proc/PID/", told[-1])).replace(bundle, "BUNDLE")[:400]


def write_lines(folder, lines):
    for kind in ("subuid", "subgid"):
        with open(os.path.join(folder, kind), "w") as file:
            file.write(lines)


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    os.makedirs("/run/data")
    with open("/run/data/file", "w"):
        os.chown("/run/data/file", 1000, 1001)
    for kind in ("subuid", "subgid"):
        open(os.path.join(folder, kind), "w").close()
        subprocess.run(["mount", "--bind", os.path.join(folder, kind), "/etc/" + kind], check=True)
    write_lines(folder, oci_cases.ROOTS_LINE)
    rows = []
    for runtime in ("runc", "crun"):
        for mount in MOUNTS:
            rows.append({"runtime": runtime, "mount": mount, **answer(runtime, config(True, mount, True), folder, 100000)})
        for mount in ({}, both(*CONTAINER)):
            rows.append({"runtime": runtime, "mount": mount, "user": False, **answer(runtime, config(False, mount, False), folder, 0)})
        for twice in TWICE:
            rows.append({"runtime": runtime, "mount": {}, "namespaces": twice, **answer(runtime, config(True, {}, True, twice), folder, 100000)})
        rows.append({"runtime": runtime, "mount": {}, "maps": False, **answer(runtime, config(False, {}, True), folder, 700000)})
    for linux, user, lines in oci_cases.cases():
        write_lines(folder, lines)
        for runtime in ("runc", "crun"):
            rows.append({"runtime": runtime, "linux": linux, "user": user, "lines": lines, **answer(runtime, config_of(linux, user), folder, 0)})
    versions = {name: subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout for name in ("runc", "crun")}
    recorder.save(out, "ociMounts.json", rows, **versions)


if __name__ == "__main__":
    main()
