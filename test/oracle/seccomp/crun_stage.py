"""Containers of the real crun, alone and under Podman, on a stage of their own: what either says, and the filter that crun wrote."""

import ctypes
import functools
import json
import os
import re
import shutil
import subprocess
import time

import bpf
from libseccomp import Refused

FOLDER = '/run/oracle'
ROOT = f'{FOLDER}/root'
CLONE_NEWNET = 0x40000000
CRUN = ['crun', '--root', f'{FOLDER}/crun', '--cgroup-manager=disabled']
PODMAN = ['podman', '--root', f'{FOLDER}/storage', '--runroot', f'{FOLDER}/runroot', '--tmpdir', f'{FOLDER}/tmp', '--cgroup-manager=cgroupfs']
PODMAN += ['--events-backend=none']
CREATE = ['create', '--network=none', '--cgroups=disabled', '--log-driver=none', '--no-hosts', '--runtime=crun', '--cap-drop=all']
# As in crun() below.
CREATE += ['--security-opt=no-new-privileges']
# What Podman before 5 and before 4 doesn't offer; the file of a host's name then lies outside the root.
NEWER = {'create': ['--no-hostname'], 'rm': ['--time=0']}
# How long a container that takes its filter may take to end, and one that doesn't to say so.
SECONDS = 2


def enter():
    """Makes network, /run and cgroups this process's own; it is in a mount namespace of its own already. crun refuses a hybrid cgroup tree."""
    if ctypes.CDLL(None).unshare(CLONE_NEWNET) != 0:
        raise OSError('unshare')
    subprocess.run(['umount', '-R', '/sys/fs/cgroup'], check=False, capture_output=True)
    for what in (['-t', 'cgroup2', 'none', '/sys/fs/cgroup'], ['-t', 'tmpfs', '-o', 'mode=755', 'none', '/run'], ['-t', 'tmpfs', 'none', '/var/tmp']):
        subprocess.run(['mount', *what], check=True)
    os.mkdir('/run/lock')
    for name in ('bin', 'dev', 'etc', 'proc', 'run', 'sys', 'tmp', 'usr/lib', 'var/tmp'):
        os.makedirs(f'{ROOT}/{name}')
    shutil.copy('/bin/busybox', f'{ROOT}/bin')
    for name in ('etc/hosts', 'etc/hostname', 'etc/resolv.conf', 'run/.containerenv', 'usr/lib/os-release'):
        open(f'{ROOT}/{name}', 'w').close()


@functools.cache
def newer(command):
    """Those of NEWER's options that this Podman offers."""
    offered = subprocess.run(['podman', command, '--help'], capture_output=True, text=True, check=True).stdout
    return [option for option in NEWER[command] if option.partition('=')[0] in offered]


def crun(seccomp):
    """The program that crun makes of the text of a linux.seccomp, or None where it makes none. Raises Refused with crun's word where the container doesn't start."""
    # crun keeps programs by a checksum that leaves a rule's errnoRet out (calculate_seccomp_checksum).
    shutil.rmtree(f'{FOLDER}/crun', ignore_errors=True)
    bundle = f'{FOLDER}/bundle'
    os.makedirs(bundle, exist_ok=True)
    # With noNewPrivileges crun loads the filter last, when it has nothing more to do that the filter could forbid.
    process = {'user': {'uid': 0, 'gid': 0}, 'args': ['/bin/busybox', 'true'], 'cwd': '/', 'noNewPrivileges': True}
    mounts = [{'destination': '/proc', 'type': 'proc', 'source': 'proc'}]
    rest = {'ociVersion': '1.0.2', 'process': process, 'root': {'path': ROOT}, 'mounts': mounts}
    namespaces = json.dumps([{'type': 'mount'}, {'type': 'pid'}])
    with open(f'{bundle}/config.json', 'w') as file:
        file.write(f'{json.dumps(rest)[:-1]}, "linux": {{"namespaces": {namespaces}, "seccomp": {seccomp}}}}}')
    try:
        with open(f'{FOLDER}/said', 'w') as said:
            created = subprocess.run([*CRUN, 'create', '-b', bundle, 'oracle'], stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
        if created.returncode != 0:
            raise Refused(last_word())
        program = written(f'{FOLDER}/crun/oracle')
        subprocess.run([*CRUN, 'start', 'oracle'], check=True, capture_output=True)
        wait_for_end()
        # What else may be said comes from a container that its filter keeps from running.
        if 'seccomp' in last_word():
            raise Refused(last_word())
        return program
    finally:
        subprocess.run([*CRUN, 'delete', '--force', 'oracle'], check=False, capture_output=True)


def written(state):
    """The program in a container's folder of crun's."""
    path = f'{state}/seccomp.bpf'
    if not os.path.exists(path):
        return None
    with open(path, 'rb') as file:
        return bpf.decode(file.read(), big=False)


def wait_for_end():
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        state = subprocess.run([*CRUN, 'state', 'oracle'], capture_output=True, check=False).stdout
        if b'"running"' not in state:
            return
        time.sleep(0.005)


def last_word():
    """What crun said, without what it only warns of, and without what crun 0.17 says behind why it doesn't take a config.json."""
    with open(f'{FOLDER}/said', encoding='utf-8', errors='replace') as file:
        lines = [line for line in file.read().splitlines() if line.strip() and 'ignored' not in line]
    reasons = [line for line in lines if 'error loading' not in line] or lines
    return re.sub(r'^\S+Z: ', '', reasons[-1]) if reasons else ''


def podman(profile, capabilities):
    """The program that crun makes under Podman of the text of a profile, or None where Podman runs the container without one."""
    shutil.rmtree('/run/crun', ignore_errors=True)
    path = f'{FOLDER}/profile.json'
    with open(path, 'w') as file:
        file.write(profile)
    options = [f'--security-opt=seccomp={path}', *[f'--cap-add={name}' for name in capabilities]]
    try:
        created = subprocess.run([*PODMAN, *CREATE, *newer('create'), *options, '--name=oracle', '--rootfs', ROOT, '/bin/busybox', 'true'], capture_output=True, text=True, check=False)
        if created.returncode == 0:
            created = subprocess.run([*PODMAN, 'init', 'oracle'], capture_output=True, text=True, check=False)
        if created.returncode != 0:
            raise Refused(created.stderr.strip().splitlines()[-1].removeprefix('Error: ').replace(FOLDER, 'FOLDER'))
        (state,) = [name for name in os.listdir('/run/crun') if not name.startswith('.')]
        return written(f'/run/crun/{state}')
    finally:
        subprocess.run([*PODMAN, 'rm', '--force', *newer('rm'), 'oracle'], check=False, capture_output=True)
