"""An OCI linux.seccomp's filter as crun 1.21 builds it, with the real libseccomp (src/libcrun/seccomp.c libcrun_generate_seccomp).

For machines that are not this one; on this one record_crun.py asks crun itself.
"""

from abis import BY_NAME
from libseccomp import ACTIONS, Filter, Refused, action_of

MOST_CONDITIONS = 6
TAKES_ERRNO = ('SCMP_ACT_ERRNO', 'SCMP_ACT_TRACE')


def build(oci, target):
    """The program that crun loads, as (code, jt, jf, k) each. Raises Refused where crun or libseccomp takes something amiss."""
    native = BY_NAME[target['arch']]
    default = action_with(oci['defaultAction'], oci['defaultErrnoRet'])
    made = Filter(default, native)
    for name in oci['architectures']:
        made.add_arch(BY_NAME[name])
    for rule in oci['syscalls']:
        action = action_with(rule['action'], rule['errnoRet'])
        if action == default:
            continue
        for name in rule['names']:
            if native.resolve(name) is not None:
                add(made, action, name, rule['args'][:MOST_CONDITIONS])
    return made.export()


def action_with(name, errno_ret):
    if errno_ret is not None and name not in TAKES_ERRNO:
        raise Refused(f'errno value specified for action {name}')
    if name not in ACTIONS:
        raise Refused(f'seccomp get action {name}')
    return action_of(name, 1 if errno_ret is None else errno_ret)


def add(made, action, name, args):
    indices = [arg['index'] for arg in args]
    if any(index >= MOST_CONDITIONS for index in indices):
        raise Refused('invalid seccomp index')
    if len(set(indices)) == len(indices):
        made.add_rule(action, name, args)
        return
    for arg in args:
        made.add_rule(action, name, [arg])
