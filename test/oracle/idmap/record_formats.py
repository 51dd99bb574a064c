"""Records that runc, podman, newuidmap and unshare take a map as it is written for them, and what runc says of configs that it refuses.

Run as root where Debian's runc, podman, crun, uidmap and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_formats.py [--out FOLDER]
"""

import json
import os
import re
import shlex

import recorder
import tool_stage
import userns

NAMES = ("containerID", "hostID", "size")
ONE = '[{ "containerID": 0, "hostID": 100000, "size": 65536 }]'
BOTH = '"uidMappings": %s, "gidMappings": %s' % (ONE, ONE)
USER = '"namespaces": [{ "type": "mount" }, { "type": "pid" }, { "type": "user" }]'
PLAIN = '"namespaces": [{ "type": "mount" }, { "type": "pid" }]'
# The "linux" of a config.json.
LINUX = [
    "{ %s, %s }" % (USER, BOTH), "{ %s }" % PLAIN, "{ %s }" % USER, "{ %s, %s }" % (PLAIN, BOTH), '{ %s, "uidMappings": %s }' % (USER, ONE), '{ %s, "gidMappings": %s }' % (USER, ONE),
    '{ %s, "uidMappings": [], "gidMappings": [] }' % USER, '{ %s, "uidMappings": null, "gidMappings": null }' % PLAIN, '{ %s, "uidMappings": %s, "gidMappings": [] }' % (USER, ONE),
    '{ %s, "UIDMAPPINGS": %s, "gidmappings": %s }' % (USER, ONE, ONE), "{ %s, %s }" % (USER, BOTH.replace("containerID", "CONTAINERid")),
    "{ %s, %s }" % (USER, BOTH.replace('"size": 65536', '"size": "65536"')), "{ %s, %s }" % (USER, BOTH.replace("65536", "65536.0")), "{ %s, %s }" % (USER, BOTH.replace("65536", "6e4")),
    "{ %s, %s }" % (USER, BOTH.replace("100000", "-1")), "{ %s, %s }" % (USER, BOTH.replace("100000", "4294967296")), "{ %s, %s }" % (USER, BOTH.replace("100000", "4294967295")),
    "{ %s, %s }" % (USER, BOTH.replace(', "size": 65536', "")), "{ %s, %s }" % (USER, BOTH.replace('"containerID": 0, ', "")), "{ %s, %s }" % (USER, BOTH.replace('"containerID": 0', '"containerID": 1')),
    "{ %s, %s }" % (USER, BOTH.replace("65536", "0")), "{ %s, %s }" % (USER, BOTH.replace("}]", "}, %s]" % ONE[1:-1])), "{ %s, %s }" % (USER, BOTH.replace("}]", '}, { "containerID": 70000, "hostID": 100005, "size": 1 }]')),
    '{ %s, "uidMappings": {}, "gidMappings": {} }' % USER, '{ %s, "uidMappings": [5], "gidMappings": [5] }' % USER, "{ %s, %s }" % (USER, BOTH.replace("}]", "},]")), '{ %s, %s, "uidMappings": [{ "containerID": 0, "hostID": 5, "size": 7 }] }' % (USER, BOTH),
    "{ %s, %s }" % (USER.replace('"user"', '"user", "path": "/proc/1/ns/user"'), BOTH), "{ %s, %s }" % (USER.replace('"user"', '"user", "path": ""'), BOTH),
]  # fmt: skip


def runc(linux, folder):
    """The maps of a container with this "linux", or the last thing runc said."""
    bundle = os.path.join(folder, "bundle")
    os.makedirs(bundle, exist_ok=True)
    process = {"user": {"uid": 0, "gid": 0}, "args": tool_stage.SHOW_MAPS, "cwd": "/"}
    rest = {"ociVersion": "1.0.2", "process": process, "root": {"path": os.path.join(folder, "root")}}
    dev = {"destination": "/dev", "type": "bind", "source": "/dev", "options": ["rbind"]}
    rest["mounts"] = [{"destination": "/proc", "type": "proc", "source": "proc"}, dev]
    with open(os.path.join(bundle, "config.json"), "w") as file:
        file.write(json.dumps(rest)[:-1] + ', "linux": %s}' % linux)
    status, printed, said = tool_stage.run(["runc", "--root", os.path.join(folder, "runc"), "run", "--bundle", bundle, "oracle"])
    if "gid\n" in printed:
        return tool_stage.split_maps(printed)
    tool_stage.run(["runc", "--root", os.path.join(folder, "runc"), "delete", "--force", "oracle"])
    words = re.search(r'msg="(.*)"$', said.strip().splitlines()[-1]) if said.strip() else None
    return {"status": status, "said": (words.group(1) if words else said.strip()).replace(folder, "FOLDER")[:250]}


def podman(options, folder):
    stores = ["--root", os.path.join(folder, "storage"), "--runroot", os.path.join(folder, "runroot"), "--tmpdir", os.path.join(folder, "tmp")]
    command = ["podman", *stores, "--cgroup-manager=cgroupfs", "--events-backend=none", "run", "--rm", "--network=none", "--cgroups=disabled"]
    command += ["--log-driver=none", "--no-hosts", "--no-hostname", "--runtime=crun"] + shlex.split(options)
    status, printed, said = tool_stage.run(command + ["--rootfs", os.path.join(folder, "root"), *tool_stage.SHOW_MAPS])
    if status == 0:
        return tool_stage.split_maps(printed)
    return {"status": status, "said": said.strip().splitlines()[-1].replace(folder, "FOLDER")[:250]}


def unshare(options):
    status, printed, said = tool_stage.run(shlex.split(options) + ["/bin/sh", "-c", "cat /proc/self/uid_map; echo gid; cat /proc/self/gid_map"])
    return tool_stage.split_maps(printed) if status == 0 else {"status": status, "said": said.strip().splitlines()[-1]}


def newuidmap(command):
    with userns.child(userns.enter_user_namespace) as pid:
        status, _, said = tool_stage.run(shlex.split(command.replace("$PID", str(pid))))
        return {"uid": userns.read_map("/proc/%d/uid_map" % pid)} if status == 0 else {"status": status, "said": said.strip()}


def oci_list(extents):
    items = ["    { %s }" % ", ".join('"%s": %d' % pair for pair in zip(NAMES, extent)) for extent in extents]
    return "[\n%s\n  ]" % ",\n".join(items)


def options(form, extents):
    return " ".join(form % tuple(extent) for extent in extents)


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    # where podman keeps mount points
    tool_stage.mount("-t", "tmpfs", "none", "/var/tmp")
    tool_stage.build_root(folder)
    rows = []
    for uid, gid in tool_stage.pairs(tool_stage.written_maps()):
        both = {"map": uid, "gidMap": gid}
        mappings = ['"uidMappings": %s' % oci_list(uid), '"gidMappings": %s' % oci_list(gid)]
        texts = ["{\n  %s\n}" % text for text in mappings]
        rows.append({"as": "oci", **both, "text": texts[0], "gidText": texts[1], **runc("{ %s, %s }" % (USER, ", ".join(mappings)), folder)})
        texts = [options("--uidmap %d:%d:%d", uid), options("--gidmap %d:%d:%d", gid)]
        rows.append({"as": "podman", **both, "text": texts[0], "gidText": texts[1], **podman(" ".join(texts), folder)})
        texts = ["unshare --user " + options("--map-users=%d:%d:%d", uid), "unshare --user " + options("--map-groups=%d:%d:%d", gid)]
        command = texts[0] + texts[1].replace("unshare --user", "")
        rows.append({"as": "unshare", **both, "text": texts[0], "gidText": texts[1], **unshare(command)})
    for extents in tool_stage.written_maps():
        text = "newuidmap $PID " + options("%d %d %d", extents)
        rows.append({"as": "newuidmap", "map": extents, "text": text, **newuidmap(text)})
    rows += [{"as": "oci", "text": text, **runc(text, folder)} for text in LINUX]
    versions = {name: tool_stage.version(name) for name in ("runc", "podman", "crun", "uidmap")}
    recorder.save(out, "formats.json", rows, **versions, unshare=tool_stage.version("util-linux"), seed=recorder.SEED)


if __name__ == "__main__":
    main()
