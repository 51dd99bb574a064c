"""A stage for recorders that run road_probe.c in containers: namespaces of its own, a tree of cgroups, and a folder with a bundle."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OWN_NAMESPACES = 'ROADS_ORACLE_NAMESPACES'


@contextlib.contextmanager
def road_stage(recorder, out):
    """Runs the recorder again in mount and pid namespaces of its own, so that nothing outside changes; there, gives the folder, which goes at the end."""
    if os.environ.get(OWN_NAMESPACES) != '1':
        os.environ[OWN_NAMESPACES] = '1'
        own = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', sys.executable, recorder, '--out', str(out)]
        os.execvp('unshare', own)
    subprocess.run(['umount', '-R', '/sys/fs/cgroup'], check=False, capture_output=True)
    subprocess.run(['mount', '-t', 'cgroup2', 'none', '/sys/fs/cgroup'], check=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix='roads-'))
    try:
        bundle(folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def bundle(folder):
    """A root with the probe, and a place for a config.json."""
    for name in ('bundle', 'root/proc', 'root/dev', 'root/sys'):
        (folder / name).mkdir(parents=True)
    build = ['gcc', '-Os', '-static', '-nostdlib', '-fno-pie', '-no-pie', '-fno-stack-protector', '-fcf-protection=none']
    subprocess.run([*build, '-o', str(folder / 'root/probe'), str(HERE / 'road_probe.c')], check=True)
