#!/usr/bin/python3
"""Records how runc, which is written in Go, reads texts of a linux.seccomp: what it refuses, and what a call is answered in a real container of the others.

Run as root where Debian's runc and gcc are installed: /usr/bin/python3 test/oracle/seccomp/record_reading.py [--out FOLDER]
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from reading_probe import PROBE, answers
from reading_texts import TEXTS, VALUES
from record_roads import stage
from recorder import main, write

OWN_NAMESPACES = 'READING_ORACLE_NAMESPACES'
CONFIG = {
    'ociVersion': '1.0.2',
    'process': {'user': {'uid': 0, 'gid': 0}, 'args': PROBE, 'env': ['PATH=/'], 'cwd': '/', 'noNewPrivileges': True},
    'root': {'path': '', 'readonly': True},
    'mounts': [{'destination': '/proc', 'type': 'proc', 'source': 'proc'}],
    'linux': {'namespaces': [{'type': 'mount'}, {'type': 'pid'}], 'seccomp': 'HERE'},
}


def read(folder, text):
    """The errno of each of VALUES; or that no container started."""
    CONFIG['root']['path'] = str(folder / 'root')
    (folder / 'bundle/config.json').write_text(json.dumps(CONFIG).replace('"HERE"', text))
    command = ['runc', '--root', str(folder / 'runc'), 'run', '--bundle', str(folder / 'bundle'), 'reading']
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.stdout == '':
        return {'text': text, 'refused': done.stderr.partition('runc run failed: ')[2].strip().removesuffix('"')}
    return {'text': text, 'answers': answers(done.stdout)}


if __name__ == '__main__':
    out = main(__doc__).resolve()
    if os.environ.get(OWN_NAMESPACES) != '1':
        os.environ[OWN_NAMESPACES] = '1'
        own = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', sys.executable, __file__, '--out', str(out)]
        os.execvp('unshare', own)
    subprocess.run(['umount', '-R', '/sys/fs/cgroup'], check=False, capture_output=True)
    subprocess.run(['mount', '-t', 'cgroup2', 'none', '/sys/fs/cgroup'], check=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix='reading-'))
    try:
        stage(folder)
        records = [read(folder, text) for text in TEXTS]
    finally:
        shutil.rmtree(folder)
    write(out, 'reading.json', {'values': [str(value) for value in VALUES]}, records, ('runc', 'libseccomp2'))
