#!/usr/bin/python3
"""Records how many instructions the real libseccomp's programs have, for test/engine/seccomp. Run it on Debian with python3-seccomp (2.5.1 or newer):

    /usr/bin/python3 test/oracle/seccomp/record_lengths.py [--out FOLDER]

Writes lengths.json into the folder, test/oracle/recordings/seccomp unless told. A random profile is told whole; of a series, which has hundreds or
thousands of rules, only what makes it, and test/engine/seccomp/filter/lengths.ts makes it again.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import tempfile

import seccomp

RECORDINGS = pathlib.Path(__file__).resolve().parents[3] / 'test/oracle/recordings/seccomp'
ACTIONS = {
    'ALLOW': seccomp.ALLOW,
    'LOG': seccomp.LOG,
    'TRAP': seccomp.TRAP,
    'KILL': seccomp.KILL,
    'KILL_PROCESS': seccomp.KILL_PROCESS,
    'ERRNO': seccomp.ERRNO(1),
}
OPERATORS = {
    'EQ': seccomp.EQ,
    'NE': seccomp.NE,
    'LT': seccomp.LT,
    'LE': seccomp.LE,
    'GT': seccomp.GT,
    'GE': seccomp.GE,
    'MASKED_EQ': seccomp.MASKED_EQ,
}
ARCHES = {'X86_64': seccomp.Arch.X86_64, 'X86': seccomp.Arch.X86, 'X32': seccomp.Arch.X32, 'AARCH64': seccomp.Arch.AARCH64}
THREE = ['X86_64', 'X86', 'X32']
BIG = 1 << 32
# Lengths around the 255 instructions that a jump can pass, and far beyond; 4096 is what the kernel takes.
SERIES = [
    *({'arches': ['X86_64'], 'names': ['personality'], 'count': count} for count in (1, 200, 240, 245, 246, 247, 248, 249, 250, 251, 252, 260)),
    *({'arches': ['X86_64'], 'names': ['personality'], 'count': count} for count in (500, 1000, 2000)),
    *({'arches': THREE, 'names': ['personality', 'mkdir', 'clone'], 'count': count, 'arguments': 2} for count in (100, 300, 700)),
    *({'arches': THREE, 'names': ['mkdir', 'write'], 'count': count, 'high': 5} for count in (60, 130, 400)),
    *({'arches': ['X86'], 'names': ['socket', 'shmat', 'open'], 'count': count, 'arguments': 3} for count in (100, 500)),
    *({'arches': ['X86_64', 'X32'], 'names': ['mkdir', 'read'], 'count': count, 'also': op} for count, op in ((90, 'NE'), (250, 'GE'), (400, 'LT'))),
    *({'arches': ['AARCH64'], 'names': ['mkdirat'], 'count': count, 'also': 'MASKED_EQ'} for count in (50, 200, 600)),
    *({'arches': ['X32'], 'names': ['write'], 'count': count, 'arguments': 2, 'also': 'GT'} for count in (50, 300)),
    {'arches': ['X86_64'], 'names': ['personality'], 'count': 4067},
]
NAMES = 'read write socket socketcall clone personality ipc shmat bind recv mmap2 clone3 open openat2 mkdir'.split()
VALUES = [0, 1, 2, 5, 8, 40, 0xFF, 0x7E020000, 0xFFFFFFFF, BIG, BIG + 5, 1 << 63, (1 << 64) - 1]
MASKS = [0, 1, 0xFF, 0x7E020000, 0xFFFFFFFF, 0xFFFFFFFF00000000, (1 << 64) - 1]


def series_rules(names, count, arguments=1, high=0, also=None, **_):
    """Rule after rule: another value, by turns of another name and argument, every `high`th in the upper half, every fourth with one more condition."""
    for at in range(count):
        value = at * 3 + (at * BIG if high and at % high == 0 else 0)
        conditions = [[at % arguments, 'EQ', value, 0]]
        if also and at % 4 == 0:
            conditions.append([3, also, at % 9, at % 5])
        yield ['ALLOW', [names[at % len(names)]], conditions]


def random_rules(rng):
    actions = rng.sample([name for name in ACTIONS if name != 'ERRNO'], rng.choice([1, 2, 3]))
    names = rng.sample(NAMES, rng.choice([2, 4, 8]))
    for _ in range(rng.choice([1, 2, 4, 6, 9])):
        conditions = []
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            operator = rng.choice(list(OPERATORS))
            value = rng.choice(MASKS if operator == 'MASKED_EQ' else VALUES)
            conditions.append([rng.choice([0, 0, 1, 5]), operator, value, rng.choice(VALUES) if operator == 'MASKED_EQ' else 0])
        # Two conditions on one argument are two rules to runc; here each argument has one.
        conditions = list({condition[0]: condition for condition in conditions}.values())
        yield [rng.choice(actions), rng.sample(names, rng.choice([1, 2])), conditions]


def length(arches, rules):
    """The instructions of libseccomp's program, where the default action is ERRNO(1); None where it doesn't take a rule."""
    made = seccomp.SyscallFilter(ACTIONS['ERRNO'])
    for name in arches:
        if not made.exist_arch(ARCHES[name]):
            made.add_arch(ARCHES[name])
    if ARCHES[arches[0]] & 0xFFFFFFFF != seccomp.system_arch():
        made.remove_arch(seccomp.Arch(seccomp.Arch.NATIVE))
    for action, names, conditions in rules:
        for name in names:
            try:
                made.add_rule(ACTIONS[action], name, *[seccomp.Arg(at, OPERATORS[op], value, two) for at, op, value, two in conditions])
            except (OSError, RuntimeError):
                return None
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        return os.fstat(file.fileno()).st_size // 8


def random_records():
    for seed in range(1, 161):
        rng = random.Random(seed)
        arches = rng.choice([['X86_64'], THREE, ['X86'], ['X86_64', 'X86'], ['X86_64', 'X32'], ['X32'], ['AARCH64']])
        rules = list(random_rules(rng))
        found = length(arches, rules)
        if found is not None:
            # 64-bit values are more than JSON's readers keep.
            told = [[action, names, [[at, op, str(value), str(two)] for at, op, value, two in conditions]] for action, names, conditions in rules]
            yield {'seed': seed, 'arches': arches, 'rules': told, 'length': found}


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', type=pathlib.Path, default=RECORDINGS, help='the folder for the recordings (default: %(default)s)')
    folder = parser.parse_args().out
    package = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', 'libseccomp2'], capture_output=True, text=True, check=True)
    stamp = json.dumps({'package': 'libseccomp2', 'version': package.stdout, 'madeBy': 'test/oracle/seccomp/record_lengths.py'})
    series = [made | {'length': length(made['arches'], series_rules(**made))} for made in SERIES]
    rows = {key: ',\n'.join(json.dumps(row, separators=(',', ':')) for row in made) for key, made in (('series', series), ('random', random_records()))}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'lengths.json').write_text(f'{{"stamp":{stamp},"series":[\n{rows["series"]}\n],"random":[\n{rows["random"]}\n]}}\n')
