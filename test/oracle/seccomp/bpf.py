"""Classic BPF as the kernel runs it over struct seccomp_data (include/uapi/linux/filter.h, kernel/seccomp.c seccomp_check_filter)."""

import struct

# struct seccomp_data in words: the number, the architecture, two of the instruction pointer, then the arguments.
FIRST_ARGUMENT = 4
LOAD, JUMP, EQUAL, GREATER, GREATER_EQUAL, ANY_BIT, RETURN, AND = 0x20, 0x05, 0x15, 0x25, 0x35, 0x45, 0x06, 0x54


def decode(raw, big):
    """The instructions of an exported program: (code, jt, jf, k) each. libseccomp writes them in the byte order of the filter's architectures."""
    layout = '>HBBI' if big else '<HBBI'
    return [struct.unpack_from(layout, raw, at) for at in range(0, len(raw), 8)]


def seccomp_data(number, audit, args, big):
    """struct seccomp_data as 32-bit words by their place: a 64-bit value's upper half stands first on big-endian machines."""
    words = [number & 0xFFFFFFFF, audit, 0, 0]
    for value in (list(args) + [0] * 6)[:6]:
        halves = [value >> 32, value & 0xFFFFFFFF]
        words += halves if big else halves[::-1]
    return words


def run(program, words, at=0):
    """The program's return value: SECCOMP_RET_* with its data."""
    answered, _ = step_through(program, words, at, len(words))
    return answered


def step_through(program, words, at, shown):
    """Runs from the instruction `at` until the program returns, (value, None), or loads a word that isn't among the first `shown`, (None, its place)."""
    accumulator = 0
    while True:
        code, jt, jf, k = program[at]
        if code == LOAD and k >> 2 >= shown:
            return None, at
        at += 1
        if code == EQUAL:
            at += jt if accumulator == k else jf
        elif code == LOAD:
            accumulator = words[k >> 2]
        elif code == GREATER:
            at += jt if accumulator > k else jf
        elif code == GREATER_EQUAL:
            at += jt if accumulator >= k else jf
        elif code == ANY_BIT:
            at += jt if accumulator & k else jf
        elif code == AND:
            accumulator &= k
        elif code == JUMP:
            at += k
        elif code == RETURN:
            return k, None
        else:
            raise ValueError(f'unknown instruction {code:#x}')


def answer(program, abi, number, args=()):
    return run(program, seccomp_data(number, abi.audit, args, abi.big))


def answers(program, abi, number, sets):
    """The answer to a call with each of `sets` as its arguments, or None where the program reads none of them."""
    _, at = step_through(program, seccomp_data(number, abi.audit, (), abi.big), 0, FIRST_ARGUMENT)
    return None if at is None else [run(program, seccomp_data(number, abi.audit, args, abi.big), at) for args in sets]
