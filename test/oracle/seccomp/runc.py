"""A profile's filter as Docker 26.1.5 and runc 1.1.15 build it, with the real libseccomp through its Python bindings.

Sources: moby, profiles/seccomp/seccomp_linux.go setupSeccomp; runc, libcontainer/specconv SetupSeccomp, libcontainer/seccomp/seccomp_linux.go,
libcontainer/seccomp/patchbpf/enosys_linux.go.
"""

import ctypes
import tempfile

import bpf
import seccomp

ARCHES = {
    'SCMP_ARCH_X86_64': (seccomp.Arch.X86_64, 0xC000003E, 'amd64'),
    'SCMP_ARCH_X86': (seccomp.Arch.X86, 0x40000003, 'x86'),
    'SCMP_ARCH_X32': (seccomp.Arch.X32, 0xC000003E, ''),
    'SCMP_ARCH_AARCH64': (seccomp.Arch.AARCH64, 0xC00000B7, 'arm64'),
    'SCMP_ARCH_ARM': (seccomp.Arch.ARM, 0x40000028, 'arm'),
}
OPERATORS = {
    'SCMP_CMP_NE': seccomp.NE,
    'SCMP_CMP_LT': seccomp.LT,
    'SCMP_CMP_LE': seccomp.LE,
    'SCMP_CMP_EQ': seccomp.EQ,
    'SCMP_CMP_GE': seccomp.GE,
    'SCMP_CMP_GT': seccomp.GT,
    'SCMP_CMP_MASKED_EQ': seccomp.MASKED_EQ,
}
LIBSECCOMP = ctypes.CDLL('libseccomp.so.2')
ERRNO_ENOSYS = 0x00050026
X32_BIT = 1 << 30


class Refused(Exception):
    """The container would not start."""


def setup_seccomp(profile, target):
    """moby: what of the profile applies to the target."""
    native = ARCHES[target['arch']][2]
    kernel = tuple(int(part) for part in target['kernel'].split('.')[:2])
    architectures = list(profile.get('architectures') or [])
    for entry in profile.get('archMap') or []:
        if entry['architecture'] == target['arch']:
            architectures = [entry['architecture'], *(entry.get('subArchitectures') or [])]
            break
    rules = []
    for rule in profile.get('syscalls') or []:
        names = rule.get('names') or ([rule['name']] if rule.get('name') else [])
        excludes, includes = rule.get('excludes') or {}, rule.get('includes') or {}
        if native in (excludes.get('arches') or []):
            continue
        if any(cap in target['capabilities'] for cap in excludes.get('caps') or []):
            continue
        if excludes.get('minKernel') and kernel >= tuple(map(int, excludes['minKernel'].split('.'))):
            continue
        if includes.get('arches') and native not in includes['arches']:
            continue
        if not all(cap in target['capabilities'] for cap in includes.get('caps') or []):
            continue
        if includes.get('minKernel') and kernel < tuple(map(int, includes['minKernel'].split('.'))):
            continue
        rules.append({'names': names, 'action': rule['action'], 'errnoRet': rule.get('errnoRet'), 'args': rule.get('args') or []})
    return architectures, rules


def action_of(name, errno_ret):
    """runc, getAction."""
    data = 1 if errno_ret is None else errno_ret & 0xFFFF
    return {
        'SCMP_ACT_KILL': seccomp.KILL,
        'SCMP_ACT_KILL_THREAD': seccomp.KILL,
        'SCMP_ACT_KILL_PROCESS': seccomp.KILL_PROCESS,
        'SCMP_ACT_TRAP': seccomp.TRAP,
        'SCMP_ACT_ALLOW': seccomp.ALLOW,
        'SCMP_ACT_LOG': seccomp.LOG,
        'SCMP_ACT_NOTIFY': seccomp.NOTIFY,
        'SCMP_ACT_ERRNO': 0x00050000 | data,
        'SCMP_ACT_TRACE': 0x7FF00000 | data,
    }[name]


def resolve(arch, name):
    """The number, negative for a pseudo number; None for a name that libseccomp doesn't know. Go's binding calls this function, Python's another."""
    number = LIBSECCOMP.seccomp_syscall_resolve_name_arch(ctypes.c_uint32(arch & 0xFFFFFFFF), name.encode())
    return None if number == -1 else number


def build(profile, target):
    """The program that runc loads, as (code, jt, jf, k) each. Raises Refused where libseccomp takes a rule amiss."""
    architectures, rules = setup_seccomp(profile, target)
    default = action_of(profile['defaultAction'], profile.get('defaultErrnoRet'))
    native = ARCHES[target['arch']][0]
    syscall_filter = seccomp.SyscallFilter(default)
    if native & 0xFFFFFFFF != seccomp.system_arch():
        syscall_filter.add_arch(native)
        syscall_filter.remove_arch(seccomp.Arch(seccomp.Arch.NATIVE))
    for name in architectures:
        if not syscall_filter.exist_arch(ARCHES[name][0]):
            syscall_filter.add_arch(ARCHES[name][0])
    for rule in rules:
        action = action_of(rule['action'], rule['errnoRet'])
        if action == default:
            continue
        conditions = [
            seccomp.Arg(arg['index'], OPERATORS[arg['op']], arg.get('value', 0), arg.get('valueTwo', 0)) for arg in rule['args']
        ]
        indices = [arg['index'] for arg in rule['args']]
        separate = len(set(indices)) < len(indices)
        for name in rule['names']:
            if resolve(native, name) is None:
                continue
            try:
                for condition_set in [[one] for one in conditions] if separate else [conditions]:
                    syscall_filter.add_rule(action, name, *condition_set)
            except OSError as error:
                raise Refused(f'{name}: errno {error.errno}') from error
            except RuntimeError as error:
                raise Refused(f'{name}: {error}') from error
    program = export(syscall_filter)
    stub = [] if target['runtime'] == 'libseccomp' else enosys_stub(profile, native, architectures, rules)
    return stub + program


def export(syscall_filter):
    with tempfile.TemporaryFile() as file:
        syscall_filter.export_bpf(file)
        file.seek(0)
        return bpf.decode(file.read())


def enosys_stub(profile, native, architectures, rules):
    """patchbpf, generatePatch: one section for each of the kernel's architectures, written here with jumps from the start instead of the end."""
    if profile.get('defaultErrnoRet') == ERRNO_ENOSYS:
        return []
    if profile['defaultAction'] in ('SCMP_ACT_ALLOW', 'SCMP_ACT_LOG', 'SCMP_ACT_TRACE'):
        return []
    lines = {}
    for name, (arch, audit, _) in ARCHES.items():
        if name not in architectures and arch != native:
            continue
        lines.setdefault(audit, {})
        numbers = [resolve(arch, name) for rule in rules for name in rule['names']]
        highest = max([0] + [number for number in numbers if number is not None])
        if highest:
            lines[audit][name] = highest
    program = []
    for audit, by_name in lines.items():
        if not by_name:
            continue
        section = [(bpf.LOAD, 0, 0, 0)]
        x32 = by_name.get('SCMP_ARCH_X32')
        other = next((number for name, number in by_name.items() if name != 'SCMP_ARCH_X32'), None)
        enosys = (bpf.RETURN, 0, 0, ERRNO_ENOSYS)
        if audit == ARCHES['SCMP_ARCH_X32'][1]:
            # x32's numbers have the bit, x86_64's don't.
            section += [(bpf.ANY_BIT, 0, 3, X32_BIT), above(x32), enosys, (bpf.JUMP, 0, 0, 2), above(other), enosys]
        else:
            section += [above(other), enosys]
        program += [(bpf.LOAD, 0, 0, 4), (bpf.EQUAL, 0, len(section), audit), *section]
    return program


def above(line):
    """Falls into the next instruction above the line, else skips it; without a line skips it always."""
    return (bpf.JUMP, 0, 0, 1) if line is None else (bpf.GREATER, 0, 1, line)
