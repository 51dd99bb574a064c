#!/usr/bin/python3
"""The first process of a booted kernel (test/oracle/runner/runInKernel.ts): runs the recorder that the kernel's command line names, and sends what it
wrote over the second serial line, as one line of JSON."""

import ctypes
import json
import os
import pathlib
import subprocess
import termios

OUT = pathlib.Path("/tmp/out")
RESTART = 0x01234567  # include/uapi/linux/reboot.h LINUX_REBOOT_CMD_RESTART
libc = ctypes.CDLL(None, use_errno=True)


def main():
    for kind, place in (("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev"), ("tmpfs", "/tmp")):
        os.makedirs(place, exist_ok=True)
        assert libc.mount(kind.encode(), place.encode(), kind.encode(), 0, None) == 0, (kind, ctypes.get_errno())
    # The kernel hands on as environment what it doesn't know of its command line.
    recorder = "/opt/project/test/oracle/%s.py" % os.environ["RECORDER"]
    environment = {"PATH": "/usr/bin", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "IDMAP_ORACLE_NAMESPACES": "1", "ORACLE_ONE_CASE_IN": "5"}
    asked = subprocess.run(
        ["/usr/bin/python3", recorder, "--out", OUT], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    files = {file.name: file.read_text(encoding="utf-8") for file in OUT.glob("*.json")}
    send({"status": asked.returncode, "printed": asked.stdout, "files": files})


def send(answer):
    with open("/dev/ttyS1", "wb") as line:
        line.write(json.dumps(answer).encode() + b"\n")
        line.flush()
        termios.tcdrain(line)


try:
    main()
finally:
    # Where the first process ends by itself, the kernel panics and restarts too (panic=-1), and the console has the traceback.
    libc.reboot(RESTART)
