#!/usr/bin/python3
"""Records what the real libseccomp answers for every profile that the site offers, for test/engine/seccomp. Run it on Debian with libseccomp2 (2.5.1 or newer):

    /usr/bin/python3 test/oracle/seccomp/record_presets.py [--out FOLDER]

The texts come from presetTexts.ts, which needs the Node that the site needs ($NODE, or `node` on the path); all else is asked without the site's engine.
Each profile is resolved for every machine with no, Docker's and all capabilities by those who ship it, Podman and crun or Docker and runc, and with
Docker's capabilities by the other two. CRI-O reads one as Podman does.

A record says of which profile and target it is, and for each ABI of the filter which row of `numbers` and which of `arguments` hold its answers: the same
row serves many. The digits of a row are places in `answers`, each behind how many in turn get it. A row of `numbers` goes from the ABI's base on, all
arguments 0; behind `/` come numbers apart. A row of `arguments` has, for each call on which the program reads arguments, each value of `around` in each of
the first three arguments, then each two of `paired` in the first and the second or third.
"""

import itertools
import json

import bpf
import crun
import engines
import runc
from abis import ABIS, ARM_OWN, BY_NAME
from libseccomp import Refused, apart
from presets import read_profiles
from recorder import DIGITS, ROOT, main, write

NATIVES = [abi for abi in ABIS if abi.known and abi.word != 'x32']
# x32's own calls end at 547.
SCANNED = 560
# Beside the ABI's own: where calls of others begin, and what the kernel shows for no call.
APART = [999, 0x3FFFFFFF, 0x40000000, 0x7FFFFFFF, 0x80000000, 0x80000005, 0xFFFFFFFF]
# Values around all that the profiles compare, in either half of the register.
AROUND = [
    *[0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 37, 38, 39, 40, 41],
    *[0x20000, 0x20008, 0x20009, 0x02000000, 0x10000000, 0x7C020000, 0x7E020000, 0x81FDFFFF],
    *[0xFFFFFFFE, 0xFFFFFFFF, 1 << 32, (1 << 32) + 1, (1 << 32) + 16, (1 << 32) + 40, (1 << 64) - 1],
]
# What profiles compare in two arguments at once: families of sockets, and NETLINK_AUDIT (9).
PAIRED = [0, 1, 2, 9, 16, 17, (1 << 32) + 16]


def targets(owner):
    known = json.loads((ROOT / 'content/data/capabilities.json').read_text())
    held = {'none': [], 'docker': known['dockerDefault'], 'all': list(known['numbers'])}
    docker, podman = ('docker', 'runc'), ('podman', 'crun')
    own, other = (podman, docker) if owner in ('podman', 'cri') else (docker, podman)
    for abi in NATIVES:
        for name, capabilities in held.items():
            yield abi, own, '6.12', name, capabilities
        yield abi, other, '6.12', 'docker', held['docker']
    yield BY_NAME['SCMP_ARCH_X86_64'], docker, '4.4', 'docker', held['docker']


class Table:
    """Rows that are kept once."""

    def __init__(self):
        self.rows = {}

    def place(self, row):
        return self.rows.setdefault(row, len(self.rows))


class Recording:
    def __init__(self):
        self.answers, self.numbers, self.arguments = Table(), Table(), Table()

    def record(self, name, profile, abi, by, kernel, held, capabilities):
        engine, runtime = by
        target = {'arch': abi.name, 'kernel': kernel, 'capabilities': capabilities, 'runtime': runtime, 'engine': engine}
        said = f'{name}, {abi.word} {engine} {runtime} {kernel} {held}: '
        oci = engines.hand_over(profile, target)
        try:
            program = apart(lambda: crun.build(oci, target) if runtime == 'crun' else runc.build(oci, target))
        except Refused as refused:
            return f'{said}refused, {refused}'
        inside = [BY_NAME[each] for each in dict.fromkeys([abi.name, *oci['architectures']])]
        return said + ', '.join(self.rows_of(program, inner) for inner in inside)

    def rows_of(self, program, abi):
        def digits(values):
            return [DIGITS[self.answers.place(value)] for value in values]

        own = range(abi.base, abi.base + SCANNED)
        beside = [*APART, *(range(ARM_OWN, ARM_OWN + 8) if abi.word == 'arm' else [])]
        scanned, single = (digits(bpf.answer(program, abi, number) for number in each) for each in (own, beside))
        numbers = f"{runs(scanned)}/{''.join(single)}"
        asking = {number: found for number in own if (found := bpf.answers(program, abi, number, SETS)) is not None}
        arguments = ','.join(f'{number}:{runs(digits(found))}' for number, found in asking.items())
        return f'{abi.word} {self.numbers.place(numbers)} {self.arguments.place(arguments)}'


SETS = [
    *([0] * index + [value] for index in range(3) for value in AROUND),
    *([first] + [0] * between + [second] for between in range(2) for first in PAIRED for second in PAIRED),
]


def runs(digits):
    return ' '.join(f'{len(list(run))}{digit}' for digit, run in itertools.groupby(digits))


if __name__ == '__main__':
    out = main(__doc__)
    made = Recording()
    records = [
        made.record(name, profile, *target)
        for name, profile in read_profiles().items()
        for target in targets(name.partition('-')[0])
    ]
    head = {
        'scanned': SCANNED,
        'apart': APART,
        'armOwn': ARM_OWN,
        'around': [str(value) for value in AROUND],
        'paired': [str(value) for value in PAIRED],
        'answers': [f'{value:x}' for value in made.answers.rows],
        'numbers': list(made.numbers.rows),
        'arguments': list(made.arguments.rows),
    }
    write(out, 'presets.json', head, records)
