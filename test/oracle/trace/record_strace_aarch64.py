#!/usr/bin/python3
"""Records what strace prints on aarch64, for test/engine/trace/strace: as record_strace.py does, in a guest that QEMU emulates, of one call in four. It takes
minutes, so the oracle asks it by its name alone:

    npm run oracle -- trace/record_strace_aarch64

Debian's arm64 kernel, strace and C library are unpacked and never installed; apt keeps lists of its own for them in the cache folder.
"""

import argparse
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import cases  # noqa: E402
import record_strace  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path('/var/tmp/below-the-waterline/packages/arm64')
COMPILER = 'aarch64-linux-gnu-gcc'
ONE_CALL_IN = 4
# As record_strace.PRINTED: of how many kinds of lines one is kept.
PRINTED = {'refused': 1, 'done': 3, 'verbose': 3}


def told(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def apt_options():
    """Options with which apt sees arm64's packages of the machine's own release, and leaves its own lists alone."""
    for name in ('lists/partial', 'cache/archives/partial', 'empty'):
        (CACHE / name).mkdir(parents=True, exist_ok=True)
    (CACHE / 'status').write_text('')
    targets = told('apt-get', 'indextargets', '--format', '$(ORIGIN) $(RELEASE) $(REPO_URI)', 'Created-By: Packages').split('\n')
    release, mirror = next(words[1:] for words in map(str.split, targets) if words and words[0] == 'Debian' and '-' not in words[1])
    (CACHE / 'sources.list').write_text(f'deb {mirror} {release} main\n')
    settings = {
        'APT::Architecture': 'arm64',
        'APT::Architectures': 'arm64',
        'Dir::State::lists': CACHE / 'lists',
        'Dir::State::status': CACHE / 'status',
        'Dir::Cache': CACHE / 'cache',
        'Dir::Etc::sourcelist': CACHE / 'sources.list',
        'Dir::Etc::sourceparts': CACHE / 'empty',
    }
    return [word for name, value in settings.items() for word in ('-o', f'{name}={value}')]


def unpacked(options, package, folder):
    """Its version."""
    subprocess.run(['apt-get', *options, 'download', package], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    [file] = pathlib.Path(folder).glob('*.deb')
    subprocess.run(['dpkg-deb', '-x', file, os.path.join(folder, 'root')], check=True)
    version = told('dpkg-deb', '-f', file, 'Version').strip()
    file.unlink()
    return version


def guest(folder, made):
    """Boots the kernel, and gives what it wrote to its console, and the version of strace."""
    options = apt_options()
    subprocess.run(['apt-get', *options, 'update', '-qq'], check=True)
    kernel = told('apt-cache', *options, 'depends', 'linux-image-arm64').split('Depends: linux-image-')[1].split()[0]
    version, *_ = [unpacked(options, package, folder) for package in ('strace', 'libc6', f'linux-image-{kernel}')]
    root = pathlib.Path(folder, 'root')
    files = pathlib.Path(folder, 'guest')
    for place in ('usr/bin', 'lib'):
        (files / place).mkdir(parents=True)
    shutil.copy(root / 'usr/bin/strace', files / 'usr/bin/strace')
    for name in ('libc.so.6', 'ld-linux-aarch64.so.1'):
        shutil.copy(root / 'usr/lib/aarch64-linux-gnu' / name, files / 'lib' / name)
    for name, source in (('init', 'guest.c'), ('caller', 'caller.c')):
        subprocess.run([COMPILER, '-O1', '-static', '-o', files / name, HERE / source], check=True)
    (files / 'cases').write_bytes(b''.join(struct.pack('<8Q', 0, number, *args) for _, number, args, _ in made))
    archive = os.path.join(folder, 'initramfs')
    with open(archive, 'wb') as file:
        subprocess.run('find . | cpio --quiet -o -H newc', shell=True, check=True, cwd=files, stdout=file)
    console = os.path.join(folder, 'console')
    booted = ['-kernel', next(root.glob('boot/vmlinuz*')), '-initrd', archive, '-append', 'console=ttyAMA0 rdinit=/init panic=-1 loglevel=1']
    machine = ['-M', 'virt', '-cpu', 'cortex-a57', '-accel', 'tcg', '-m', '1024', '-display', 'none', '-monitor', 'none', '-no-reboot']
    subprocess.run(['qemu-system-aarch64', *machine, *booted, '-serial', f'file:{console}'], check=True)
    return pathlib.Path(console).read_text(encoding='latin-1').replace('\r', ''), version


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', type=pathlib.Path, default=record_strace.RECORDINGS, help='the folder for the recordings (default: %(default)s)')
    out = parser.parse_args().out
    made = [case for case in cases.cases('aarch64') if record_strace.drawn(repr(case)) % ONE_CALL_IN == 0]
    with tempfile.TemporaryDirectory() as folder:
        console, version = guest(folder, made)
    printed = {part.split(' ', 1)[0]: record_strace.behind(part.split('\n')[1:]) for part in console.split('\n@@@ ')[1:-1]}
    for (call, _, args, _), line in zip(made, printed['registers']):
        assert record_strace.agrees(line, args), (call, args, line)
    known = set()
    found = [(f'aarch64 {name}', record_strace.rows(made, printed[name], one_in, known)) for name, one_in in PRINTED.items()]
    record_strace.write(out, 'strace_aarch64.json', {'strace': version, 'madeBy': 'test/oracle/trace/record_strace_aarch64.py'}, found)


main()
