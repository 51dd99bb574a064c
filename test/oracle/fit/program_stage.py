"""Where record_programs.py starts programs: a container of runc's with this machine's own /usr in it, strace among it."""

import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "idmap"))

import recorder  # noqa: E402
import tool_stage  # noqa: E402

__all__ = ["Stage", "kept", "recorder", "tool_stage"]

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
with open(os.path.join(PROJECT, "content/data/capabilities.json"), encoding="utf-8") as file:
    CAPABILITIES = json.load(file)["dockerDefault"]
SECONDS = 60
STRACE = ["strace", "-f", "-qq", "-e", "raw=all", "-e", "signal=none", "-o", "/tmp/trace"]
# Whatever a Go program does with a second thread and with signals of its own differs from run to run.
ENVIRONMENT = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=/tmp", "GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1"]
MOUNTS = [
    {"destination": "/proc", "type": "proc", "source": "proc"},
    {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["mode=755"]},
    *[{"destination": f"/{name}", "type": "bind", "source": f"/{name}", "options": ["rbind", "ro"]} for name in ("usr", "etc")],
    *[{"destination": f"/{name}", "type": "tmpfs", "source": "tmpfs"} for name in ("run", "var")],
]
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*?)\) += (.*)$")
UNFINISHED = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
# The argument that a profile is made with: what it says is the same in each run.
TELLING = {"clone": 0, "unshare": 0, "setns": 1, "socket": 0, "socketpair": 0, "personality": 0, "prctl": 0, "arch_prctl": 0, "ioctl": 1, "membarrier": 0}


class Stage:
    """Starts a program as Docker would, with a profile or with none, and traced or not."""

    def __init__(self):
        self.folder, self.count = tool_stage.enter(), 0
        self.root, self.shared = os.path.join(self.folder, "root"), os.path.join(self.folder, "tmp")
        for name in ("proc", "dev", "sys", "usr", "etc", "run", "var", "tmp", "bundle"):
            os.makedirs(os.path.join(self.root, name))
        for name in ("bin", "sbin", "lib", "lib64"):
            os.symlink(f"usr/{name}", os.path.join(self.root, name))
        os.makedirs(os.path.join(self.folder, "bundle"))

    def start(self, arguments, seccomp=None):
        """{"status": its exit status, "printed": what it printed}; its /tmp is new and stays, as self.shared."""
        shutil.rmtree(self.shared, ignore_errors=True)
        os.makedirs(self.shared)
        process = {"user": {"uid": 0, "gid": 0}, "args": arguments, "cwd": "/", "env": ENVIRONMENT}
        process["capabilities"] = {kind: CAPABILITIES for kind in ("bounding", "effective", "permitted")}
        mounts = [*MOUNTS, {"destination": "/tmp", "type": "bind", "source": self.shared, "options": ["rbind"]}]
        linux = {"namespaces": [{"type": "mount"}, {"type": "pid"}, {"type": "ipc"}], **({} if seccomp is None else {"seccomp": seccomp})}
        config = {"ociVersion": "1.0.2", "process": process, "root": {"path": self.root}, "mounts": mounts, "linux": linux}
        bundle = os.path.join(self.folder, "bundle")
        with open(os.path.join(bundle, "config.json"), "w", encoding="utf-8") as file:
            json.dump(config, file)
        self.count += 1
        runc = ["runc", "--root", os.path.join(self.folder, "runc")]
        name = f"program{self.count}"
        try:
            ran = subprocess.run(
                [*runc, "run", "--bundle", bundle, name],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
            )  # fmt: skip
            return {"status": ran.returncode, "printed": ran.stdout.decode("utf-8", "replace")}
        except subprocess.TimeoutExpired:
            return {"status": "hangs", "printed": ""}
        finally:
            subprocess.run([*runc, "delete", "--force", name], capture_output=True, check=False)

    def trace(self, arguments):
        """What it comes to, and the lines of its trace as they are kept."""
        came = self.start([*STRACE, *arguments])
        with open(os.path.join(self.shared, "trace"), encoding="utf-8", errors="replace") as file:
            return came, kept(file.read().splitlines())


def kept(lines):
    """Each call once for each value of the argument that tells, and for each kind of result; what differs from run to run is left out."""
    waiting, found = {}, set()
    for line in lines:
        if begun := UNFINISHED.match(line):
            waiting[begun[1]] = f"{begun[2]}({begun[3]}"
            continue
        if (ended := RESUMED.match(line)) and ended[1] in waiting:
            line = waiting.pop(ended[1]) + ended[2]
        if match := LINE.match(line):
            found.add(f"{match[1]}({arguments_of(match[1], match[2])}) = {result_of(match[3])}")
    return found | {f"{begun.partition('(')[0]}({arguments_of(*begun.split('(', 1))}) = ?" for begun in waiting.values()}


def arguments_of(name, given):
    told = TELLING.get(name)
    return "" if told is None else ", ".join([*["_"] * told, given.split(", ")[told]])


def result_of(result):
    """Only errors by which a filter refuses."""
    error = re.match(r"-1 (EPERM|ENOSYS)\b", result)
    return f"-1 {error[1]}" if error else "?" if result.startswith("?") else "0"
