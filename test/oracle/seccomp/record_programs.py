#!/usr/bin/python3
"""Records the real libseccomp's programs for test/engine/seccomp: how long each is and how many steps an allowed call takes. Run it on Debian:

    /usr/bin/python3 test/oracle/seccomp/record_programs.py [--out FOLDER]

Asked are defaults of Docker, Podman and containerd, by their ids on the site, and twenty random profiles, told whole. Each is asked twice: as libseccomp
lays a program out of itself, and with a binary tree over the numbers (SCMP_FLTATR_CTL_OPTIMIZE 2). Steps are the mean over an ABI's numbers 0 to 462 that
the program allows with arguments of 0, loads and the return counted. Docker's programs for the bars are told whole, as hexadecimal bytes.
"""

import json
import random
import struct

import bpf
import engines
import runc
from abis import BY_NAME, LIBRARY
from libseccomp import Filter, action_of
from presets import read_profiles
from recorder import ROOT, main, write

# seccomp.h SCMP_FLTATR_CTL_OPTIMIZE
OPTIMIZE = 8
X86_64, X86, X32 = 'SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'
ON = {'alone': [X86_64], 'all': [X86_64, X86, X32]}
PRESETS = ['docker-29.4', 'docker-26.1', 'docker-29.9.0', 'podman-5.4', 'podman-6.1', 'containerd-1.7', 'containerd-2.1']
WHOLE = ['docker-29.4']
SEEDS = range(1, 21)
LAST = 462


def random_profile(seed):
    """Most calls allowed or few of them, in runs as profiles have them; some with conditions or another answer."""
    rng = random.Random(seed)
    numbers = json.loads((ROOT / 'content/data/syscalls/x86_64.json').read_text())['numbers']
    listed = sorted(numbers, key=numbers.get)
    share = rng.choice([0.1, 0.3, 0.5, 0.8, 0.95])
    calls, taken = [], rng.random() < share
    for name in listed:
        if rng.random() < 0.25:
            taken = rng.random() < share
        if taken:
            calls.append(name)
    rules = [{'names': calls, 'action': 'SCMP_ACT_ALLOW', 'args': []}]
    for _ in range(rng.choice([0, 1, 3])):
        free = [name for name in listed if not any(name in rule['names'] for rule in rules)]
        conditions = [
            {'index': index, 'value': rng.choice([0, 1, 8, 40, 0x20000, 0xFFFFFFFF, 1 << 32]), 'op': f'SCMP_CMP_{rng.choice(["EQ", "NE", "LT", "GE"])}'}
            for index in rng.sample([0, 1, 2], rng.choice([1, 1, 2]))
        ]
        rules.append({'names': rng.sample(free, min(len(free), 2)), 'action': 'SCMP_ACT_ALLOW', 'args': conditions})
    free = [name for name in listed if not any(name in rule['names'] for rule in rules)]
    rules.append({'names': rng.sample(free, min(len(free), rng.choice([0, 1, 4]))), 'action': 'SCMP_ACT_ERRNO', 'errnoRet': 38, 'args': []})
    default = rng.choice(['SCMP_ACT_ERRNO', 'SCMP_ACT_KILL_PROCESS', 'SCMP_ACT_LOG'])
    return {'defaultAction': default, 'syscalls': [rule for rule in rules if rule['names']]}


def built(profile, on, optimize):
    target = {'arch': X86_64, 'kernel': '6.12', 'capabilities': CAPABILITIES}
    alone = {key: value for key, value in profile.items() if key not in ('archMap', 'architectures')}
    oci = engines.moby(alone, target)
    native = BY_NAME[X86_64]
    made = Filter(action_of(oci['defaultAction'], runc.errno_of(oci['defaultErrnoRet'])), native)
    made.check(LIBRARY.seccomp_attr_set(made.context, OPTIMIZE, optimize), 'seccomp_attr_set')
    for name in ON[on]:
        made.add_arch(BY_NAME[name])
    for action, name, args in runc.rules_for_libseccomp(oci, native):
        made.add_rule(action, name, args)
    return made.export()


def steps(program, abi, number):
    """Instructions for a call with arguments of 0, and whether it is allowed."""
    words, accumulator, at, count = bpf.seccomp_data(number, abi.audit, (), abi.big), 0, 0, 0
    while True:
        code, jt, jf, k = program[at]
        at, count = at + 1, count + 1
        if code == bpf.RETURN:
            return count, k == 0x7FFF0000
        if code == bpf.LOAD:
            accumulator = words[k >> 2]
        elif code == bpf.AND:
            accumulator &= k
        elif code == bpf.JUMP:
            at += k
        else:
            held = {
                bpf.EQUAL: accumulator == k,
                bpf.GREATER: accumulator > k,
                bpf.GREATER_EQUAL: accumulator >= k,
                bpf.ANY_BIT: accumulator & k != 0,
            }[code]
            at += jt if held else jf


def mean(program, name):
    base = 0x40000000 if name == X32 else 0
    counted = [count for count, allowed in (steps(program, BY_NAME[name], base + number) for number in range(LAST + 1)) if allowed]
    return round(sum(counted) / len(counted), 3) if counted else None


def record(head, profile, on, whole):
    made = {way: built(profile, on, optimize) for way, optimize in (('linear', 1), ('tree', 2))}
    return {
        **head,
        'on': on,
        **{way: {'length': len(program), 'steps': [mean(program, name) for name in ON[on]]} for way, program in made.items()},
        **({'program': b''.join(struct.pack('<HBBI', *each) for each in made['linear']).hex()} if whole else {}),
    }


def records():
    profiles = read_profiles()
    for name in PRESETS:
        for on in ON:
            yield record({'preset': name}, profiles[name], on, name in WHOLE)
    for seed in SEEDS:
        profile = random_profile(seed)
        yield record({'seed': seed, 'profile': json.dumps(profile)}, profile, 'all' if seed % 3 == 0 else 'alone', False)


CAPABILITIES = json.loads((ROOT / 'content/data/capabilities.json').read_text())['dockerDefault']

if __name__ == '__main__':
    write(main(__doc__), 'programs.json', {}, records())
