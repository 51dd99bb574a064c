"""Containers that the real dockerd starts: its own default with several sets of capabilities, and profiles in Docker's own format."""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import time

import presets
import probe_questions
from probe_cases import NEEDS_RULE, rule, text_of
from probe_stage import answers, tool_stage

CONTENT = pathlib.Path(__file__).resolve().parents[3] / "content/data"
DEFAULT = "docker-26.1.5.json"
# The site's name of the default that is built into other releases of Debian's, each from its first release on: 20.10.5 has 20.10.10's (bug 995191).
DEFAULTS = [("20.10.5", "docker-20.10.10"), ("20.10.18", "docker-20.10.18"), ("28.2", "docker-28.2")]
SLIDE = "talk-2016.json.txt"
# crun wants no controllers of a cgroup tree that has none.
CRUN_ARGS = ["--cgroup-manager=disabled"]
# Where held_runtime.py keeps which capabilities dockerd asked for.
ASKED = "asked.json"
RUNC = ["default", "cap-drop ALL", "cap-add SYS_ADMIN", "cap-add ALL", "cap-add SYS_PTRACE BPF", "cap-drop SYS_CHROOT", "conditions", "conditions SYS_ADMIN", "conditions ALL", "slide", "nothing"]
CRUN = ["default", "cap-drop ALL", "cap-add SYS_ADMIN", "cap-add ALL", "conditions", "conditions SYS_ADMIN", "slide"]


def read_profile(path):
    """The talk's slide has trailing commas, which Docker's reader refuses."""
    return json.loads(re.sub(r",(\s*[\]}])", r"\1", path.read_text()))


def conditions():
    """What Docker's format has and the OCI's lacks."""
    gates = [
        ("mkdir", {"includes": {"caps": ["CAP_SYS_ADMIN"]}}), ("rmdir", {"excludes": {"caps": ["CAP_SYS_ADMIN"]}}),
        ("link", {"includes": {"arches": ["amd64", "arm64"]}}), ("symlink", {"excludes": {"arches": ["amd64"]}}),
        ("chmod", {"includes": {"minKernel": "4.8"}}), ("chown", {"includes": {"minKernel": "99.1"}}), ("rename", {"excludes": {"minKernel": "4.8"}}),
        ("truncate", {"includes": {"caps": ["CAP_SYS_ADMIN", "CAP_NET_ADMIN"]}}), ("unlink", {"includes": {"arches": ["s390x"]}}),
        ("mknod", {"includes": {"caps": ["CAP_CHOWN"]}, "excludes": {"caps": ["CAP_BPF"], "minKernel": "99.1"}}),
    ]  # fmt: skip
    rules = [rule("ERRNO %d" % (401 + at), name) | gate for at, (name, gate) in enumerate(gates)]
    single = {"name": "chdir", "action": "SCMP_ACT_ERRNO", "errnoRet": 420, "args": []}
    arch_map = [
        {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_ARM"]},
        {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86", "SCMP_ARCH_X32"]},
    ]
    head = {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 490, "archMap": arch_map}
    return {**head, "syscalls": [*rules, single, NEEDS_RULE]}


def slide():
    """The talk's, and what runtime and probe need."""
    profile = read_profile(CONTENT / "profiles" / SLIDE)
    return {**profile, "syscalls": [*profile["syscalls"], NEEDS_RULE]}


def built_in():
    """What a record calls the default of this dockerd, and the profile."""
    if version() == [26, 1, 5]:
        return {"file": DEFAULT}, read_profile(CONTENT / "profiles" / DEFAULT)
    name = max((since for since in DEFAULTS if numbers(since[0]) <= version()), key=lambda since: numbers(since[0]))[1]
    return {"preset": name}, presets.read_profiles()[name]


def version():
    return numbers(tool_stage.version("docker.io").partition("+")[0])


def numbers(version):
    return [int(number) for number in version.split(".")]


def rows(stage, titles, runtime="runc"):
    capabilities = json.loads((CONTENT / "capabilities.json").read_text())
    default = built_in()
    with daemon(stage) as docker:
        return [row(stage, docker, title, capabilities, runtime, default) for title in titles]


def row(stage, docker, title, known, runtime, default):
    kind, *words = title.split()
    added = words if kind in ("cap-add", "conditions") else []
    dropped = words if kind == "cap-drop" else []
    held = [] if dropped == ["ALL"] else [name for name in known["dockerDefault"] if name[4:] not in dropped]
    held += [name for name in known["numbers"] if name not in held and (added == ["ALL"] or name[4:] in added)]
    own = {"conditions": conditions, "slide": slide, "nothing": dict}.get(kind)
    profile = own() if own else default[1]
    options = ["--cap-add=" + word for word in added] + ["--cap-drop=" + word for word in dropped]
    if own:
        path = os.path.join(stage.folder, "profile.json")
        with open(path, "w") as file:
            json.dump(profile, file)
        options += ["--security-opt", "seccomp=" + path, "--security-opt", "no-new-privileges"]
    asked = list(probe_questions.questions(profile, title))
    told = stage.ask([*docker, "run", "--rm", "-i", "--network=none", *runtime_option(runtime), *options, "oracle", "/probe"], probe_questions.packed(asked))
    handed = os.path.join(stage.folder, "docker", ASKED)
    if os.path.exists(handed):
        with open(handed) as file:
            given = json.load(file)
        held = [name for name in held if name in given]
        os.remove(handed)
    what = {"text": text_of(profile)} if own else default[0]
    return {"name": "docker: " + title, "docker": True, **what, "capabilities": held, **answers(asked, told)}


def runtime_option(runtime):
    """The option by which Docker's client names the runtime; see held_runtime.py."""
    if version() < [23]:
        return ["--runtime=held-" + runtime]
    return [] if runtime == "runc" else ["--runtime=" + runtime]


def held_runtime(folder, runtime):
    path = os.path.join(folder, "held-" + os.path.basename(runtime[0]))
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "held_runtime.py")
    with open(path, "w") as file:
        file.write("#!/bin/sh\nexec /usr/bin/python3 %s %s/%s %s -- \"$@\"\n" % (script, folder, ASKED, " ".join(runtime)))
    os.chmod(path, 0o755)
    return {"path": path}


@contextlib.contextmanager
def daemon(stage, *options, name="docker"):
    """A dockerd with these options and an image of the probe alone; gives the command of its client."""
    folder = os.path.join(stage.folder, name)
    os.mkdir(folder)
    runtimes = {"crun": {"path": "/usr/bin/crun", "runtimeArgs": CRUN_ARGS}}
    runtimes |= {"held-runc": held_runtime(folder, ["/usr/bin/runc"]), "held-crun": held_runtime(folder, ["/usr/bin/crun", *CRUN_ARGS])}
    with open(os.path.join(folder, "daemon.json"), "w") as file:
        json.dump({"runtimes": runtimes}, file)
    docker = ["docker", "-H", "unix://%s/docker.sock" % folder]
    with open(os.path.join(folder, "log"), "wb") as log:
        started = subprocess.Popen(
            ["dockerd", "--config-file", folder + "/daemon.json", "--data-root", folder + "/data", "--exec-root", folder + "/exec", "-H", docker[2]]
            + ["-p", folder + "/pid", "--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver=vfs", *options],
            stdout=log,
            stderr=log,
        )
    try:
        while subprocess.run([*docker, "info"], capture_output=True).returncode != 0:
            assert started.poll() is None, "dockerd ended"
            time.sleep(0.2)
        tar = subprocess.run(["tar", "--owner=0", "--group=0", "-C", stage.root, "-c", "."], capture_output=True, check=True).stdout
        subprocess.run([*docker, "import", "-", "oracle"], input=tar, capture_output=True, check=True)
        yield docker
    finally:
        started.terminate()
        started.wait()
