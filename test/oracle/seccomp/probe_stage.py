"""Where the probe (probe.c) runs in real containers: its build, a root that holds it alone, and the runtimes that start it under a profile."""

import itertools
import json
import os
import re
import resource
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "idmap"))

import probe_agent  # noqa: E402
import probe_calls as calls  # noqa: E402
import probe_cases  # noqa: E402
import probe_questions  # noqa: E402
import probe_texts  # noqa: E402
import recorder  # noqa: E402
import tool_stage  # noqa: E402

__all__ = ["Stage", "answers", "out_folder", "save"]

out_folder = recorder.out_folder
HERE = os.path.dirname(os.path.abspath(__file__))
COMPILER = "gcc -std=gnu11 -O1 -static -nostdlib -ffreestanding -fno-pie -no-pie -fno-stack-protector -fno-builtin"
# struct question and struct answer of probe.c
QUESTION = struct.Struct("<IIQ6Q")
ANSWER = struct.Struct("<Ii")
MODES = ["veiled", "traced", "plain"]
KINDS = ["errno", "pass", "trace", "trap", "kill thread", "kill process", "signal"]
WITHOUT_DATA = ("pass", "kill thread", "kill process")
SECONDS = 60


class Stage:
    """A folder of its own with the probe in a root; starts one container after the other."""

    def __init__(self):
        if os.uname().machine != "x86_64":
            raise SystemExit("The probe speaks to x86_64, x32 and 32-bit x86: run this on an x86_64 machine.")
        # Where the soft limit is lower, Go raises it, and sets it back with a call that the filters of the cases stop.
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.folder = tool_stage.enter()
        self.numbers = itertools.count()
        self.root = os.path.join(self.folder, "root")
        for name in ("dev", "etc", "proc", "sys"):
            os.makedirs(os.path.join(self.root, name))
        subprocess.run([*COMPILER.split(), "-o", os.path.join(self.root, "probe"), os.path.join(HERE, "probe.c")], check=True)
        probe_agent.start(probe_texts.LISTENER)

    def row(self, start, name, profile):
        """What `start` (runc or crun) tells of a profile, asked for everything."""
        asked = list(probe_questions.questions(profile, name))
        return {"name": name, "text": probe_cases.text_of(profile), **self.told(start, json.dumps(profile), asked)}

    def text_row(self, start, name, text):
        """The same of a text, asked for little."""
        return {"name": name, "text": text, **self.told(start, probe_cases.whole_text(text), list(probe_questions.few()))}

    def told(self, start, text, asked):
        return answers(asked, start(text, probe_questions.packed(asked)))

    def runc(self, seccomp, questions):
        """The probe's answers in a container of runc's with this linux.seccomp, as JSON text; or what runc said instead."""
        return self.run(["runc", "--root", os.path.join(self.folder, "runc")], seccomp, questions)

    def crun(self, seccomp, questions):
        # A root of its own, for crun keeps the filters that it made there, and tells them apart without looking at "errnoRet".
        with tempfile.TemporaryDirectory(dir=self.folder) as root:
            return self.run(["crun", "--root", root, "--cgroup-manager=disabled"], seccomp, questions)

    def run(self, runtime, seccomp, questions):
        bundle = os.path.join(self.folder, "bundle")
        os.makedirs(bundle, exist_ok=True)
        process = {"user": {"uid": 0, "gid": 0}, "args": ["/probe"], "cwd": "/", "env": ["PATH=/"], "noNewPrivileges": True}
        mounts = [{"destination": "/proc", "type": "proc", "source": "proc"}, {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"}]
        config = {"ociVersion": "1.0.2", "process": process, "root": {"path": self.root}, "mounts": mounts}
        config["linux"] = {"namespaces": [{"type": "mount"}, {"type": "pid"}]}
        with open(os.path.join(bundle, "config.json"), "w") as file:
            file.write(json.dumps(config)[:-2] + ', "seccomp": %s}}' % seccomp)
        # A name of its own, for what is left of the one before may end late.
        name = "oracle%d" % next(self.numbers)
        told = self.ask([*runtime, "run", "--bundle", bundle, name], questions)
        tool_stage.run([*runtime, "delete", "--force", name])
        return told.replace(name, "oracle") if isinstance(told, str) else told

    def ask(self, command, questions):
        """Starts the probe by the command. Gives an answer for each question, or what was said where there was none."""
        packed = b"".join(QUESTION.pack(way, MODES.index(mode), number, *args) for mode, way, number, args in questions)
        try:
            ran = subprocess.run(command, input=packed, capture_output=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return "no end in %d s" % SECONDS
        if ran.stdout == b"" and ran.returncode != 0:
            return last_word(ran.stderr.decode("utf-8", "replace")).replace(self.folder, "FOLDER")
        assert len(ran.stdout) == len(questions) * ANSWER.size, (command, ran.returncode, ran.stderr, len(ran.stdout))
        return [in_words(*pair) for pair in ANSWER.iter_unpack(ran.stdout)]


def save(folder, name, rows, packages):
    """Writes the recording, with what "NEEDS" stands for in its texts, and which numbers "*" does not leave out."""
    versions = {package: tool_stage.version(package) for package in packages}
    swept = [[abi, probe_questions.as_ranges(probe_questions.swept(abi), abi)] for abi in calls.ABIS]
    tables = [("needs", [probe_cases.NEEDS_RULE]), ("swept", swept)]
    recorder.save(folder, name, rows, tables, **versions)


def answers(asked, told):
    return {"said": told} if isinstance(told, str) else probe_questions.recorded(asked, told)


def in_words(kind, data):
    """"errno 401", "pass"; "errno 0" is success."""
    word = KINDS[kind]
    return word if word in WITHOUT_DATA else "%s %d" % (word, data)


def last_word(said):
    """The last complaint, without its time, where to look for help, and without the ids that differ from run to run."""
    lines = [line for line in said.strip().splitlines() if line and "--help" not in line]
    words = re.search(r'msg="(.*)"$', lines[-1]) if lines else None
    line = words.group(1).replace('\\"', '"') if words else re.sub(r"^\S+Z: ", "", lines[-1] if lines else "")
    return re.sub(r"[0-9a-f]{64}", "ID", line)[:300]
