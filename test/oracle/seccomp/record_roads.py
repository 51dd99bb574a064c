#!/usr/bin/python3
"""Records roads in real runc containers: under Docker 26.1.5's default socket(AF_VSOCK) is refused and 32-bit socketcall gets one, which its owners have
published (moby 52547, 53551); and profiles of our own, which compare 64 bits where the kernel reads 32, are passed with an upper bit set (libseccomp 383).

Run as root where Debian's runc and gcc are installed: /usr/bin/python3 test/oracle/seccomp/record_roads.py [--out FOLDER]
"""

import argparse
import json
import os
import pathlib
import subprocess

import engines
from road_stage import road_stage

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
RECORDINGS = HERE.parent / 'recordings/seccomp'
DOCKER = 'docker-26.1.5.json'
TARGET = {'arch': 'SCMP_ARCH_X86_64', 'kernel': '6.12'}
AF_VSOCK, ADDR_NO_RANDOMIZE, UPPER = 40, 0x40000, 1 << 32


def teaching(name, value, mask=None):
    """A profile of our own that allows all but one value of a call's first argument."""
    argument = {'index': 0, 'value': value, 'op': 'SCMP_CMP_EQ'}
    if mask is not None:
        argument = {'index': 0, 'value': mask, 'valueTwo': value, 'op': 'SCMP_CMP_MASKED_EQ'}
    rule = {'names': [name], 'action': 'SCMP_ACT_ERRNO', 'args': [argument]}
    return {'defaultAction': 'SCMP_ACT_ALLOW', 'architectures': ['SCMP_ARCH_X86'], 'syscalls': [rule]}


# getsockopt(fd, SOL_SOCKET, SO_DOMAIN, ...), which says what family the socket is of; and personality's question for what it is now.
DOMAIN = ['--', '55', '#', '1', '39', '@0', '&']
PERSONALITY = ['--', '135', '0xffffffff']
SOCKET, SOCKETCALL = ['64', '41'], ['32', '102', '1', f'@{AF_VSOCK},1,0']


def socket(family):
    return [*SOCKET, str(family), '1', '0', *DOMAIN]


def personality(value):
    return ['64', '135', str(value), *PERSONALITY]


VSOCK_EQ, VSOCK_MASKED = teaching('socket', AF_VSOCK), teaching('socket', AF_VSOCK, 0xFFFFFFFF)
ASLR_EQ, ASLR_MASKED = teaching('personality', ADDR_NO_RANDOMIZE), teaching('personality', ADDR_NO_RANDOMIZE, ADDR_NO_RANDOMIZE)
# Profile, intent, road, and what the probe does on it.
ROADS = [
    (DOCKER, 'vsock-socket', 'socket:x86_64', socket(AF_VSOCK)),
    (DOCKER, 'vsock-socket', 'socketcall:x86', [*SOCKETCALL, *DOMAIN]),
    (VSOCK_EQ, 'vsock-socket', 'socket:x86_64', socket(AF_VSOCK)),
    (VSOCK_EQ, 'vsock-socket', 'socket:x86_64:width', socket(UPPER + AF_VSOCK)),
    (VSOCK_MASKED, 'vsock-socket', 'socket:x86_64', socket(AF_VSOCK)),
    (VSOCK_MASKED, 'vsock-socket', 'socket:x86_64:width', socket(UPPER + AF_VSOCK)),
    (ASLR_EQ, 'no-aslr', 'personality:x86_64', personality(ADDR_NO_RANDOMIZE)),
    (ASLR_EQ, 'no-aslr', 'personality:x86_64:arguments', personality(ADDR_NO_RANDOMIZE + 1)),
    (ASLR_EQ, 'personality(ADDR_NO_RANDOMIZE)', 'personality:x86_64:width', personality(UPPER + ADDR_NO_RANDOMIZE)),
    (ASLR_MASKED, 'no-aslr', 'personality:x86_64', personality(ADDR_NO_RANDOMIZE)),
    (ASLR_MASKED, 'no-aslr', 'personality:x86_64:width', personality(UPPER + ADDR_NO_RANDOMIZE)),
]


def seccomp_of(profile):
    """What Docker hands to runc of the profile, for a container with its own capabilities."""
    if profile == DOCKER:
        capabilities = json.loads((ROOT / 'content/data/capabilities.json').read_text())['dockerDefault']
        profile = json.loads((ROOT / 'content/data/profiles' / DOCKER).read_text())
    else:
        capabilities = []
    handed = engines.moby(profile, TARGET | {'capabilities': capabilities})
    rules = [without_none(rule) for rule in handed['syscalls'] if rule['names']]
    return without_none(handed) | {'syscalls': rules}


def without_none(made):
    return {key: value for key, value in made.items() if value is not None}


def answer(folder, profile, words):
    """What the calls gave; `domain` or `personality` is what the kernel says there is then."""
    bundle = folder / 'bundle'
    config = {
        'ociVersion': '1.0.2',
        'process': {'user': {'uid': 0, 'gid': 0}, 'args': ['/probe', *words], 'env': ['PATH=/'], 'cwd': '/', 'noNewPrivileges': True},
        'root': {'path': str(folder / 'root'), 'readonly': True},
        'mounts': [{'destination': '/proc', 'type': 'proc', 'source': 'proc'}],
        'linux': {'namespaces': [{'type': 'mount'}, {'type': 'pid'}], 'seccomp': seccomp_of(profile)},
    }
    (bundle / 'config.json').write_text(json.dumps(config))
    command = ['runc', '--root', str(folder / 'runc'), 'run', '--bundle', str(bundle), 'road']
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode > 128 and words[0] == '32':
        # Without CONFIG_IA32_EMULATION int 0x80 is no call: SIGSEGV.
        return {'unasked': 'the kernel has no 32-bit emulation'}
    printed = [int(line) for line in done.stdout.split()]
    if not printed:
        raise SystemExit(f'{words}: runc said {done.stderr.strip()}')
    if printed[0] < 0:
        return {'errno': -printed[0]}
    return {'domain': printed[2]} if words[1] in ('41', '102') else {'personality': printed[1]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', type=pathlib.Path, default=RECORDINGS, help='the folder for the recording (default: %(default)s)')
    out = parser.parse_args().out.resolve()
    with road_stage(__file__, out) as folder:
        rows = [
            {'profile': profile, 'intent': intent, 'road': road, 'probe': words, **answer(folder, profile, words)}
            for profile, intent, road, words in ROADS
        ]
    version = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', 'runc'], capture_output=True, text=True, check=True).stdout
    head = {'kernel': os.uname().release.split('-')[0], 'machine': os.uname().machine, 'runc': version, 'recorder': 'test/oracle/seccomp/record_roads.py'}
    lines = ',\n'.join(json.dumps(row, separators=(',', ':')) for row in rows)
    out.mkdir(parents=True, exist_ok=True)
    (out / 'roads.json').write_text(f'{json.dumps(head)[:-1]}, "rows": [\n{lines}\n]}}\n')
    print(f'roads.json: {len(rows)} rows')


if __name__ == '__main__':
    main()
