"""Classic BPF as the kernel runs it over struct seccomp_data (include/uapi/linux/filter.h, kernel/seccomp.c seccomp_check_filter)."""

import struct

LOAD, JUMP, EQUAL, GREATER, GREATER_EQUAL, ANY_BIT, RETURN, AND = 0x20, 0x05, 0x15, 0x25, 0x35, 0x45, 0x06, 0x54


def decode(raw):
    """The instructions of an exported program: (code, jt, jf, k) each."""
    return [struct.unpack_from('<HBBI', raw, at) for at in range(0, len(raw), 8)]


def seccomp_data(number, audit_arch, args):
    return struct.pack('<IIQ6Q', number & 0xFFFFFFFF, audit_arch, 0, *(list(args) + [0] * 6)[:6])


def run(program, data):
    """The program's return value: SECCOMP_RET_* with its data."""
    at = accumulator = 0
    while True:
        code, jt, jf, k = program[at]
        at += 1
        if code == LOAD:
            accumulator = struct.unpack_from('<I', data, k)[0]
        elif code == EQUAL:
            at += jt if accumulator == k else jf
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
            return k
        else:
            raise ValueError(f'unknown instruction {code:#x}')
