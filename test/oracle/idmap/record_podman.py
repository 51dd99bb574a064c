"""Records which user namespaces the real Podman makes, rootless and root's, or what it says instead.

Run as root where Debian's podman, crun, uidmap and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_podman.py [--out FOLDER]
Rootless commands run as the user ann, whose accounts, home and files are seen in the recorder's mount namespace alone.
"""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess

import podman_cases
import recorder
import userns

CLONE_NEWNET = 0x40000000
PASSWD = "root:x:0:0::/:/bin/sh\nann:x:1000:1001::/:/bin/sh\ncontainers:x:5000:5000::/:/bin/sh\nother:x:5001:5001::/:/bin/sh\n"
GROUP = "root:x:0:\nusers:x:1001:\nann:x:1003:\ncontainers:x:5000:\nother:x:5001:\n"
ACCOUNTS = [["uid", "containers", 5000], ["uid", "other", 5001], ["gid", "users", 1001], ["gid", "ann", 1003], ["gid", "containers", 5000], ["gid", "other", 5001]]
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
QUADLET = "/usr/libexec/podman/quadlet"
SHOW = "cat /proc/self/uid_map; echo -; cat /proc/self/gid_map; echo -; id -u; id -g; echo -; read wait"


class Stage:
    """A home and a store for each user, made anew for each pair of files."""

    def __init__(self, folder):
        self.folder = folder
        self.number = 0
        os.mkdir(self.path("tmp"))
        os.chmod(self.path("tmp"), 0o1777)
        for name, text in (("passwd", PASSWD), ("group", GROUP), ("subuid", ""), ("subgid", "")):
            self.write(name, text)
            mount("--bind", self.path(name), "/etc/" + name)
        self.build_images()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "w", newline="") as file:
            file.write(text)
        os.chmod(self.path(name), 0o644)

    def new_root(self, user):
        """A directory for --rootfs, with what Podman puts into it there already."""
        root = self.own(user, "root")
        subprocess.run(["rm", "-rf", root], check=True)
        for each in ("bin", "dev", "etc", "proc", "run", "sys", "tmp"):
            os.makedirs(os.path.join(root, each))
        shutil.copy("/bin/busybox", os.path.join(root, "bin"))
        for each in ("etc/hosts", "etc/hostname", "etc/resolv.conf", "run/.containerenv"):
            open(os.path.join(root, each), "w").close()
        ids = ["0:0", "1000:1001"][user == "ann"]
        subprocess.run(["chown", "-R", ids, root], check=True)
        return root

    def build_images(self):
        """One of busybox alone, and three whose ids ask for a larger namespace, or don't."""
        for name, passwd, owner in (("image", "", 0), ("accounts", "web:x:5000:5000::/:/bin/sh\n", 0), ("files", "", 7000), ("nobody", "nobody:x:65534:65534::/:/bin/sh\n", 0)):
            root = self.path("root-" + name)
            for each in ("bin", "dev", "etc", "proc", "run", "sys", "tmp"):
                os.makedirs(os.path.join(root, each))
            shutil.copy("/bin/busybox", os.path.join(root, "bin"))
            with open(os.path.join(root, "etc/passwd"), "w") as file:
                file.write("root:x:0:0::/:/bin/sh\n" + passwd)
            with open(os.path.join(root, "tmp/owned"), "w") as file:
                file.write("")
            os.chown(os.path.join(root, "tmp/owned"), owner, owner)
            subprocess.run(["tar", "--numeric-owner", "-C", root, "-cf", self.path(name + ".tar"), "."], check=True)
            os.chmod(self.path(name + ".tar"), 0o644)
            shutil.rmtree(root)

    def build_pause(self):
        """What a pod begins with, a process that waits; and a file that names it to Podman, for a pod without a cgroup."""
        os.mkdir(self.path("helpers"), 0o755)
        self.write("pause.c", 'void _start(void) { for (;;) __asm__ volatile("syscall" : : "a"(34) : "rcx", "r11", "memory"); }')
        subprocess.run(["gcc", "-static", "-nostdlib", "-fno-pie", "-no-pie", "-o", self.path("helpers/catatonit"), self.path("pause.c")], check=True)
        self.write("pods.conf", '[containers]\ncgroups = "disabled"\npids_limit = 0\n[engine]\nhelper_binaries_dir = ["%s", "/usr/libexec/podman", "/usr/lib/podman"]\n' % self.path("helpers"))

    def begin(self, subuid, subgid):
        self.end()
        self.number += 1
        self.write("subuid", subuid)
        self.write("subgid", subgid)
        self.stores = set()
        for user, uid, gid in (("ann", 1000, 1001), ("root", 0, 0)):
            for name in ("home", "run"):
                os.makedirs(self.own(user, name), 0o700)
            config = self.own(user, "home", ".config", "containers")
            os.makedirs(config)
            with open(os.path.join(config, "storage.conf"), "w") as file:
                file.write('[storage]\ndriver = "overlay"\n')
            for where, folders, files in os.walk(self.own(user)):
                for each in [".", *folders, *files]:
                    os.chown(os.path.join(where, each), uid, gid)

    def own(self, user, *names):
        return self.path("%s%d" % (user, self.number), *names)

    def end(self):
        """Ends the process that keeps ann's namespace. Her files stay: what Podman tidies up in the background still uses them."""
        if self.number == 0:
            return
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            with open(self.own("ann", "run", "libpod", "tmp", "pause.pid")) as file:
                os.kill(int(file.read()), signal.SIGKILL)

    def podman(self, user, arguments, environment=(), **more):
        """Starts Podman as the user."""
        env = {"PATH": PATH, "HOME": self.own(user, "home"), "USER": user, "XDG_RUNTIME_DIR": self.own(user, "run"), "TMPDIR": self.path("tmp"), **dict(environment)}
        if ("--pod" in arguments or "pod" in arguments) and os.path.exists(self.path("pods.conf")):
            env["CONTAINERS_CONF"] = self.path("pods.conf")
        command = ["podman", *arguments]
        if user == "root":
            own = ["--storage-driver", "overlay", "--root", self.own(user, "store"), "--runroot", self.own(user, "runroot"), "--tmpdir", self.own(user, "tmp")]
            command = ["podman", *own, *arguments]
        else:
            command = ["setpriv", "--reuid", "1000", "--regid", "1001", "--clear-groups", *command]
        return subprocess.Popen(command, env=env, cwd=self.own(user, "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)

    def need(self, user, image):
        """Imports the image into the user's store, once."""
        if (user, image) in self.stores:
            return
        self.stores.add((user, image))
        process = self.podman(user, ["import", "--quiet", self.path(image + ".tar"), image], stdin=subprocess.DEVNULL)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def rows_of(text):
    return [[int(field) for field in line.split()] for line in text.splitlines() if line.strip()]


def words_of(said):
    """What Podman ends with, without what differs from run to run."""
    errors = [line[len("Error: ") :] for line in said.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, said
    told = re.sub(r'creating overlay mount to \S+ mount_data="[^"]*"', 'creating overlay mount to ..., mount_data="..."', errors[0])
    told = re.sub(r"[^\s:]*/overlay/[0-9a-f]+", "...", told)
    told = re.sub(r'"[0-9a-f]{64}"', '"..."', re.sub(r"container [0-9a-f]{64}", "container ...", told))
    return re.sub(r"/proc/\d+/", "/proc/PID/", told)


def logged(said):
    """The messages of what Podman logs; what it says of this machine's mounts, cgroups and journal left out."""
    messages = [message.replace('\\"', '"') for message in re.findall(r'level=(?:warning|error) msg="((?:[^"\\]|\\.)*)"', said)]
    return [message for message in messages if not re.search(r"shared mount|cgroup|system event|^running `", message)]


def own_namespace(stage):
    """What `podman unshare` shows, the first command of a user, and what is logged on the way."""
    process = stage.podman("ann", ["unshare", "sh", "-c", "cat /proc/self/uid_map; echo -; cat /proc/self/gid_map"], stdin=subprocess.DEVNULL)
    shown, said = process.communicate(timeout=60)
    if process.returncode != 0:
        return {"command": "podman unshare", "error": words_of(said)}
    uid, gid = shown.split("-\n")
    log = logged(said)
    return {"command": "podman unshare", "uid": rows_of(uid), "gid": rows_of(gid), **({"log": log} if log else {})}


def answer(stage, command, image):
    """The maps of the container as it sees them, and as the host does; who runs inside; or Podman's last word."""
    words = shlex.split(command)
    user = "root" if words[0] == "sudo" else "ann"
    environment = [word.split("=", 1) for word in words if word.startswith("PODMAN_USERNS=")]
    options = words[words.index("run") + 1 :]
    name, _, size = image.partition(":")
    stage.need(user, name)
    row = {"command": command + " " + name, **({"imageSize": int(size)} if size else {})}
    network = [] if any(option.startswith("--network") for option in options) else ["--network=none"]
    # An option that lacks its value must stay the last; a directory stands where an image does.
    complete = words[-1] not in ("--uidmap", "-u", "-iu")
    root = [stage.new_root(user)] if "ROOT" in options else [name]
    arguments = ["run", "--rm", "-i", "--cgroups=disabled", *network, *(option for option in options if option != "ROOT")]
    arguments += [*root, "/bin/busybox", "sh", "-c", SHOW] if complete else []
    process = stage.podman(user, arguments, environment, stdin=subprocess.PIPE)
    if not complete or "ROOT" in options:
        row["command"] = command
    parts, lines = [], []
    for line in process.stdout:
        if line != "-\n":
            lines.append(line)
            continue
        parts.append("".join(lines))
        lines = []
        if len(parts) == 3:
            break
    if len(parts) < 3:
        _, said = process.communicate(timeout=60)
        assert process.returncode != 0, (command, said)
        return {**row, "error": words_of(said)}
    uid, gid, ids = parts
    row.update({"uid": rows_of(uid), "gid": rows_of(gid), "user": [int(line) for line in ids.split()]})
    if user == "ann":
        pid = container_process()
        row["host"] = {kind: userns.read_map("/proc/%d/%s_map" % (pid, kind)) for kind in ("uid", "gid")}
    process.communicate("\n", timeout=60)
    return row


def container_process():
    """The shell inside: what it was started with tells it from Podman and conmon, which carry the same words later."""
    start = b"/bin/busybox\0sh\0-c\0" + SHOW.encode()
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError), open("/proc/%s/cmdline" % name, "rb") as file:
                if file.read().startswith(start):
                    return int(name)
    raise AssertionError("no container")


def unit_commands(folder):
    """The podman command that Quadlet makes of each unit, from "podman" on, or what it says against the unit; Podman 4.4 was the first to have it."""
    if not os.path.exists(QUADLET):
        return
    for number, (suffix, text) in enumerate(podman_cases.UNITS):
        with open(os.path.join(folder, "unit%d.%s" % (number, suffix)), "w") as file:
            file.write(text)
    ran = subprocess.run([QUADLET, "-dryrun"], env={"PATH": PATH, "QUADLET_UNIT_DIRS": folder}, capture_output=True, text=True, check=False)
    services = dict(re.findall(r"^---unit(\d+)(?:-pod)?\.service---\n((?:(?!---).*\n)*)", ran.stdout, re.MULTILINE))
    errors = dict(re.findall(r'converting "unit(\d+)\.\w+": (.*)', ran.stderr))
    for number, (_, text) in enumerate(podman_cases.UNITS):
        if str(number) in errors:
            yield {"unit": text, "error": errors[str(number)]}
            continue
        # of a run what matters stands behind -d, of a pod between what Quadlet adds
        command = re.search(r"^ExecStart(?:Pre)?=/usr/bin/(podman (?:run|pod create) .*)$", services[str(number)], re.MULTILINE).group(1)
        yield {"unit": text, "command": re.sub(r" --(?:name|cidfile|infra-name|infra-conmon-pidfile|pod-id-file|exit-policy)[= ]\S+", "", command)}


def main():
    out = recorder.out_folder(__doc__)
    userns.checked(userns.libc.unshare(CLONE_NEWNET), "unshare")
    subprocess.run(["umount", "-R", "/sys/fs/cgroup"], check=False, capture_output=True)
    mount("-t", "cgroup2", "none", "/sys/fs/cgroup")
    rows, files = [], []
    with recorder.tmpfs() as folder:
        stage = Stage(folder)
        for subuid, subgid, lines in podman_cases.cases():
            stage.begin(subuid, subgid)
            files.append([subuid, subgid])
            own = own_namespace(stage)
            if "error" in own:
                # Nothing can be imported then, and Podman doesn't get as far as the image.
                stage.stores.add(("ann", "image"))
            rows.append({"files": len(files) - 1, **own})
            rows += [{"files": len(files) - 1, **answer(stage, command, image)} for command, image in lines]
        stage.end()
        os.mkdir(stage.path("units"))
        units = list(unit_commands(stage.path("units")))
    versions = {name: subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout for name in ("podman", "crun")}
    recorder.save(out, "podman.json", rows, [("accounts", ACCOUNTS), ("files", files), ("units", units)], **versions, seed=recorder.SEED)


if __name__ == "__main__":
    main()
