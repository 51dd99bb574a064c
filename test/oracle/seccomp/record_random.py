#!/usr/bin/python3
"""Records what the real libseccomp answers for random profiles, for test/engine/seccomp. Run it on Debian with libseccomp2 (2.5.1 or newer):

    /usr/bin/python3 test/oracle/seccomp/record_random.py [--out FOLDER]

Programs are built as runc and crun build them (runc.py, crun.py) and run by an interpreter (bpf.py) that shares no code with the engine. In a record,
`calls` are "ABI number answers", `*` behind the number of a multiplexer; an answer is a digit, its place in `answers`, one for each turn (draws.py),
or one for all where they are the same. The profiles are the same for every libseccomp; those for a machine that it doesn't know are left out.
"""

import bpf
import crun
import engines
import runc
from abis import ABIS, BY_NAME, BY_WORD
from draws import arguments
from libseccomp import Refused, apart
from random_profiles import edges, random_profile
from recorder import DIGITS, main, write
from words import profile_words

SEEDS = range(1, 1601)
TURNS = 13
VALUES = 20


def build(profile, target):
    oci = engines.hand_over(profile, target)
    if target['runtime'] == 'crun':
        return crun.build(oci, target)
    return runc.build(oci, target, with_stub=target['runtime'] == 'runc')


def calls(profile, target, rng):
    """(ABI, number, whether it is a multiplexer): on every ABI of the filter all that the profile names and numbers around it, a few on two others."""
    inside = list(dict.fromkeys([target['arch'], *profile['architectures']]))
    named = sorted({name for made in profile['syscalls'] for name in made['names']})
    for abi in map(BY_NAME.get, inside):
        multiplexers = [abi.direct(name) for name in ('socketcall', 'ipc')] if abi.resolve('socket') < 0 else []
        numbers = [abi.base, abi.base + 56, abi.base + 600, 0xFFFFFFFF, 0x80000005, abi.audit, *multiplexers]
        for name in named:
            numbers.append(abi.direct(name))
            # A pseudo number as the kernel would see it.
            numbers.append((abi.resolve(name) or 0) & 0xFFFFFFFF)
        for number in dict.fromkeys(number for number in numbers if number is not None):
            yield abi, number, number in multiplexers
    for abi in rng.sample([abi for abi in ABIS if abi.name not in inside], 2):
        yield abi, abi.base + 1, False


def record(seed):
    """None where libseccomp doesn't know the machine."""
    profile, target, rng = random_profile(seed)
    if not BY_NAME[target['arch']].known:
        return None
    said = {'seed': seed, 'target': f"{BY_NAME[target['arch']].word} {target['engine']} {target['runtime']}", 'profile': profile_words(profile)}
    try:
        program = apart(lambda: build(profile, target))
    except Refused as refused:
        return said | {'refused': str(refused)}
    values = edges(profile, rng, VALUES)
    answers = []
    asked = []
    for at, (abi, number, multiplexer) in enumerate(calls(profile, target, rng)):
        digits = ''
        for turn in range(TURNS):
            args = arguments(seed, at, turn, values, multiplexer)
            got = bpf.answer(program, abi, number, args)
            if got not in answers:
                answers.append(got)
            digits += DIGITS[answers.index(got)]
        same = len(set(digits)) == 1
        asked.append(f"{abi.word} {number}{'*' if multiplexer else ''} {digits[0] if same else digits}")
    return said | {
        'values': ' '.join(f'{value:x}' for value in values),
        'answers': ' '.join(f'{value:x}' for value in answers),
        'calls': ','.join(asked),
    }


if __name__ == '__main__':
    out = main(__doc__)
    write(out, 'random.json', {'turns': TURNS}, filter(None, map(record, SEEDS)))
