#!/usr/bin/python3
"""Records what the real libseccomp answers for the site's profiles, for test/engine/seccomp. Run it on Debian with libseccomp2 (2.6.0):

    /usr/bin/python3 test/oracle/seccomp/record_presets.py [--out FOLDER]

Each profile is resolved for every machine with no, Docker's and all capabilities, as Docker and runc do it, and with Docker's as Podman and crun do.
`numbers` has for each ABI of the filter how many numbers in a row get an answer (a digit, its place in `answers`), from the ABI's base on, all
arguments 0; behind `/` the answers for numbers apart. `arguments` has an answer for each value of AROUND in each of the first three arguments of a
call, where they are not all the same.
"""

import itertools
import json
import re

import bpf
import crun
import engines
import runc
from abis import ABIS, ARM_OWN, BY_NAME
from libseccomp import Refused, apart
from recorder import DIGITS, ROOT, main, write

# Every profile of content/data/profiles that the site names, and the engine that it is written for.
PROFILES = {'docker-26.1.5.json': 'docker', 'talk-2016.json.txt': 'docker'}
NATIVES = [abi for abi in ABIS if abi.word != 'x32']
# x32's own calls end at 547.
SCANNED = 560
# Beside the ABI's own: where calls of others begin, and what the kernel shows for no call.
APART = [999, 0x3FFFFFFF, 0x40000000, 0x7FFFFFFF, 0x80000000, 0x80000005, 0xFFFFFFFF]
# Calls whose answer depends on arguments in some profile, with values around all that the profiles compare.
ASKED = 'socket socketcall clone clone3 personality unshare ipc socketpair setns fcntl ioctl mkdir'.split()
AROUND = [0, 1, 8, 38, 39, 40, 41, 0x20000, 0x20008, 0xFFFFFFFF, 0x10000000, 0x7E020000, 0x02000000, 1 << 32, (1 << 32) + 40, (1 << 64) - 1]


def read_profile(file):
    """The talk's slide has trailing commas, which Python's reader refuses as Docker's does."""
    text = (ROOT / 'content/data/profiles' / file).read_text()
    return json.loads(re.sub(r',(\s*[\]}])', r'\1', text))


def targets():
    known = json.loads((ROOT / 'content/data/capabilities.json').read_text())
    held = {'none': [], 'docker': known['dockerDefault'], 'all': list(known['numbers'])}
    for abi in NATIVES:
        for name, capabilities in held.items():
            yield abi, name, '6.12', 'runc', capabilities
        yield abi, 'docker', '6.12', 'crun', held['docker']
    yield BY_NAME['SCMP_ARCH_X86_64'], 'docker', '4.4', 'runc', held['docker']


def record(file, engine, abi, name, kernel, runtime, capabilities):
    target = {
        'arch': abi.name,
        'kernel': kernel,
        'capabilities': capabilities,
        'runtime': runtime,
        'engine': 'podman' if runtime == 'crun' else engine,
    }
    said = {'profile': file, 'target': f"{abi.word} {target['engine']} {runtime}", 'kernel': kernel, 'capabilities': name}
    oci = engines.hand_over(read_profile(file), target)
    try:
        program = apart(lambda: crun.build(oci, target) if runtime == 'crun' else runc.build(oci, target))
    except Refused as refused:
        return said | {'refused': str(refused)}
    answers = []

    def digit(abi, number, args=()):
        got = bpf.answer(program, abi, number, args)
        if got not in answers:
            answers.append(got)
        return DIGITS[answers.index(got)]

    inside = [BY_NAME[name] for name in dict.fromkeys([abi.name, *oci['architectures']])]
    numbers = {inner.word: numbers_of(inner, digit) for inner in inside}
    arguments = dict(call for inner in inside for call in arguments_of(inner, digit))
    return said | {'answers': ' '.join(f'{value:x}' for value in answers), 'numbers': numbers, 'arguments': arguments}


def numbers_of(abi, digit):
    rows = [digit(abi, number) for number in range(abi.base, abi.base + SCANNED)]
    runs = ''.join(f'{len(list(run))}{answer} ' for answer, run in itertools.groupby(rows)).strip()
    beside = [*APART, *(range(ARM_OWN, ARM_OWN + 8) if abi.word == 'arm' else [])]
    return f"{runs}/{''.join(digit(abi, number) for number in beside)}"


def arguments_of(abi, digit):
    for name in ASKED:
        number = abi.direct(name)
        if number is None:
            continue
        found = ''.join(digit(abi, number, [0] * index + [value]) for index in range(3) for value in AROUND)
        if len(set(found)) > 1:
            yield f'{abi.word} {number}', found


if __name__ == '__main__':
    out = main(__doc__)
    records = [record(file, engine, *target) for file, engine in PROFILES.items() for target in targets()]
    head = {'scanned': SCANNED, 'apart': APART, 'armOwn': ARM_OWN, 'around': [str(value) for value in AROUND]}
    write(out, 'presets.json', head, records)
