"""Records what the remedies of the engine do when they are run: a container is refused a directory, the remedy's text runs, the container tries again.

Run as root where Debian's docker.io, podman, lxc, systemd-container, uidmap, acl, jq, tini and busybox-static are installed:
/usr/bin/python3 test/oracle/idmap/record_remedies.py [--out FOLDER]
The texts stand in remedy_texts.jsonl, which a test holds against the engine. All happens on the stage of the transcripts (src/tools/transcripts/stage.sh),
an overlay of this machine in namespaces of its own. Not run: pct of Proxmox VE, which Debian lacks, and the
check of a container that it started.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import recorder
import tool_stage

STAGE = os.path.join(recorder.HERE, "..", "..", "..", "src", "tools", "transcripts", "stage.sh")
TEXTS = os.path.join(recorder.HERE, "remedy_texts.jsonl")
APPLETS = ["sh", "su", "touch", "true"]
PASSWD = "".join("u%d:x:%d:%d::/:/bin/sh\n" % (uid, uid, uid) for uid in (0, 33, 1000, 70000))
GROUP = "".join("u%d:x:%d:\n" % (gid, gid) for gid in (0, 33, 1000, 70000))

SUDO = '#!/bin/sh\nexec "$@"\n'
# Stands in for systemd, which no stage has: stops the daemon and starts it with the options that it had.
SYSTEMCTL = "#!/bin/sh\nstop-dockerd\nexec start-dockerd\n"
STOP_DOCKERD = "#!/bin/sh\npid=$(cat /run/docker.pid 2>/dev/null) || exit 0\nkill $pid\nwhile kill -0 $pid 2>/dev/null; do sleep 0.1; done\n"
START_DOCKERD = """#!/bin/sh
dockerd $(cat /run/dockerd.options) --iptables=false --ip6tables=false --bridge=none >/var/log/dockerd.log 2>&1 &
for try in $(seq 200); do docker version >/dev/null 2>&1 && break; sleep 0.1; done
docker image inspect busybox >/dev/null 2>&1 || docker import --change 'CMD ["sh"]' /root/busybox.tar busybox >/dev/null
"""
SETUP = """
printf 'root:x:0:0::/root:/bin/sh\\nalice:x:1000:1000::/home/alice:/bin/sh\\njo:x:1005:1005::/:/bin/false\\ndockremap:x:998:998::/:/bin/false\\n' > /etc/passwd
printf 'root:x:0:\\nalice:x:1000:\\njo:x:1005:\\ndockremap:x:998:\\nmedia:x:2000:alice\\n' > /etc/group
printf 'root:*:1::::::\\nalice:*:1::::::\\njo:*:1::::::\\ndockremap:*:1::::::\\n' > /etc/shadow
install -d -o alice -g alice /home/alice
install -d -o alice -m 700 /run/user/1000
install -o alice -m 644 /root/busybox.tar /home/alice/
printf '[containers]\\nnetns = "none"\\n' > /etc/containers/containers.conf
mkdir -p /srv/m
chmod 755 /srv /srv/m
su - alice -c 'podman import --quiet busybox.tar busybox'
printf '[containers]\\nnetns = "none"\\ncgroups = "disabled"\\n' > /root/root.conf
CONTAINERS_CONF=/root/root.conf podman import --quiet /root/busybox.tar busybox
for ct in lxc nspawn; do mkdir -p /srv/$ct/root; tar -C /srv/$ct/root -xf /root/busybox.tar; done
chown -R 100000:100000 /srv/lxc/root
"""
LXC = "lxc.rootfs.path = dir:/srv/lxc/root\nlxc.uts.name = ct\nlxc.net.0.type = empty\n"
LXC_MAP = "lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n"

# For each case: who owns the directory, its mode, the options of dockerd, and who is to write.
CASES = {
    "docker": ("1000:1000", "700", "", 33),
    "dockerd": ("33:33", "700", "--userns-remap=dockremap", 33),
    "dockerd-other": ("1005:1005", "700", "--userns-remap=dockremap", 33),
    "dockerd-mapped": ("165536:165536", "700", "--userns-remap=dockremap", 33),
    "dockerd-unmapped": ("0:0", "700", "--userns-remap=dockremap", 70000),
    "dockerd-unmapped-unseen": ("0:0", "700", "--userns-remap=dockremap", 70000),
    "podman": ("1000:1000", "700", None, 33),
    "podman-other": ("1005:1005", "700", None, 33),
    "podman-group": ("0:2000", "2770", None, 0),
    "podman-unmapped": ("1000:1000", "700", None, 70000),
    "podman-unmapped-unseen": ("1000:1000", "700", None, 70000),
    "podman-root": ("33:33", "700", None, 33),
    "lxc": ("1000:1000", "700", None, 1000),
    "lxc-share": ("1005:1005", "700", None, 1000),
    "lxc-unmapped": ("0:0", "777", None, 70000),
    "lxc-unmapped-unseen": ("0:0", "777", None, 70000),
    "nspawn": ("33:33", "700", None, 33),
    "nspawn-root": ("1005:1005", "700", None, 0),
    "nspawn-unmapped": ("0:0", "777", None, 70000),
    "unshare": ("1000:1000", "700", None, 33),
}


class Stage:
    """The stage of the transcripts: `run` runs a shell's text on it, as root or as alice."""

    def __init__(self, scratch):
        self.groups_before = control_groups()
        own = ["unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--fork", "--kill-child", "--propagation", "private"]
        self.holder = subprocess.Popen(own + ["sh", STAGE, scratch, "v2"], stdout=subprocess.PIPE)
        if self.holder.stdout.readline() != b"ready\n":
            sys.exit("stage.sh did not get ready")
        with open("/proc/%d/task/%d/children" % (self.holder.pid, self.holder.pid)) as file:
            self.init = int(file.read().split()[0])
        self.home = os.path.join(scratch, "data", "root")

    def run(self, text, user="root"):
        enter = ["nsenter", "-t", str(self.init), "-m", "-p", "-n", "-u", "-i", "-r/proc/%d/root" % self.init, "-w/proc/%d/root" % self.init]
        clean = ["env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "TERM=dumb"]
        shell = ["sh", "-c", text] if user == "root" else ["su", "-", user, "-c", text]
        ran = subprocess.run(enter + clean + shell, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120)
        return ran.returncode, ran.stdout.decode("utf-8", "replace").strip()

    def close(self):
        os.kill(self.init, signal.SIGKILL)
        self.holder.wait()
        # The engines leave empty control groups behind, in the one hierarchy that there is for all namespaces.
        for name in control_groups() - self.groups_before:
            for path, _, _ in os.walk(name, topdown=False):
                with contextlib.suppress(OSError):
                    os.rmdir(path)


def control_groups():
    roots = [root for root in ("/sys/fs/cgroup", "/sys/fs/cgroup/unified") if os.path.exists(os.path.join(root, "cgroup.controllers"))]
    return {entry.path for root in roots for entry in os.scandir(root) if entry.is_dir()}


def write(stage, path, text, mode=0o644):
    """A file on the stage: written under the stage's home, and moved."""
    with open(os.path.join(stage.home, "given"), "w") as file:
        file.write(text)
    stage.run("mkdir -p $(dirname %s) && install -m %o /root/given %s" % (path, mode, path))


def build_image(folder, stage):
    root = os.path.join(folder, "image")
    for name in ("bin", "data", "dev", "etc", "proc", "root", "run", "sys", "tmp", "usr/lib", "var/tmp"):
        os.makedirs(os.path.join(root, name))
    shutil.copy("/bin/busybox", os.path.join(root, "bin"))
    for applet in APPLETS:
        os.symlink("busybox", os.path.join(root, "bin", applet))
    for name, text in (("usr/lib/os-release", "ID=oracle\n"), ("etc/passwd", PASSWD), ("etc/group", GROUP)):
        with open(os.path.join(root, name), "w") as file:
            file.write(text)
    subprocess.run(["tar", "--owner=0", "--group=0", "-C", root, "-cf", os.path.join(stage.home, "busybox.tar"), "."], check=True)


def set_the_scene(stage, case):
    owner, mode, options, _ = CASES[case]
    stage.run("mountpoint -q /srv/m && umount /srv/m; rm -rf /srv/data; mkdir /srv/data; chown %s /srv/data; chmod %s /srv/data" % (owner, mode))
    lender = "alice:100000:65536" if case.startswith(("podman", "unshare")) else "root:100000:65536" if case.startswith("lxc") else "dockremap:165536:65536"
    for name in ("/etc/subuid", "/etc/subgid"):
        write(stage, name, lender + "\n")
    write(stage, "/srv/lxc/config", LXC + LXC_MAP)
    if case.startswith("podman"):
        stage.run("podman system migrate", "alice")
    if options is not None:
        stage.run("rm -f /etc/docker/daemon.json; stop-dockerd")
        write(stage, "/run/dockerd.options", options)
        stage.run("start-dockerd")
    # systemd-nspawn goes by the owner of the tree when it shifts it; here it is shifted already.
    stage.run("chown -R 524288:524288 /srv/nspawn/root" if case.startswith("nspawn") else "true")


def attempt(stage, case, directory="/srv/data", command=None):
    """The container tries, with `command` where the remedy is one: gives whether it could, and what it said."""
    who = CASES[case][3]
    touch = "touch /data/x" if CASES[case][1] != "777" and not case.startswith(("dockerd-unmapped", "podman-unmapped")) else "true"
    user = "alice" if case.startswith(("podman", "unshare")) and case != "podman-root" else "root"
    if case.startswith("lxc"):
        config = "/srv/lxc/config"
        bind = "lxc.mount.entry = %s data none bind,create=dir 0 0\n" % directory
        text = "grep -q mount.entry %s || printf '%s' >> %s; lxc-execute -n ct -f %s -- /bin/su u%d -c '%s'" % (
            config, bind.replace("\n", "\\n"), config, config, who, touch)  # fmt: skip
    elif case.startswith("nspawn"):
        base = command or "systemd-nspawn -D ROOT --private-users=524288:65536 --bind=%s:/data" % directory
        text = "%s -q --register=no --keep-unit /bin/su u%d -c '%s'" % (base.replace("ROOT", "/srv/nspawn/root"), who, touch)
    elif case == "unshare":
        text = (command or "unshare --user --map-root-user") + " chown 33 /srv/data"
    else:
        program = "podman" if case.startswith("podman") else "docker"
        run = "%s run -u %d:%d -v %s:/data IMAGE" % (program, who, who, directory)
        text = (command or run).replace("IMAGE", "busybox " + touch).replace("UID:GID", CASES[case][0])
        # The container's map, and who it runs as where the remedy leaves that open.
        rest = " --uidmap 0:200000:65536 --gidmap 0:200000:65536 -u 33:33" if case == "podman-root" else ""
        text = text.replace(" run ", " run --rm%s%s " % (" --network none" if program == "docker" else "", rest), 1)
        if case == "podman-root":
            text = "CONTAINERS_CONF=/root/root.conf " + text.replace("sudo ", "")
    return stage.run(text, user)


def apply(stage, case, steps):
    """Runs the steps; gives the directory to use afterwards, and the last text where it starts the container itself."""
    directory, first = "/srv/data", ""
    for where, text in steps:
        # What an earlier step printed: a range, the lines that have one, or its first id.
        text = text.replace("FIRST", first)
        if where.startswith("/"):
            if where == "/etc/pve/lxc/CTID.conf":
                base = LXC + ("" if "lxc.idmap" in text else LXC_MAP)
                # Proxmox VE writes a colon, and hands LXC an equals sign.
                write(stage, "/srv/lxc/config", base + text.replace("lxc.idmap: ", "lxc.idmap = ").replace("entry: ", "entry = "))
            elif where in ("/etc/subuid", "/etc/subgid"):
                with open(os.path.join(stage.home, "given"), "w") as file:
                    file.write(text)
                stage.run("cat /root/given >> %s" % where)
            else:
                write(stage, where, text)
            continue
        if text.startswith(("pct ", "lxc-attach ")):
            continue
        if "IMAGE" in text or text.startswith(("sudo systemd-nspawn", "unshare ")):
            return directory, text
        if "MOUNTPOINT" in text:
            directory = "/srv/m"
        status, said = stage.run(text.replace("MOUNTPOINT", "/srv/m"), "root" if where == "root" or case.startswith("docker") else "alice")
        if status != 0:
            sys.exit("%s: %s\n%s" % (case, text, said))
        if "getent passwd" in text:
            first = re.search(r"[0-9]{6,}", said).group()
    return directory, None


def record(stage, remedy):
    case, code, steps = remedy["case"], remedy["code"], remedy["steps"]
    set_the_scene(stage, case)
    refused, words = attempt(stage, case)
    stage.run("rm -f /srv/data/x")
    if case.startswith("lxc"):
        write(stage, "/srv/lxc/config", LXC + LXC_MAP)
    directory, command = apply(stage, case, steps)
    status, said = attempt(stage, case, directory, command)
    row = {"case": case, "code": code, "before": "refused" if refused else "done", "after": "refused" if status else "done"}
    if status:
        row["said"] = said.splitlines()[-1] if said else ""
    owner = stage.run("stat -c %u:%g /srv/data/x 2>/dev/null")[1]
    return {**row, **({"file": owner} if owner else {})}


def main():
    folder = recorder.out_folder(__doc__)
    with open(TEXTS, encoding="utf-8") as file:
        remedies = [json.loads(line) for line in file]
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as work:
        stage = Stage(scratch)
        try:
            build_image(work, stage)
            for name, text in (("sudo", SUDO), ("systemctl", SYSTEMCTL), ("stop-dockerd", STOP_DOCKERD), ("start-dockerd", START_DOCKERD)):
                write(stage, "/usr/local/bin/" + name, text, 0o755)
            status, said = stage.run("set -e\n" + SETUP)
            if status != 0:
                sys.exit("the stage: " + said)
            rows = [record(stage, remedy) for remedy in remedies]
            stage.run("stop-dockerd")
        finally:
            stage.close()
    versions = {name: tool_stage.version(name) for name in ("docker.io", "podman", "lxc", "systemd-container", "acl", "mount")}
    recorder.save(folder, "remedies.json", rows, **versions)


if __name__ == "__main__":
    main()
