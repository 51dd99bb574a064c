"""The calls that strace is shown: each call with each kind of argument, from the kernel's prototypes and the sets of constants of content/data."""

import json
import pathlib
import random

DATA = pathlib.Path(__file__).resolve().parents[3] / 'content/data'
# caller.c: a path, zeros, small numbers; and two places where nothing is.
PATH, ZEROS, NUMBERS, NOWHERE = 0x20000000, 0x20001000, 0x20002000, 0x1000
FAR = 0x7FFF00001000
# Of these the kernel reads 16 bits.
SHORT = ('old_uid_t', 'old_gid_t', 'umode_t')
# In registers that a call doesn't take.
UNUSED = 0x5A5A5A5A
ABIS = {'x86_64': 0, 'x86': 1}
WIDE = ('unsigned long', 'long', 'size_t', 'off_t', 'loff_t', 'u64', '__u64', 'uintptr_t', 'aio_context_t', 'old_sigset_t', '__sighandler_t')


def table(name):
    return json.loads((DATA / name).read_text())


def prototypes(abi):
    common = table('prototypes/common.json')['calls']
    own = table(f"prototypes/{'arm' if abi == 'aarch64' else 'x86'}.json")['abis'].get(abi, {})
    return {**common, **own}


def numbers(abi):
    return table(f'syscalls/{abi}.json')['numbers']


SETS = {name: [value & (2**64 - 1) for value in kept['values'].values()] for name, kept in table('constants/common.json')['sets'].items()}
# Arguments whose values are too large or too many to be found by counting: the set, by call and place.
# A long that a call or one of its operations reads as an int, and a kind of which it reads less.
HALVED = {'ioctl': (2,), 'fcntl': (2,), 'prctl': (1, 2, 3, 4), 'keyctl': (1, 2, 3, 4), 'ptrace': (1, 2, 3), 'kcmp': (3, 4), 'mmap': (3, 4)}
HALVED |= {'remap_file_pages': (4,), 'futex': (3,), 'setns': (1,)}
NAMED = {
    ('ioctl', 1): 'ioctl',
    ('fcntl', 1): 'fcntl',
    ('fcntl64', 1): 'fcntl',
    ('prctl', 0): 'prctl',
    ('ptrace', 0): 'ptrace',
    ('arch_prctl', 0): 'archPrctl',
    ('personality', 0): 'personality',
    ('keyctl', 1): 'key',
    ('socket', 2): 'ipProtocol',
    ('setsockopt', 1): 'socketLevel',
    ('getsockopt', 1): 'socketLevel',
    ('clone', 0): 'clone',
    ('unshare', 0): 'clone',
    ('setns', 1): 'clone',
    ('mount', 3): 'mount',
}
# QCMD(command, type), linux/quota.h
QUOTA = [command << 8 | kind for command in [*range(0x800001, 0x80000A), *range(0x5801, 0x580A), 7] for kind in range(2)]
# Calls of which one argument tells strace how to print the others, and how many values it has.
CHOOSING = {
    'fcntl': (1, [*range(17), *range(1024, 1045)]),
    'fcntl64': (1, [*range(17), *range(1024, 1045)]),
    'prctl': (0, SETS['prctl']),
    'arch_prctl': (0, SETS['archPrctl']),
    'keyctl': (0, range(33)),
    'ptrace': (0, SETS['ptrace']),
    'futex': (1, [*range(16), *range(128, 144), *range(256, 272), *range(384, 400)]),
    'futex_time64': (1, [*range(16), *range(128, 144), *range(384, 400)]),
    'socket': (0, range(47)),
    'socketpair': (0, range(47)),
    'setsockopt': (1, [*range(48), *range(255, 290)]),
    'getsockopt': (1, [*range(48), *range(255, 290)]),
    'socketcall': (0, range(22)),
    'ipc': (0, [*range(27), 1 << 16 | 11, 1 << 16 | 12]),
    'semctl': (2, [*range(21), *range(256, 278)]),
    'msgctl': (1, [*range(16), *range(256, 270)]),
    'shmctl': (1, [*range(18), *range(256, 272)]),
    'bpf': (0, range(40)),
    'quotactl': (0, QUOTA),
    'quotactl_fd': (1, QUOTA),
    'ioctl': (1, SETS['ioctl']),
    'kcmp': (2, range(9)),
    'seccomp': (0, range(5)),
    'ioprio_set': (0, range(5)),
    'waitid': (0, range(5)),
    'landlock_add_rule': (1, range(4)),
    'io_uring_register': (1, range(38)),
    'clone': (0, [0x11, 0x1200011, 0x3D0F00, 0x100011, 0x1000, 0x80000, 0x10000000]),
    'memfd_create': (1, [at << 26 | low for at in (0, 16, 21, 30, 63) for low in (0, 1, 4, 5, 7, 16)]),
    'mmap': (3, [at << 26 | low for at in (0, 16, 21, 30, 63) for low in (1, 2, 0x22, 0x40022, 0x8021)]),
    'mmap2': (3, [at << 26 | low for at in (0, 16, 21, 30, 63) for low in (1, 2, 0x22, 0x40022, 0x8021)]),
    'shmget': (2, [at << 26 | low for at in (0, 16, 21, 30, 63) for low in (0, 0o600, 0o1000, 0o6640, 0o17777)]),
    'mknod': (1, [kind | 0o640 for kind in range(0, 0o170001, 0o10000)]),
    'mknodat': (2, [kind | 0o640 for kind in range(0, 0o170001, 0o10000)]),
    'open': (1, [access | flag for access in range(4) for flag in (0, 0o100, 0o101100, 0o20200000, 0o20000000)]),
    'openat': (2, [access | flag for access in range(4) for flag in (0, 0o100, 0o101100, 0o20200000, 0o20000000)]),
}
COUNTED = [*range(48), *(1 << bit for bit in range(6, 31))]
# An int may have been put into the register with its sign or without.
NEGATIVE = [1 << 31, (1 << 32) - 1, (1 << 32) - 2, (1 << 32) - 100, (1 << 64) - 1, (1 << 64) - 2, (1 << 64) - 100, (1 << 64) - (1 << 31)]
LARGE = [1 << 32, (1 << 32) + 1, 1 << 40, 1 << 63, (1 << 63) - 1, (1 << 64) - 4096, 0x123456789ABCDEF0]


def is_pointer(kind):
    return kind.endswith('*') or kind in ('cap_user_header_t', 'cap_user_data_t', 'const cap_user_data_t')


def kinds(call, rows, abi):
    """The values that each argument is given, one after the other."""
    given = []
    for at, (kind, name) in enumerate(rows):
        if is_pointer(kind) and call == 'futex' and at == 3:
            values = [0, PATH, ZEROS, NUMBERS, NOWHERE]
        elif is_pointer(kind):
            values = [0, PATH, ZEROS, NUMBERS, NOWHERE] + ([FAR, (1 << 64) - 1] if abi != 'x86' else [(1 << 32) - 1])
        else:
            rng = random.Random(f'{call} {at}')
            joined = [sum(1 << bit for bit in rng.sample(range(31), rng.choice((2, 2, 3, 5)))) for _ in range(8)]
            low = [sum(1 << bit for bit in rng.sample(range(14), rng.choice((2, 3)))) for _ in range(8)]
            values = [*COUNTED, *joined, *low, *NEGATIVE]
            if kind in SHORT or call == 'umask':
                values = [value for value in values if value < 1 << 15 or value in (0xFFFF, (1 << 32) - 1)]
            values += SETS[NAMED[call, at]] if (call, at) in NAMED else []
            if kind in WIDE and name != 'fd' and at not in HALVED.get(call, ()):
                values += LARGE
            else:
                values = [value for value in values if value < 1 << 32 or value >= (1 << 64) - (1 << 31)]
        given.append(list(dict.fromkeys(values)))
    return given


def fitting(value, abi):
    return value & (2**32 - 1) if abi == 'x86' else value


# The kernel kills for the first two before a filter is asked (arch/x86/kernel/uprobes.c); of the others strace prints the program's own stack.
NOT_MADE = ('uretprobe', 'uprobe', 'sigreturn', 'rt_sigreturn')


def cases(abi):
    """(call, number, args, which argument is turned), for all calls of an ABI."""
    known = prototypes(abi)
    for call, number in numbers(abi).items():
        if call in NOT_MADE:
            continue
        rows = known.get(call, [['unsigned long', f'arg{at}'] for at in range(6)])
        given = kinds(call, rows, abi)
        rng = random.Random(call)
        bases = [[NUMBERS if is_pointer(kind) else 0 for kind, _ in rows], [PATH if is_pointer(kind) else 3 for kind, _ in rows]]
        seen = set()

        def case(args, turned):
            fit = tuple(fitting(value, abi) for value in (*args, *[UNUSED] * (6 - len(args))))
            if fit in seen:
                return []
            seen.add(fit)
            return [(call, number, fit, turned)]

        yield from case(bases[0], 'base')
        yield from case(bases[1], 'base')
        for at, values in enumerate(given):
            for nth, value in enumerate(values):
                args = list(bases[nth % 2 if is_pointer(rows[at][0]) else 0])
                args[at] = value
                yield from case(args, at)
        at, choosers = CHOOSING.get(call, (6, ()))
        for chooser in choosers if at < len(rows) else ():
            for turn in range(5):
                args = [rng.choice(values[: 40 if turn < 3 else None]) for values in given]
                args[at] = chooser
                yield from case(args, f'by {chooser}')
        for _ in range(8):
            yield from case([rng.choice(values) for values in given], 'any')
