"""What the recorders of this folder share: where recordings go, and how they are written."""

import argparse
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
RECORDINGS = ROOT / 'test/oracle/recordings/seccomp'
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def main(doc):
    """The folder for the recordings, from the command line."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument('--out', type=pathlib.Path, default=RECORDINGS, help='the folder for the recordings (default: %(default)s)')
    return parser.parse_args().out


def installed(package):
    query = ['dpkg-query', '-W', '-f', '${Version}', package]
    return subprocess.run(query, capture_output=True, text=True, check=True).stdout


def write(folder, name, head, records, packages=('libseccomp2',)):
    """One record a line."""
    stamp = {package: installed(package) for package in packages} | {'madeBy': f'test/oracle/seccomp/record_{name.removesuffix(".json")}.py'}
    lines = ',\n'.join(json.dumps(record, separators=(',', ':')) for record in records)
    before = ''.join(f'{json.dumps(key)}:{json.dumps(value)},' for key, value in head.items())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f'{{"stamp":{json.dumps(stamp)},{before}"records":[\n{lines}\n]}}\n')
