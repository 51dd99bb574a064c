"""Records what real programs print when an id has no mapping, a range isn't granted or a file is another's: word for word.

Run as root where Debian's uidmap, util-linux, coreutils, tar, busybox-static, acl, runc, crun, podman, docker.io, rootlesskit, git and lxc are installed:
/usr/bin/python3 test/oracle/idmap/record_messages.py [--out FOLDER]
"""

import message_engines
import message_programs
import message_stage
import recorder
import tool_stage

PACKAGES = {
    "uidmap": "uidmap", "util-linux": "util-linux", "coreutils": "coreutils", "tar": "tar", "busybox": "busybox-static", "runc": "runc",
    "crun": "crun", "podman": "podman", "rootlesskit": "rootlesskit", "git": "git", "dockerd": "docker.io", "lxc": "lxc",
}  # fmt: skip
GROUPS = (
    message_programs.of_files,
    message_programs.of_newuidmap,
    message_programs.of_unshare,
    message_engines.of_runtimes,
    message_engines.of_rootlesskit,
    message_engines.of_podman,
    message_engines.of_lxc,
    message_programs.of_mount,
    message_engines.of_dockerd,
)


def main():
    out = recorder.out_folder(__doc__)
    folder = message_stage.stage()
    rows = []
    for group in GROUPS:
        rows += group(folder)
    for row in rows:
        assert row["text"].strip(), row
    versions = {name: tool_stage.version(package) for name, package in PACKAGES.items()}
    recorder.save(out, "messages.json", rows, **versions)


if __name__ == "__main__":
    main()
