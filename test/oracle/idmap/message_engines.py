"""What runc, crun, Podman, dockerd and LXC print. Each case: the program, what it is a case of, the text."""

import json
import os
import re
import shutil
import subprocess
import time

import message_stage
import tool_stage


def of_runtimes(folder):
    message_stage.lend(folder, "root:0:4294967295\n")
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
        return {"program": runtime, "case": code, "text": message_stage.without_ids(re.sub(r"(nsexec-\d)\[\d+\]", r"\1[PID]", said))}

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


def of_rootlesskit(folder):
    environment = {"PATH": os.environ["PATH"], "HOME": folder + "/home", "USER": "ann", "XDG_RUNTIME_DIR": folder + "/user"}
    message_stage.lend(folder, "bob:100000:65536\n")
    said = tool_stage.run([*message_stage.ANN, "rootlesskit", "true"], env=environment, cwd=folder)[2]
    yield {"program": "rootlesskit", "case": "no-subids-rootlesskit", "text": message_stage.without_ids(tool_stage.without_child(said))}
    message_stage.lend(folder, message_stage.FILES["subuid"])


def of_podman(folder):
    message_stage.image(folder, {"etc/shadow": (0, 42), "opt/app": (164188, 164188)})
    environment = {"PATH": os.environ["PATH"], "HOME": folder + "/home", "USER": "ann", "XDG_RUNTIME_DIR": folder + "/user"}

    def podman(*arguments):
        words = ["podman", "--storage-driver", "vfs", "--events-backend", "file", *arguments]
        return tool_stage.run([*message_stage.ANN, *words], env=environment, cwd=folder)[2]

    def ask(code, lent, *arguments):
        message_stage.lend(folder, lent)
        podman("system", "migrate")
        said = podman(*arguments)
        return {"program": "podman", "case": code, "text": message_stage.without_ids(said)}

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
    message_stage.lend(folder, "ann:100000:65536\n")


def of_dockerd(folder):
    def start(code, option, lent, data):
        message_stage.lend(folder, lent)
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
            return {"program": "dockerd", "case": code, "text": message_stage.without_ids(output.read().strip().splitlines()[-1] + "\n")}

    yield start("no-subids-dockerd", "carl", "ann:100000:65536\n", folder + "/data")
    yield start("remap-unknown-user", "nobody-here", "ann:100000:65536\n", folder + "/data")
    yield start("subids-unreadable", "ann", "ann:100000:65536\nbob\n", folder + "/data")
    os.mkdir(folder + "/narrow", 0o700)
    os.mkdir(folder + "/narrow/data", 0o711)
    yield start("remap-restricted", "ann", "ann:100000:65536\n", folder + "/narrow/data")


def of_lxc(folder):
    def execute(code, lines, lent):
        message_stage.lend(folder, lent)
        config, log = folder + "/lxc.conf", folder + "/lxc.log"
        with open(config, "w") as file:
            file.write("lxc.rootfs.path = dir:%s/root\nlxc.uts.name = oracle\nlxc.net.0.type = none\nlxc.apparmor.profile = unchanged\n%s" % (folder, lines))
        os.makedirs(folder + "/containers", exist_ok=True)
        tool_stage.run_lxc(["-P", folder + "/containers", "-n", "oracle", "-f", config, "-o", log, "-l", "ERROR", "--", "/bin/busybox", "true"])
        with open(log, errors="replace") as file:
            said = file.read()
        os.unlink(log)
        return {"program": "lxc", "case": code, "text": message_stage.without_ids(said)}

    yield execute("newuidmap-not-allowed", "lxc.idmap = u 0 100000 1005\nlxc.idmap = u 1005 1005 1\nlxc.idmap = g 0 100000 65536\n", "root:100000:65536\n")
    yield execute("write-invalid", "lxc.idmap = u 0 100000 10\nlxc.idmap = u 5 100010 10\nlxc.idmap = g 0 100000 65536\n", "root:100000:65536\n")
    message_stage.lend(folder, message_stage.FILES["subuid"])
    said = tool_stage.run([*message_stage.ANN, "lxc-usernsexec", "-m", "u:0:200000:65536", "-m", "g:0:100000:65536", "--", "true"])[2]
    yield {"program": "lxc-usernsexec", "case": "newuidmap-not-allowed", "text": message_stage.without_ids(said)}
