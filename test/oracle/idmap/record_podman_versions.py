"""Records what each release of Podman makes of the options that came with one of them: a user namespace, or words.

Run as root where Debian's podman, crun, uidmap and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_podman_versions.py [--out FOLDER]
"""

import subprocess

import podman_cases
import record_podman
import recorder
import userns

OPTIONS = [
    "", "--userns=host", "--userns=private", "--userns=bogus", "--userns=keep-id", "--userns=keep-id:uid=200,gid=210", "--userns=keep-id:size=2000", "--userns=keep-id:foo=1", "--userns=nomap", "--userns=auto:size=100",
    "--uidmap 0:0:1000", "--uidmap 0:1:1000", "--uidmap 0:1:10 --gidmap 0:100:20", "--uidmap 0:0", "--uidmap 0:@1000:1", "--uidmap 0:@1000", "--uidmap u0:0:10 --gidmap g0:0:10", "--uidmap +1000:0:1", "--uidmap +7:3:2", "--uidmap x", "--uidmap 0:0:1,1:1:1",
    "--userns=host --uidmap 0:0:10", "--userns=keep-id --gidmap 0:0:10", "--subuidname nobody", "--subuidname 1000",
]  # fmt: skip
ROOTLESS = ["--group-add keep-groups", "--group-add keep-groups --group-add 5", "--group-add 5 --group-add keep-groups", "--group-add 5"]


def cases():
    for option in OPTIONS:
        yield "podman run " + option
        yield "sudo podman run " + option
    for option in ROOTLESS:
        yield "podman run " + option
    yield "PODMAN_USERNS=keep-id podman run"
    yield "PODMAN_USERNS=keep-id podman run --userns=host"
    yield "PODMAN_USERNS=keep-id podman run --uidmap 0:0:9"


def main():
    out = recorder.out_folder(__doc__)
    userns.checked(userns.libc.unshare(record_podman.CLONE_NEWNET), "unshare")
    subprocess.run(["umount", "-R", "/sys/fs/cgroup"], check=False, capture_output=True)
    record_podman.mount("-t", "cgroup2", "none", "/sys/fs/cgroup")
    with recorder.tmpfs() as folder:
        stage = record_podman.Stage(folder)
        stage.begin(podman_cases.PLAIN, podman_cases.PLAIN_GROUPS)
        rows = [record_podman.own_namespace(stage), *(record_podman.answer(stage, " ".join(line.split()), "image") for line in cases())]
        stage.end()
    versions = {name: subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout for name in ("podman", "crun", "uidmap")}
    recorder.save(out, "podmanVersions.json", rows, [("accounts", record_podman.ACCOUNTS), ("files", [[podman_cases.PLAIN, podman_cases.PLAIN_GROUPS]])], **versions)


if __name__ == "__main__":
    main()
