#!/usr/bin/python3
"""Records how runc, which is written in Go, reads texts of a linux.seccomp: what it refuses, and what a call is answered in a real container of the others.

Run as root where Debian's runc and gcc are installed: /usr/bin/python3 test/oracle/seccomp/record_reading.py [--out FOLDER]
"""

import json
import re
import subprocess

from reading_probe import PROBE, answers
from reading_texts import TEXTS, VALUES
from recorder import main, write
from road_stage import road_stage

CONFIG = {
    'ociVersion': '1.0.2',
    'process': {'user': {'uid': 0, 'gid': 0}, 'args': PROBE, 'env': ['PATH=/'], 'cwd': '/', 'noNewPrivileges': True},
    'root': {'path': '', 'readonly': True},
    # runc since 1.3 makes links in /dev, which the read-only root wouldn't take.
    'mounts': [{'destination': '/proc', 'type': 'proc', 'source': 'proc'}, {'destination': '/dev', 'type': 'tmpfs', 'source': 'tmpfs'}],
    'linux': {'namespaces': [{'type': 'mount'}, {'type': 'pid'}], 'seccomp': 'HERE'},
}


def read(folder, text):
    """The errno of each of VALUES; or that no container started."""
    CONFIG['root']['path'] = str(folder / 'root')
    (folder / 'bundle/config.json').write_text(json.dumps(CONFIG).replace('"HERE"', text))
    command = ['runc', '--root', str(folder / 'runc'), 'run', '--bundle', str(folder / 'bundle'), 'reading']
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.stdout == '':
        return {'text': text, 'refused': refusal(done.stderr)}
    return {'text': text, 'answers': answers(done.stdout)}


def refusal(printed):
    """What runc says of the text: its own words after "runc run failed", and before 1.0 what its logger quotes."""
    own = printed.partition('runc run failed: ')[2].strip().removesuffix('"')
    quoted = re.search(r'level=error msg="(.*)"$', printed.strip(), re.MULTILINE)
    return own or (json.loads(f'"{quoted[1]}"') if quoted else printed.strip())


if __name__ == '__main__':
    out = main(__doc__).resolve()
    with road_stage(__file__, out) as folder:
        records = [read(folder, text) for text in TEXTS]
    write(out, 'reading.json', {'values': [str(value) for value in VALUES]}, records, ('runc', 'libseccomp2'))
