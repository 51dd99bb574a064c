"""Random profiles that overlap, conflict and multiplex; the same for the same seed."""

import random

import runc

OPERATORS = list(runc.OPERATORS)
SMALL = [0, 1, 2, 3, 5, 38, 39, 40, 41]
LARGE = [1 << 32, (1 << 32) + 1, (1 << 32) + 5, 2 << 32, (2 << 32) + 1, 0xFFFFFFFF, (1 << 64) - 1, 1 << 63, 1 << 31]
MASKS = [0x7E020000, 0xFF, 0x10000000, 0xFFFFFFFF, 0xFFFFFFFF00000000, 1, 3, 0xF0F, 0, (1 << 64) - 1]
# Plain calls, calls that 32-bit x86 multiplexes (with and without a number of their own), its multiplexers, calls that some ABI lacks, no call at all.
NAMES = (
    'socket clone read socketcall ipc semget semop shmat bind accept accept4 recv mkdir personality clone3 write nosuchcall '
    'msgsnd sendmsg open _llseek mmap2 stat64 map_shadow_stack'
).split()
ACTIONS = [f'SCMP_ACT_{name}' for name in ('ALLOW', 'ERRNO', 'KILL', 'LOG', 'TRAP', 'KILL_PROCESS', 'TRACE')]
X86 = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']


def value(rng):
    return rng.choice(rng.choice([SMALL, SMALL, LARGE, MASKS]))


def condition(rng):
    operator = rng.choice(OPERATORS)
    made = {'index': rng.choice([0, 0, 0, 1, 1, 2, 5]), 'value': value(rng), 'op': operator}
    if operator == 'SCMP_CMP_MASKED_EQ':
        made |= {'value': rng.choice(MASKS), 'valueTwo': rng.choice([0, 1, 3, 5, 0x10000000, value(rng)])}
    return made


def rule(rng, names, actions):
    made = {
        'names': rng.sample(names, rng.choice([1, 1, 2])),
        'action': rng.choice(actions),
        'args': [condition(rng) for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3]))],
    }
    if made['action'] in ('SCMP_ACT_ERRNO', 'SCMP_ACT_TRACE') and rng.random() < 0.5:
        made['errnoRet'] = rng.choice([0, 1, 2, 38, 4094, 65537])
    return made


def random_profile(seed):
    """A profile, the target to build it for, and the generator for what else is drawn."""
    rng = random.Random(seed)
    names = rng.sample(NAMES, rng.choice([2, 2, 3, 6]))
    actions = rng.sample(ACTIONS, rng.choice([1, 1, 2, 2, 3]))
    native = rng.choice(['SCMP_ARCH_X86_64'] * 3 + ['SCMP_ARCH_X86', 'SCMP_ARCH_AARCH64'])
    others = rng.choice([[], X86[1:2], X86[2:], X86[1:], X86, ['SCMP_ARCH_AARCH64']]) if native == X86[0] else []
    profile = {
        'defaultAction': rng.choice(['SCMP_ACT_ERRNO'] * 2 + ['SCMP_ACT_ALLOW', 'SCMP_ACT_KILL', 'SCMP_ACT_LOG', 'SCMP_ACT_TRACE']),
        'architectures': others,
        'syscalls': [rule(rng, names, actions) for _ in range(rng.choice([1, 2, 3, 4, 5, 8]))],
    }
    if rng.random() < 0.2:
        profile['defaultErrnoRet'] = rng.choice([38, 1, 5, runc.ERRNO_ENOSYS])
    target = {'arch': native, 'kernel': '6.12', 'capabilities': [], 'runtime': rng.choice(['runc', 'runc', 'libseccomp'])}
    return profile, target, rng


def edges(profile, rng, most):
    """Values at and beside every compared value, whole and by halves; at most so many."""
    found = {0, 1, 1 << 32, (1 << 64) - 1}
    for made in profile['syscalls']:
        for argument in made['args']:
            both = argument['value'], argument.get('valueTwo', 0)
            for base in both:
                found |= {(base + step) % (1 << 64) for step in (-1, 0, 1, 1 << 33)}
                found |= {base ^ (1 << 32), base ^ (1 << 35), base & 0xFFFFFFFF, base >> 32 << 32}
            mask, datum = both
            found |= {mask & datum, mask | datum, ~mask % (1 << 64), ~mask % (1 << 64) | datum}
    ordered = sorted(found)
    return sorted(rng.sample(ordered, min(most, len(ordered))))
