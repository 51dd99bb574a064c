"""A runtime for dockerd before 23.0, which asks with --privileged and --cap-add=ALL for capabilities that the machine's root may lack: runc refuses
them. Takes those out of the config.json, and for crun the limits, which 0.17 refuses without cgroups; keeps what dockerd asked for; goes on as the
runtime.

    held_runtime.py ASKED RUNTIME [ARGUMENT...] -- RUNTIME'S ARGUMENTS
"""

import json
import os
import pathlib
import sys

# linux/capability.h, in order, as far as Docker before 23.0 knows them.
NAMES = (
    'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW '
    'IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD '
    'LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ'
).split()


def held():
    """The capabilities that a process of this machine can get."""
    (line,) = [line for line in open('/proc/self/status') if line.startswith('CapBnd:')]
    mask = int(line.split()[1], 16)
    return {f'CAP_{name}' for at, name in enumerate(NAMES) if mask >> at & 1}


def take_out(config, asked, with_limits):
    spec = json.loads(config.read_text())
    sets = spec['process']['capabilities']
    pathlib.Path(asked).write_text(json.dumps(sets.get('bounding', [])))
    spec['process']['capabilities'] = {name: [each for each in given if each in held()] for name, given in sets.items()}
    if with_limits:
        spec['linux'].pop('resources', None)
    config.write_text(json.dumps(spec))


if __name__ == '__main__':
    asked, *rest = sys.argv[1:]
    border = rest.index('--')
    runtime, given = rest[:border], rest[border + 1 :]
    if 'create' in given:
        take_out(pathlib.Path(given[given.index('--bundle') + 1]) / 'config.json', asked, with_limits=runtime[0].endswith('/crun'))
    os.execv(runtime[0], [*runtime, *given])
