"""Records what real runc containers with user namespaces see: their maps, their own ids, the owners of files; and the owner outside of a
file they make. Or what runc says where it, or the kernel, refuses the map or the user.

Run as root where Debian's runc and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_runc.py [--out FOLDER]
"""

import json
import os
import re

import recorder
import runc_cases
import tool_stage

NAMES = ("containerID", "hostID", "size")
SHOW = """
cat /proc/self/uid_map; echo --; cat /proc/self/gid_map; echo --; id -u; id -g; echo --; sed -n 's/^Groups://p' /proc/self/status; echo --
cd /files/owned; stat -c '%n %u %g' *; echo --; touch /files/made/file
"""


def answer(uids, gids, user, folder):
    """What the container printed, or runc's last word."""
    files = os.path.join(folder, "files")
    made = os.path.join(files, "made")
    owned = os.path.join(files, "owned")
    for path in (files, made, owned):
        os.mkdir(path, 0o755)
    os.chmod(made, 0o777)
    uid_owners, gid_owners = runc_cases.owners(uids), runc_cases.owners(gids)
    count = max(len(uid_owners), len(gid_owners))
    owners = [[uid_owners[i % len(uid_owners)], gid_owners[i % len(gid_owners)]] for i in range(count)]
    for index, pair in enumerate(owners):
        path = os.path.join(owned, "%03d" % index)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
        os.chown(path, *pair)
    write_bundle(uids, gids, user, folder)
    runc = ["runc", "--root", os.path.join(folder, "runc")]
    status, printed, said = tool_stage.run(runc + ["run", "--bundle", os.path.join(folder, "bundle"), "oracle"])
    if status != 0:
        tool_stage.run(runc + ["delete", "--force", "oracle"])
        return {"said": last_word(said)}
    uid_map, gid_map, ids, groups, shown, _ = printed.split("--\n")
    owner = os.stat(os.path.join(made, "file"))
    return {
        "uid_map": tool_stage.extents(uid_map),
        "gid_map": tool_stage.extents(gid_map),
        "ids": [int(number) for number in ids.split()],
        "groups": [int(number) for number in groups.split()],
        "owners": owners,
        "shown": [[int(number) for number in line.split()[1:]] for line in shown.splitlines()],
        "made": [owner.st_uid, owner.st_gid],
    }


def write_bundle(uids, gids, user, folder):
    uid, gid, groups = user
    bundle = os.path.join(folder, "bundle")
    os.mkdir(bundle, 0o755)
    config = {
        "ociVersion": "1.0.2",
        "process": {"user": {"uid": uid, "gid": gid, "additionalGids": groups}, "args": ["/bin/busybox", "sh", "-ec", SHOW], "cwd": "/"},
        "root": {"path": os.path.join(os.path.dirname(folder), "root")},
        "mounts": [
            {"destination": "/proc", "type": "proc", "source": "proc"},
            {"destination": "/dev", "type": "bind", "source": "/dev", "options": ["rbind"]},
            {"destination": "/files", "type": "bind", "source": os.path.join(folder, "files"), "options": ["bind"]},
        ],
        "linux": {
            "namespaces": [{"type": "mount"}, {"type": "pid"}, {"type": "user"}],
            "uidMappings": [dict(zip(NAMES, extent)) for extent in uids],
            "gidMappings": [dict(zip(NAMES, extent)) for extent in gids],
        },
    }
    config["process"]["env"] = ["PATH=/bin"]
    with open(os.path.join(bundle, "config.json"), "w") as file:
        json.dump(config, file)


def last_word(said):
    """What runc's first stage says of the map files, where it came so far; else the last line of all."""
    refused = re.search(r"nsexec-\d\[\d+\]: (failed to update [^\"]*)", said)
    words = refused or re.search(r'msg="(.*)"$', said.strip().splitlines()[-1])
    return re.sub(r"/proc/\d+/", "/proc/PID/", words.group(1) if words else said.strip())[:250]


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    root = tool_stage.build_root(folder)
    os.mkdir(os.path.join(root, "files"))
    for name in ("cat", "id", "sed", "stat", "touch"):
        os.symlink("busybox", os.path.join(root, "bin", name))
    rows = []
    for index, (uids, gids, user) in enumerate(runc_cases.containers()):
        own = os.path.join(folder, str(index))
        os.mkdir(own, 0o755)
        rows.append({"uids": uids, "gids": gids, "user": user, **answer(uids, gids, user, own)})
    recorder.save(out, "runc.json", rows, runc=tool_stage.version("runc"), seed=recorder.SEED)


if __name__ == "__main__":
    main()
