"""How long libseccomp itself takes to build and export the filter of a profile, as runc asks it to: milliseconds, one run a line.

The profile comes on standard input; sys.argv[1] is the target as JSON, sys.argv[2] the number of runs. What applies to the target is picked before the clock
starts, with the oracle's own reading of moby.
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../../../test/oracle/seccomp'))
import runc
import seccomp


def calls(profile, target):
    """What runc hands to libseccomp: the default action, the architectures, and each rule with its conditions."""
    architectures, rules = runc.setup_seccomp(profile, target)
    default = runc.action_of(profile['defaultAction'], profile.get('defaultErrnoRet'))
    added = []
    for rule in rules:
        action = runc.action_of(rule['action'], rule['errnoRet'])
        args = [seccomp.Arg(arg['index'], runc.OPERATORS[arg['op']], arg.get('value', 0), arg.get('valueTwo', 0)) for arg in rule['args']]
        known = [name for name in rule['names'] if action != default and runc.resolve(runc.ARCHES[target['arch']][0], name) is not None]
        added += [(action, name, args) for name in known]
    return default, [runc.ARCHES[name][0] for name in architectures], added


def build(default, architectures, added):
    syscall_filter = seccomp.SyscallFilter(default)
    for arch in architectures:
        if not syscall_filter.exist_arch(arch):
            syscall_filter.add_arch(arch)
    for action, name, args in added:
        syscall_filter.add_rule(action, name, *args)
    with open('/dev/null', 'wb') as file:
        syscall_filter.export_bpf(file)


asked = calls(json.load(sys.stdin), json.loads(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    before = time.perf_counter()
    build(*asked)
    print((time.perf_counter() - before) * 1000)
