#!/usr/bin/python3
"""Records what the real libseccomp answers, for test/engine/seccomp. Run it on Debian with python3-seccomp (2.6.0):

    /usr/bin/python3 test/oracle/seccomp/record.py [--out FOLDER]

Writes {presets,random}.json into the folder, test/oracle/recordings/seccomp unless told. Programs are built as runc builds them (runc.py) and run by an interpreter (bpf.py)
that shares no code with the engine.
"""

import argparse
import json
import pathlib
import re
import subprocess

import bpf
import random_profiles
import runc

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROFILES = ROOT / 'content/data/profiles'
RECORDINGS = ROOT / 'test/oracle/recordings/seccomp'
ABIS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32', 'SCMP_ARCH_AARCH64']
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
RANDOM_SEEDS = range(1, 146)
# Calls whose answer depends on arguments in some preset, with values around all that the presets compare.
ASKED = ['socket', 'socketcall', 'clone', 'clone3', 'personality', 'unshare', 'ipc', 'socketpair', 'mkdir']
AROUND = [0, 1, 8, 38, 39, 40, 41, 0x20000, 0x20008, 0xFFFFFFFF, 0x10000000, 0x7E020000, 0x02000000, 1 << 32, (1 << 32) + 40, (1 << 64) - 1]


def read_profile(path):
    """The talk's slide has trailing commas, which Python's reader refuses as Docker's does."""
    return json.loads(re.sub(r',(\s*[\]}])', r'\1', path.read_text()))


def answer(program, abi, number, args=()):
    return bpf.run(program, bpf.seccomp_data(number, runc.ARCHES[abi][1], args))


def ranges(program, abi):
    """[first, last, answer] over the numbers of the ABI and some beyond, arguments all 0."""
    bit = runc.X32_BIT if abi == 'SCMP_ARCH_X32' else 0
    numbers = [*range(bit, bit + 601), bit + 999, 0x40000000 - 1, 0x7FFFFFFF, 0x80000000, 0x80000005, 0xFFFFFFFF]
    found = []
    for number in numbers:
        value = answer(program, abi, number)
        if found and found[-1][1] == number - 1 and found[-1][2] == value:
            found[-1][1] = number
        else:
            found.append([number, number, value])
    return found


def by_arguments(program, abi):
    """[number, argument, value, answer] where the answer isn't that for arguments which are all 0."""
    found = []
    for name in ASKED:
        number = runc.resolve(runc.ARCHES[abi][0], name)
        number = DIRECT.get((abi, name), number)
        if number is None or number < 0:
            continue
        plain = answer(program, abi, number)
        for argument in range(3):
            for value in AROUND:
                args = [0] * 6
                args[argument] = value
                got = answer(program, abi, number, args)
                if got != plain:
                    found.append([number, argument, str(value), got])
    return found


# libseccomp resolves these to pseudo numbers on 32-bit x86; asm/unistd_32.h has their own.
DIRECT = {('SCMP_ARCH_X86', 'socket'): 359, ('SCMP_ARCH_X86', 'socketpair'): 360, ('SCMP_ARCH_X86', 'accept4'): 364,
          ('SCMP_ARCH_X86', 'bind'): 361, ('SCMP_ARCH_X86', 'sendmsg'): 370, ('SCMP_ARCH_X86', 'semget'): 393}


def presets():
    capabilities = json.loads((ROOT / 'content/data/capabilities.json').read_text())
    held = {'none': [], 'docker': capabilities['dockerDefault'], 'all': list(capabilities['numbers'])}
    for file in ('docker-26.1.5.json', 'talk-2016.json.txt'):
        profile = read_profile(PROFILES / file)
        for native in ('SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_AARCH64'):
            for name, names in held.items() if file.startswith('docker') else [('docker', held['docker'])]:
                for kernel in ('6.12', '4.4') if file.startswith('docker') and name == 'docker' else ('6.12',):
                    target = {'arch': native, 'kernel': kernel, 'capabilities': names, 'runtime': 'runc'}
                    program = runc.build(profile, target)
                    yield {
                        'profile': file,
                        'arch': native,
                        'kernel': kernel,
                        'capabilities': name,
                        'ranges': {abi: ranges(program, abi) for abi in ABIS},
                        'arguments': {abi: by_arguments(program, abi) for abi in ABIS},
                    }


def random_calls(profile, rng):
    """(ABI, number) for all that the profile names, on every ABI, and a few numbers that it doesn't."""
    for abi in ABIS:
        for number in (56, 600, 0xFFFFFFFF, 0x80000005):
            yield abi, number, 1
        for name in sorted({name for rule in profile['syscalls'] for name in rule['names']}):
            number = runc.resolve(runc.ARCHES[abi][0], name)
            if number is None:
                continue
            if abi == 'SCMP_ARCH_X86' and -300 < number < 0:
                yield abi, 102 if number > -200 else 117, 7
            number = DIRECT.get((abi, name), number)
            if number >= 0:
                yield abi, number, 7


def random_record(seed):
    profile, target, rng = random_profiles.random_profile(seed)
    record = {'seed': seed, 'profile': profile, 'target': target}
    try:
        program = runc.build(profile, target)
    except runc.Refused as refused:
        return record | {'refused': str(refused)}
    values = random_profiles.edges(profile, rng, len(DIGITS))
    answers = []
    asked = {}
    for abi, number, times in random_calls(profile, rng):
        known = abi == target['arch'] or abi in profile['architectures']
        for turn in range(times if known else 1):
            drawn = [0] * 6 if turn == 0 else [rng.randrange(len(values)) for _ in range(6)]
            if turn > 0 and number in (102, 117) and rng.random() < 0.8:
                small = [at for at, value in enumerate(values) if value < 25]
                drawn[0] = rng.choice(small)
            got = answer(program, abi, number, [values[at] for at in drawn] if turn > 0 else [])
            if got not in answers:
                answers.append(got)
            word = ('' if turn == 0 else ''.join(DIGITS[at] for at in drawn)) + DIGITS[answers.index(got)]
            words = asked.setdefault(f'{ABIS.index(abi)} {number}', [])
            if word not in words:
                words.append(word)
    return record | {
        'values': [str(value) for value in values],
        'answers': answers,
        'asked': {call: ' '.join(words) for call, words in asked.items()},
    }


def write(folder, name, records):
    package = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', 'libseccomp2'], capture_output=True, text=True, check=True)
    lines = ',\n'.join(json.dumps(record, separators=(',', ':')) for record in records)
    head = json.dumps({'package': 'libseccomp2', 'version': package.stdout, 'madeBy': 'test/oracle/seccomp/record.py'})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f'{{"stamp":{head},"records":[\n{lines}\n]}}\n')


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', type=pathlib.Path, default=RECORDINGS, help='the folder for the recordings (default: %(default)s)')
    out = parser.parse_args().out
    write(out, 'presets.json', presets())
    write(out, 'random.json', [random_record(seed) for seed in RANDOM_SEEDS])
