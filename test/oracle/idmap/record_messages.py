"""Records what real programs print when an id has no mapping, a range isn't granted or a file is another's: word for word.

Run as root where Debian's uidmap, util-linux, coreutils, tar, busybox-static, acl, runc, crun, podman, docker.io and lxc are installed:
/usr/bin/python3 test/oracle/idmap/record_messages.py [--out FOLDER]
"""

import json
import os
import re
import shutil
import subprocess
import tarfile
import time

import recorder
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


def of_files(folder):
    def case(program, code, *arguments, cwd=None, **more):
        return {"program": program, "case": code, "text": inside(SMALL, arguments, cwd=cwd or folder + "/ours", **more)}

    busybox = "/bin/busybox"
    yield case("chown", "chown-unmapped", "chown", "5000", "file")
    yield case("chown", "chown-unmapped", "chown", "5000:5000", folder + "/ours/file")
    yield case("chgrp", "chown-unmapped", "chgrp", "5000", "file")
    yield case("chown", "chown-not-owner", "chown", "0", "foreign")
    yield case("chmod", "chmod-not-owner", "chmod", "600", "foreign")
    yield case("busybox", "chown-unmapped", busybox, "chown", "5000", "file")
    # busybox hands the group back that it saw, 65534, which has no mapping either
    yield case("busybox", "chown-unmapped", busybox, "chown", "0", "foreign")
    yield case("install", "chown-unmapped", "install", "-o", "5000", "file", "copy")
    yield case("touch", "permission-denied", "touch", folder + "/theirs/new")
    yield case("busybox", "permission-denied", busybox, "touch", folder + "/theirs/new")
    yield case("mkdir", "permission-denied", "mkdir", folder + "/theirs/new")
    yield case("cat", "permission-denied", "cat", folder + "/theirs/file")
    yield case("busybox", "permission-denied", busybox, "cat", folder + "/theirs/file")
    yield case("ls", "permission-denied", "ls", folder + "/closed")
    yield case("rm", "permission-denied", "rm", "-f", folder + "/theirs/file")
    yield case("cp", "permission-denied", "cp", "file", folder + "/theirs/new")
    yield case("dash", "permission-denied", "dash", "-c", "echo x > " + folder + "/theirs/new")
    yield case("bash", "permission-denied", "bash", "-c", "echo x > " + folder + "/theirs/new")
    yield case("setfacl", "acl-unmapped", "setfacl", "-m", "u:5000:r", "file")
    yield case("mknod", "mknod", "mknod", "null", "c", "1", "3")
    yield case("tar", "tar-unmapped", "tar", "--same-owner", "-xf", folder + "/owners.tar")
    yield case("chroot", "setid-unmapped", "chroot", "--userspec=5000:0", "/", "true")
    yield case("chroot", "setid-unmapped", "chroot", "--userspec=0:5000", "/", "true")
    yield case("setpriv", "setid-unmapped", "setpriv", "--reuid", "5000", "true")
    yield case("setpriv", "setid-unmapped", "setpriv", "--regid", "5000", "--clear-groups", "true")
    yield case("setpriv", "setgroups-denied", "setpriv", "--clear-groups", "true", setgroups=False)
    yield case("python3", "chown-unmapped", "python3", "-c", "import os; os.chown('file', 5000, 5000)")


def of_newuidmap(folder):
    def ask(code, tool, *arguments, prepare=None, start=None, lent=FILES["subuid"]):
        def enter():
            os.setgroups([])
            os.setresgid(1000, 1000, 1000)
            os.setresuid(1000, 1000, 1000)
            userns.enter_user_namespace()

        lend(folder, lent)
        with userns.child(start or enter) as pid:
            if prepare:
                tool_stage.run([*ANN, tool, str(pid), *prepare])
            said = tool_stage.run([*ANN, tool, str(pid), *arguments])[2]
            return {"program": tool, "case": code, "text": re.sub(r"\b%d\b" % pid, "PID", said)}

    yield ask("newuidmap-not-allowed", "newuidmap", "0", "1000", "1", "1", "200000", "65536")
    yield ask("newuidmap-not-allowed", "newuidmap", "0", "1001", "1")
    yield ask("newuidmap-not-allowed", "newuidmap", "0", "100000", "65537")
    yield ask("newuidmap-not-allowed", "newgidmap", "0", "1000", "1", "1", "200000", "65536")
    yield ask("newuidmap-not-allowed", "newuidmap", "0", "100000", "65536", lent="")
    yield ask("write-not-permitted", "newuidmap", "0", "1000", "1", prepare=["0", "1000", "1"])
    yield ask("write-invalid", "newuidmap", "0", "100000", "10", "5", "100010", "5")
    yield ask("newuidmap-owner", "newuidmap", "0", "1000", "1", start=lambda: None)
    yield {"program": "newuidmap", "case": "newuidmap-no-process", "text": tool_stage.run([*ANN, "newuidmap", "4194303", "0", "1000", "1"])[2]}
    # Without its setuid bit, as when it was copied into an image.
    plain = folder + "/newuidmap"
    shutil.copy("/usr/bin/newuidmap", plain)
    os.chmod(plain, 0o755)
    without = ask("write-not-permitted", plain, "0", "1000", "1", "1", "100000", "65536")
    yield {**without, "program": "newuidmap"}


def of_unshare(folder):
    def ask(code, *arguments, lent=FILES["subuid"], run_as=ANN):
        lend(folder, lent)
        return {"program": "unshare", "case": code, "text": re.sub(r"\b\d{3,7}\b(?=/)", "PID", tool_stage.run([*run_as, "unshare", *arguments])[2])}

    yield ask("newuidmap-not-allowed", "--user", "--map-users=0:200000:10", "true")
    yield ask("unshare-no-subids", "--user", "--map-auto", "true", lent="")
    yield ask("write-not-permitted", "--map-root-user", "true", run_as=["setpriv", "--bounding-set", "-setfcap", "--inh-caps", "-setfcap"])
    yield ask("userns-not-permitted", "--user", "true", run_as=["chroot", folder + "/jail"] if jail(folder) else [])
    yield ask("userns-not-permitted", "--mount", "true")
    limited = ["unshare", "--map-root-user", "sh", "-c", "echo 0 > /proc/sys/user/max_user_namespaces; exec unshare --user true"]
    yield {"program": "unshare", "case": "userns-limit", "text": tool_stage.run([*ANN, *limited])[2]}
    written = "echo '0 1000 2' > /proc/self/uid_map"
    yield {"program": "bash", "case": "echo-not-permitted", "text": tool_stage.run([*ANN, "unshare", "--user", "bash", "-c", written])[2]}


def jail(folder):
    """The host's root once more, so that a chroot into it is one, to the kernel."""
    os.makedirs(folder + "/jail", exist_ok=True)
    tool_stage.mount("--bind", "/", folder + "/jail")
    return True


def of_runtimes(folder):
    lend(folder, "root:0:4294967295\n")
    bundle = folder + "/bundle"
    os.mkdir(bundle)

    def ask(code, change, runtime):
        tool_stage.run(["runc", "spec", "--bundle", bundle])
        path = bundle + "/config.json"
        with open(path) as file:
            config = json.load(file)
        config["root"] = {"path": folder + "/root", "readonly": True}
        config["process"].update({"terminal": False, "args": ["/bin/busybox", "true"]})
        config["linux"]["namespaces"].append({"type": "user"})
        mapping = [{"containerID": 0, "hostID": 100000, "size": 65536}]
        config["linux"].update({"uidMappings": mapping, "gidMappings": mapping})
        change(config)
        with open(path, "w") as file:
            json.dump(config, file)
        command = {"runc": ["runc"], "crun": ["crun", "--cgroup-manager=disabled"]}[runtime]
        said = tool_stage.run([*command, "run", "--bundle", bundle, "oracle"])[2]
        os.unlink(path)
        if runtime == "runc":
            # Several processes log at once; these lines are the answer.
            said = "".join(line + "\n" for line in said.splitlines() if "nsexec-0" in line or "runc run failed" in line)
        return {"program": runtime, "case": code, "text": without_ids(re.sub(r"(nsexec-\d)\[\d+\]", r"\1[PID]", said))}

    def user(uid, gid):
        return lambda config: config["process"].update({"user": {"uid": uid, "gid": gid}})

    def maps(uid, gid):
        def change(config):
            for key, extents in (("uidMappings", uid), ("gidMappings", gid)):
                config["linux"][key] = [{"containerID": i, "hostID": o, "size": n} for i, o, n in extents]

        return change

    for runtime in ("runc", "crun"):
        yield ask("user-unmapped", user(70000, 0), runtime)
        yield ask("user-unmapped", user(0, 70000), runtime)
        yield ask("write-invalid", maps([[0, 100000, 10], [5, 200000, 10]], [[0, 100000, 10]]), runtime)
    yield ask("userns-no-mappings", maps([], []), "runc")
    closed = {"destination": "/mnt", "type": "bind", "source": folder + "/closed/deep", "options": ["bind"]}
    os.mkdir(folder + "/closed/deep")
    for runtime in ("runc", "crun"):
        yield ask("permission-denied", lambda config: config["mounts"].append(closed), runtime)


def of_podman(folder):
    image(folder, {"etc/shadow": (0, 42), "opt/app": (164188, 164188)})
    environment = {"PATH": os.environ["PATH"], "HOME": folder + "/home", "USER": "ann", "XDG_RUNTIME_DIR": folder + "/user"}

    def podman(*arguments):
        words = ["podman", "--storage-driver", "vfs", "--events-backend", "file", *arguments]
        return tool_stage.run([*ANN, *words], env=environment, cwd=folder)[2]

    def ask(code, lent, *arguments):
        lend(folder, lent)
        podman("system", "migrate")
        said = podman(*arguments)
        return {"program": "podman", "case": code, "text": without_ids(said)}

    root = folder + "/own-root"
    shutil.copytree(folder + "/root", root)
    for place, directories, files in os.walk(root):
        for name in ["", *files]:
            os.chown(os.path.join(place, name), 1000, 1000)
    run = ("run", "--rm", "--network=none", "--cgroups=disabled")
    yield ask("no-subids-podman", "bob:100000:65536\n", "unshare", "true")
    yield ask("storage-insufficient", "bob:100000:65536\n", "import", folder + "/shadow.tar")
    yield ask("storage-insufficient", "ann:100000:65536\n", "import", folder + "/app.tar")
    yield ask("write-not-permitted", "ann:100000:65536\n", *run, "--uidmap=0:0:70000", "--rootfs", root, "/bin/busybox", "true")
    yield ask("userns-auto", "ann:100000:65536\n", *run, "--userns=auto:size=70000", "--rootfs", root, "/bin/busybox", "true")
    yield ask("user-unmapped", "ann:100000:65536\n", *run, "--user=70000", "--rootfs", root, "/bin/busybox", "true")
    yield ask("write-invalid", "ann:100000:65536\nann:150000:65536\n", "unshare", "true")
    lend(folder, "ann:100000:65536\n")


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


def of_dockerd(folder):
    def start(code, option, lent, data):
        lend(folder, lent)
        log = folder + "/dockerd.log"
        with open(log, "wb") as output:
            daemon = subprocess.Popen(
                ["dockerd", "--data-root", data, "--exec-root", folder + "/exec", "-H", "unix://%s/docker.sock" % folder, "-p", folder + "/docker.pid"]
                + ["--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver=vfs", "--userns-remap=" + option],
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + 30
        while daemon.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        if daemon.poll() is None:
            daemon.terminate()
        daemon.wait()
        with open(log, errors="replace") as output:
            return {"program": "dockerd", "case": code, "text": without_ids(output.read().strip().splitlines()[-1] + "\n")}

    yield start("no-subids-dockerd", "carl", "ann:100000:65536\n", folder + "/data")
    yield start("remap-unknown-user", "nobody-here", "ann:100000:65536\n", folder + "/data")
    yield start("subids-unreadable", "ann", "ann:100000:65536\nbob\n", folder + "/data")
    os.mkdir(folder + "/narrow", 0o700)
    os.mkdir(folder + "/narrow/data", 0o711)
    yield start("remap-restricted", "ann", "ann:100000:65536\n", folder + "/narrow/data")


def of_lxc(folder):
    def execute(code, lines, lent):
        lend(folder, lent)
        config, log = folder + "/lxc.conf", folder + "/lxc.log"
        with open(config, "w") as file:
            file.write("lxc.rootfs.path = dir:%s/root\nlxc.uts.name = oracle\nlxc.net.0.type = none\nlxc.apparmor.profile = unchanged\n%s" % (folder, lines))
        os.makedirs(folder + "/containers", exist_ok=True)
        tool_stage.run(["lxc-execute", "-P", folder + "/containers", "-n", "oracle", "-f", config, "-o", log, "-l", "ERROR", "--", "/bin/busybox", "true"])
        with open(log, errors="replace") as file:
            said = file.read()
        os.unlink(log)
        return {"program": "lxc", "case": code, "text": without_ids(said)}

    yield execute("newuidmap-not-allowed", "lxc.idmap = u 0 100000 1005\nlxc.idmap = u 1005 1005 1\nlxc.idmap = g 0 100000 65536\n", "root:100000:65536\n")
    yield execute("write-invalid", "lxc.idmap = u 0 100000 10\nlxc.idmap = u 5 100010 10\nlxc.idmap = g 0 100000 65536\n", "root:100000:65536\n")
    lend(folder, FILES["subuid"])
    said = tool_stage.run([*ANN, "lxc-usernsexec", "-m", "u:0:200000:65536", "-m", "g:0:100000:65536", "--", "true"])[2]
    yield {"program": "lxc-usernsexec", "case": "newuidmap-not-allowed", "text": without_ids(said)}


def of_mount(folder):
    for code, option, source in (
        ("idmapped-mount", "u:0:100000:65536 g:0:100000:65536", "/proc"),
        ("idmap-option", "u:0:100000:0", folder + "/ours"),
    ):
        said = tool_stage.run(["mount", "-o", "bind,X-mount.idmap=" + option, source, folder + "/theirs"])[2]
        yield {"program": "mount", "case": code, "text": said}


def without_ids(words):
    """What differs from run to run says nothing here."""
    words = re.sub(r"[0-9a-f]{64}", "ID", words)
    words = re.sub(r"\d{14}\.\d{3}", "20160824120000.000", words)
    words = re.sub(r'time="[^"]*"', 'time="2016-08-24T12:00:00Z"', words)
    return re.sub(r"(vfs-layers|storage|containers-|tmp|oci)[-/]?\d{6,}", r"\1NUMBER", re.sub(r"(new[ug]idmap) \d+", r"\1 2016", re.sub(r"/proc/\d+/", "/proc/PID/", words)))


def main():
    out = recorder.out_folder(__doc__)
    folder = stage()
    rows = []
    for group in (of_files, of_newuidmap, of_unshare, of_runtimes, of_podman, of_lxc, of_mount, of_dockerd):
        rows += group(folder)
    for row in rows:
        assert row["text"].strip(), row
    versions = {name: tool_stage.version(package) for name, package in PACKAGES.items()}
    recorder.save(out, "messages.json", rows, **versions)


PACKAGES = {
    "uidmap": "uidmap", "util-linux": "util-linux", "coreutils": "coreutils", "tar": "tar", "busybox": "busybox-static", "runc": "runc",
    "crun": "crun", "podman": "podman", "dockerd": "docker.io", "lxc": "lxc",
}  # fmt: skip

if __name__ == "__main__":
    main()
