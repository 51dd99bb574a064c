"""Random profiles that overlap, conflict and multiplex, for every architecture; the same for the same seed."""

import random

from abis import ABIS, BY_WORD, SUBS
from libseccomp import NOT_ON_PPC, OPERATORS

SMALL = [0, 1, 2, 3, 5, 38, 39, 40, 41]
LARGE = [1 << 32, (1 << 32) + 1, (1 << 32) + 5, 2 << 32, (2 << 32) + 1, 0xFFFFFFFF, (1 << 64) - 1, 1 << 63, 1 << 31]
MASKS = [0x7E020000, 0xFF, 0x10000000, 0xFFFFFFFF, 0xFFFFFFFF00000000, 1, 3, 0xF0F, 0, (1 << 64) - 1]
# Plain calls, the multiplexers and calls that they reach (with and without a number of their own), calls that many ABIs lack, and no call at all.
PLAIN = 'clone read mkdir mkdirat personality clone3 write open statx futex getpid umount'.split()
MULTIPLEXED = (
    'socketcall ipc socket bind accept accept4 recv send sendmsg socketpair shutdown recvmmsg semget semop semctl semtimedop shmat shmdt msgsnd msgget'
).split()
RARE = (
    '_llseek mmap2 stat64 map_shadow_stack arch_prctl sync_file_range2 arm_sync_file_range set_tls cacheflush cachectl s390_pci_mmio_read '
    'riscv_flush_icache spu_run switch_endian sys_debug_setcontext sigreturn kexec_file_load nosuchcall'
).split()
# Multiplexed calls without a number of their own where there are multiplexers, and the calls whose numbers are the kernel's of s390 and of ppc: where
# libseccomp forgets to load the number (gen_bpf.c _gen_bpf_syscalls), rules on these are rules on all calls.
UNREAD = 'accept semop shmat umount getpid clone'.split()
ACTIONS = ('ALLOW', 'ERRNO', 'KILL', 'LOG', 'TRAP', 'KILL_PROCESS', 'TRACE')
RUNTIMES = ['runc'] * 5 + ['crun'] * 3 + ['libseccomp'] * 2


def value(rng):
    return rng.choice(rng.choice([SMALL, SMALL, LARGE, MASKS]))


def condition(rng):
    operator = rng.choice(list(OPERATORS))
    made = {'index': rng.choice([0, 0, 0, 1, 1, 2, 5]), 'value': value(rng), 'op': f'SCMP_CMP_{operator}'}
    if operator == 'MASKED_EQ':
        made |= {'value': rng.choice(MASKS), 'valueTwo': rng.choice([0, 1, 3, 5, 0x10000000, value(rng)])}
    return made


def rule(rng, names, actions, runtime):
    made = {
        'names': rng.sample(names, rng.choice([1, 1, 2])),
        'action': f'SCMP_ACT_{rng.choice(actions)}',
        'args': [condition(rng) for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3]))],
    }
    if rng.random() < 0.03:
        # More conditions than a call has arguments, with two on one argument only at the end, if at all.
        made['args'] = [condition(rng) | {'index': index} for index in rng.sample(range(6), rng.choice([5, 6]))] + [condition(rng)]
    if made['args'] and rng.random() < 0.01:
        rng.choice(made['args'])['index'] = 6
    takes_errno = made['action'] in ('SCMP_ACT_ERRNO', 'SCMP_ACT_TRACE')
    if rng.random() < (0.5 if takes_errno else 0.03 if runtime == 'crun' else 0):
        made['errnoRet'] = rng.choice([0, 1, 2, 38, 89, 4094, 4095, 65537] if rng.random() < 0.2 else [0, 1, 2, 38, 89])
    return made


def others(rng, native):
    """Architectures beside the native one: mostly its own, or others of its byte order, now and then one of the other."""
    mates = [abi.word for abi in ABIS if abi.big == native.big]
    strangers = [abi.word for abi in ABIS if abi.big != native.big]
    kind = rng.random()
    if kind < 0.35:
        return SUBS.get(native.word, [])
    if kind < 0.5:
        return rng.sample(mates, rng.choice([1, 2, 3]))
    if kind < 0.53:
        return rng.sample(strangers, 1)
    return rng.choice([[], [], [native.word, *SUBS.get(native.word, [])], SUBS.get(native.word, [])[:1]])


def ppc_of(native):
    return ['ppc', 'ppc64'] if native.big else ['ppc64le']


def random_profile(seed, native=None, runtime=None):
    """A profile, the target to build it for, and the generator for what else is drawn."""
    rng = random.Random(seed)
    runtime = runtime or rng.choice(RUNTIMES)
    natives = [abi for abi in ABIS if abi.word != 'x32' or runtime == 'libseccomp'] + [BY_WORD['x86_64'], BY_WORD['s390x']]
    native = native or rng.choice(natives)
    unread = rng.random() < (0.4 if native.word in ('s390', 'ppc') else 0.03)
    pool = UNREAD if unread else rng.choice([PLAIN, PLAIN + MULTIPLEXED, MULTIPLEXED, PLAIN + RARE, MULTIPLEXED + RARE, PLAIN + MULTIPLEXED + RARE])
    if native.word.startswith('ppc'):
        pool = [name for name in pool if name not in NOT_ON_PPC]
    names = rng.sample(pool, rng.choice([2, 2, 3, 6]))
    shared = rng.random() < 0.03 and not native.word.startswith('ppc')
    if shared:
        names = [*sorted(NOT_ON_PPC), 'clone']
    if unread:
        names = [*rng.sample(UNREAD[:3], 2), *UNREAD[3:]]
    actions = rng.sample(ACTIONS, rng.choice([1, 1, 2, 2, 3]))
    profile = {
        'defaultAction': f"SCMP_ACT_{rng.choice(['ERRNO'] * 3 + ['ALLOW', 'KILL', 'LOG', 'TRACE', 'KILL_PROCESS'])}",
        'architectures': [BY_WORD[word].name for word in (ppc_of(native) if shared else others(rng, native))],
        'syscalls': [rule(rng, names, actions, runtime) for _ in range(rng.choice([1, 2, 3, 4, 5, 8]))],
    }
    if profile['defaultAction'] in ('SCMP_ACT_ERRNO', 'SCMP_ACT_TRACE') and rng.random() < 0.3:
        profile['defaultErrnoRet'] = rng.choice([38, 1, 5, 89, 0x50026, 0x50059, 4095])
    engine = rng.choice(['docker', 'podman'])
    target = {'arch': native.name, 'kernel': '6.12', 'capabilities': [], 'runtime': runtime, 'engine': engine}
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
