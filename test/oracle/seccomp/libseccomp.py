"""The real libseccomp, called as Go's binding and crun call it.

It is built for this machine, x86_64. The filter of another machine is made by taking x86_64 out and that architecture in. What remains of the
machine: seccomp_rule_add takes x86_64's number of a call, and arch.c arch_syscall_translate looks for its name on every other architecture. A name
that x86_64 lacks has a pseudo number there, by which its name is found again, so the tables that result are those of the other machine's own
libseccomp. Two names share one pseudo number, switch_endian and sys_debug_setcontext: of these the first in libseccomp's list is found, which is what
a machine without both does, and not what ppc, ppc64 and ppc64le do, that have both. No recording asks for them there (NOT_ON_PPC).

Programs for big-endian machines are exported in their byte order. Where a long program repeats a return, gen_bpf.c _gen_bpf_build_jmp_ret takes the
value out of an instruction that is in that order already and turns it once more; on a big-endian machine turning changes nothing. So export() turns
a returned value back that is none of the filter's actions.
"""

import ctypes
import os
import signal
import tempfile

import bpf
from abis import LIBRARY

NOT_ON_PPC = {'switch_endian', 'sys_debug_setcontext'}
OPERATORS = {'NE': 1, 'LT': 2, 'LE': 3, 'EQ': 4, 'GE': 5, 'GT': 6, 'MASKED_EQ': 7}
ERRNO = 0x00050000
TRACE = 0x7FF00000
ACTIONS = {
    'SCMP_ACT_KILL': 0,
    'SCMP_ACT_KILL_THREAD': 0,
    'SCMP_ACT_KILL_PROCESS': 0x80000000,
    'SCMP_ACT_TRAP': 0x00030000,
    'SCMP_ACT_ERRNO': ERRNO,
    'SCMP_ACT_TRACE': TRACE,
    'SCMP_ACT_ALLOW': 0x7FFF0000,
    'SCMP_ACT_LOG': 0x7FFC0000,
    'SCMP_ACT_NOTIFY': 0x7FC00000,
}
# What a build takes at most, but for those that never end; seen are a few hundredths of a second.
SECONDS = 20


class Refused(Exception):
    """The container would not start."""


class ArgCmp(ctypes.Structure):
    """seccomp.h struct scmp_arg_cmp."""

    _fields_ = [('arg', ctypes.c_uint), ('op', ctypes.c_int), ('datum_a', ctypes.c_uint64), ('datum_b', ctypes.c_uint64)]


LIBRARY.seccomp_init.restype = ctypes.c_void_p


def action_of(name, errno):
    """SCMP_ACT_ERRNO(x) and SCMP_ACT_TRACE(x) take 16 bits of a number."""
    return ACTIONS[name] | (errno & 0xFFFF if name in ('SCMP_ACT_ERRNO', 'SCMP_ACT_TRACE') else 0)


class Filter:
    def __init__(self, default, native):
        context = LIBRARY.seccomp_init(ctypes.c_uint32(default))
        if not context:
            raise Refused('seccomp_init')
        self.context = ctypes.c_void_p(context)
        self.actions = {default, ACTIONS['SCMP_ACT_KILL']}
        self.native = native
        own = LIBRARY.seccomp_arch_native()
        if own & 0xFFFFFFFF != native.token:
            self.check(LIBRARY.seccomp_arch_remove(self.context, ctypes.c_uint32(own)), 'seccomp_arch_remove')
            self.check(LIBRARY.seccomp_arch_add(self.context, ctypes.c_uint32(native.token)), 'seccomp_arch_add')

    def add_arch(self, abi):
        result = LIBRARY.seccomp_arch_add(self.context, ctypes.c_uint32(abi.token))
        if result != -17:  # EEXIST: there already, which both runtimes pass over.
            self.check(result, f'seccomp_arch_add {abi.word}')

    def add_rule(self, action, name, args):
        """`name` must be one that libseccomp knows; `args` are OCI's."""
        self.actions.add(action)
        number = LIBRARY.seccomp_syscall_resolve_name(name.encode())
        compared = (ArgCmp * len(args))(
            *[ArgCmp(arg['index'], OPERATORS[arg['op'][9:]], arg.get('value', 0), arg.get('valueTwo', 0)) for arg in args]
        )
        self.check(
            LIBRARY.seccomp_rule_add_array(self.context, ctypes.c_uint32(action), number, len(args), compared if args else None), name
        )

    def check(self, result, what):
        if result < 0:
            raise Refused(f'{what}: errno {-result}')

    def export(self):
        with tempfile.TemporaryFile() as file:
            self.check(LIBRARY.seccomp_export_bpf(self.context, file.fileno()), 'seccomp_export_bpf')
            file.seek(0)
            return [self.with_action(instruction) for instruction in bpf.decode(file.read(), self.native.big)]

    def with_action(self, instruction):
        code, jt, jf, k = instruction
        if code != bpf.RETURN or k in self.actions:
            return instruction
        turned = int.from_bytes(k.to_bytes(4, 'little'), 'big')
        if not self.native.big or turned not in self.actions:
            raise RuntimeError(f'the program returns {k:#x}, which no rule says')
        return code, jt, jf, turned


def apart(build):
    """Calls `build` in a process of its own, for libseccomp runs in a circle over some rules: its result, or Refused."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(SECONDS)
        try:
            said = repr(('program', build()))
        except Refused as refused:
            said = repr(('refused', str(refused)))
        with os.fdopen(writer, 'w') as pipe:
            pipe.write(said)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        raise Refused('endless')
    if status != 0:
        raise RuntimeError(f'the build ended with status {status}')
    kind, result = eval(said, {'__builtins__': {}})  # noqa: S307 (what this process wrote itself)
    if kind == 'refused':
        raise Refused(result)
    return result
