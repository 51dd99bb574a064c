"""Starts a container as engines do, `create` and then `start`, and ends with the status of its first process. In between that process waits: for Podman
and CRI-O conmon starts it so, for Docker and containerd containerd's shim. Stays the parent of what a runtime leaves behind, as both do.

    create_start.py NAME BUNDLE [TRACER...] -- RUNTIME...
"""

import ctypes
import os
import pathlib
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36


def status_of(name, bundle, tracer, runtime):
    pid_file = pathlib.Path(bundle) / 'pid'
    created = subprocess.run([*tracer, *runtime, 'create', '--bundle', bundle, '--pid-file', str(pid_file), name], check=False)
    if created.returncode != 0:
        return created.returncode
    pid = int(pid_file.read_text())
    started = subprocess.run([*runtime, 'start', name], check=False)
    if started.returncode != 0:
        subprocess.run([*runtime, 'delete', '--force', name], capture_output=True, check=False)
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return started.returncode or ended


def wait_for_tracer():
    """It writes its last lines when the process that it follows has ended."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass


if __name__ == '__main__':
    name, bundle, *rest = sys.argv[1:]
    border = rest.index('--')
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    status = status_of(name, bundle, rest[:border], rest[border + 1 :])
    wait_for_tracer()
    sys.exit(status % 256)
