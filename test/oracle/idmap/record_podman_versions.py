"""Records what each release of Podman makes of the options that came with one of them: a user namespace, or words.

Run as root where Debian's podman, crun, uidmap, busybox-static and gcc are installed: /usr/bin/python3 test/oracle/idmap/record_podman_versions.py [--out FOLDER]
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


# Each makes a pod of its own. Podman before 4.0 pulls what its pods begin with.
IN_NEW_POD = [
    "--userns=host", "--userns=", "--userns=auto", "--userns=auto:size=100", "--userns=auto:x", "--userns=keep-id", "--userns=keep-id:uid=5", "--userns=nomap", "--userns=private", "--userns=bogus",
    "--uidmap 0:1:10", "--uidmap x", "--userns=host --uidmap 0:1:10",
]  # fmt: skip


def answers_in_pods(stage):
    stage.build_pause()
    for option in ["", *IN_NEW_POD]:
        for user, program in (("ann", "podman"), ("root", "sudo podman")):
            yield answer(stage, f"{program} run --pod new:pod {option}")
            stage.podman(user, ["pod", "rm", "--force", "--all", "--time", "0"]).communicate(timeout=60)
    yield answer(stage, "podman run --pod new:")


def answer(stage, line):
    return record_podman.answer(stage, " ".join(line.split()), "image")


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
    versions = {name: subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout for name in ("podman", "crun", "uidmap")}
    userns.checked(userns.libc.unshare(record_podman.CLONE_NEWNET), "unshare")
    subprocess.run(["umount", "-R", "/sys/fs/cgroup"], check=False, capture_output=True)
    record_podman.mount("-t", "cgroup2", "none", "/sys/fs/cgroup")
    with recorder.tmpfs() as folder:
        stage = record_podman.Stage(folder)
        stage.begin(podman_cases.PLAIN, podman_cases.PLAIN_GROUPS)
        rows = [record_podman.own_namespace(stage), *(answer(stage, line) for line in cases())]
        if not versions["podman"].startswith("3."):
            rows += answers_in_pods(stage)
        stage.end()
    recorder.save(out, "podmanVersions.json", rows, [("accounts", record_podman.ACCOUNTS), ("files", [[podman_cases.PLAIN, podman_cases.PLAIN_GROUPS]])], **versions)


if __name__ == "__main__":
    main()
