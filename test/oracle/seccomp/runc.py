"""An OCI linux.seccomp's filter as runc 1.1.15 builds it, with the real libseccomp.

Sources: runc, libcontainer/seccomp/seccomp_linux.go InitSeccomp and matchCall, libcontainer/seccomp/patchbpf/enosys_linux.go.
"""

import bpf
from abis import ABIS, AUDIT_X86_64, BY_NAME, X32_BIT
from libseccomp import ERRNO, Filter, Refused, action_of


def build(oci, target, with_stub=True):
    """The program that runc loads, as (code, jt, jf, k) each. Raises Refused where libseccomp or its binding takes a rule amiss."""
    native = BY_NAME[target['arch']]
    default = action_of(oci['defaultAction'], errno_of(oci['defaultErrnoRet']))
    made = Filter(default, native)
    for name in oci['architectures']:
        made.add_arch(BY_NAME[name])
    for action, name, args in rules_for_libseccomp(oci, native):
        made.add_rule(action, name, args)
    return (enosys_stub(oci, native) if with_stub else []) + made.export()


def rules_for_libseccomp(oci, native):
    """The rules that runc adds, in order: the action's number, the call's name, the conditions."""
    default = action_of(oci['defaultAction'], errno_of(oci['defaultErrnoRet']))
    for rule in oci['syscalls']:
        action = action_of(rule['action'], errno_of(rule['errnoRet']))
        if action == default:
            continue
        for name in rule['names']:
            if native.resolve(name) is None:
                continue
            if any(arg['index'] > 5 for arg in rule['args']):
                raise Refused(f'{name}: syscalls only have up to 6 arguments')
            indices = [arg['index'] for arg in rule['args']]
            # Two conditions on one argument: each condition of the rule is a rule of its own.
            sets = [[arg] for arg in rule['args']] if len(set(indices)) < len(indices) else [rule['args']]
            for args in sets:
                yield action, name, args


def errno_of(number):
    return 1 if number is None else number


def enosys_stub(oci, native):
    """patchbpf, generatePatch: one section for each of the kernel's architectures, written here with jumps from the start instead of the end."""
    enosys = ERRNO | native.enosys
    if oci['defaultErrnoRet'] == enosys:
        return []
    if oci['defaultAction'] in ('SCMP_ACT_ALLOW', 'SCMP_ACT_LOG', 'SCMP_ACT_TRACE'):
        return []
    named = {name for rule in oci['syscalls'] for name in rule['names']}
    lines = {}
    for abi in ABIS:
        if abi.name not in oci['architectures'] and abi is not native:
            continue
        highest = max([0] + [number for number in map(abi.resolve, named) if number is not None])
        if highest:
            lines.setdefault(abi.audit, {})[abi.word] = highest
    program = []
    for audit, by_word in lines.items():
        section = section_of(audit, by_word, (bpf.RETURN, 0, 0, enosys))
        program += [(bpf.LOAD, 0, 0, 4), (bpf.EQUAL, 0, len(section), audit), *section]
    return program


def section_of(audit, by_word, enosys):
    load = (bpf.LOAD, 0, 0, 0)
    if audit == AUDIT_X86_64:
        # x32's numbers have the bit, x86_64's don't.
        return [
            load, (bpf.ANY_BIT, 0, 3, X32_BIT), above(by_word.get('x32')), enosys, (bpf.JUMP, 0, 0, 2), above(by_word.get('x86_64')), enosys,
        ]
    ((word, highest),) = by_word.items()
    # setup, number 0, is what the kernel shows there for a number that it doesn't know.
    setup = [(bpf.EQUAL, 0, 1, 0), enosys] if word in ('s390', 's390x') else []
    return [load, *setup, above(highest), enosys]


def above(line):
    """Falls into the next instruction above the line, else skips it; without a line skips it always."""
    return (bpf.JUMP, 0, 0, 1) if line is None else (bpf.GREATER, 0, 1, line)
