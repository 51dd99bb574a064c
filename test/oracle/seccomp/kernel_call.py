"""One call by its number, with arguments that no kernel takes, in a process of its own: under a filter that refuses all calls, or under none."""

import ctypes
import errno
import os
import signal
import struct

# A number that is no errno (include/uapi/asm-generic/errno.h), so that no kernel answers it by itself.
ANSWER = 200
# include/uapi/linux/seccomp.h: SECCOMP_RET_ERRNO with its number, SECCOMP_RET_KILL_PROCESS
ANSWER_ERRNO, KILL_PROCESS = 0x00050000 | ANSWER, 0x80000000
ALLOW = 0x7FFF0000
PR_SET_SECCOMP, MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38
EXIT_GROUP = 231
# What tells the exit of the process itself from the call that is asked about.
OWN_EXIT = 0x5EC0
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
# struct seccomp_data: the number, and the lower half of the second argument
NUMBER, SECOND_ARGUMENT = 0, 24
NOTHING = [ctypes.c_long(-1)] * 6

libc = ctypes.CDLL(None, use_errno=True)


class Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = [('length', ctypes.c_ushort), ('instructions', ctypes.c_char_p)]


def refusing(action):
    """Every call but the process's own exit gets the action."""
    instructions = [
        (LOAD, 0, 0, NUMBER), (EQUAL, 0, 3, EXIT_GROUP), (LOAD, 0, 0, SECOND_ARGUMENT), (EQUAL, 0, 1, OWN_EXIT), (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, action),
    ]  # fmt: skip
    return Program(len(instructions), b''.join(struct.pack('<HBBI', *each) for each in instructions))


def answer(number, action):
    """What came of it: "filter" where the filter answered, else what the kernel did: an errno's name, a signal's, or "done"."""
    program = action is not None and refusing(action)
    pid = os.fork()
    if pid == 0:
        make(number, program)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return 'filter' if action == KILL_PROCESS and name == 'SIGSYS' else name
    told = os.WEXITSTATUS(status)
    if told == ANSWER:
        return 'filter'
    return errno.errorcode[told] if told else 'done'


def make(number, program):
    """Makes the call and ends with its errno; from the filter on, nothing else."""
    call, told, failed = libc.syscall, ctypes.get_errno, ctypes.set_errno
    if program:
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program)) != 0:
            os._exit(255)
    failed(0)
    call(EXIT_GROUP, told() if call(number, *NOTHING) == -1 else 0, OWN_EXIT)
