"""How long libseccomp itself takes to build and export the filter of a profile, as runc asks it to: milliseconds, one run a line.

The profile comes on standard input; sys.argv[1] is the target as JSON, sys.argv[2] the number of runs. What applies to the target is picked before the clock
starts, with the oracle's own reading of moby and runc.
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../../../test/oracle/seccomp'))
import engines
import runc
from abis import BY_NAME, LIBRARY
from libseccomp import Filter, action_of


def build(default, native, architectures, rules, file):
    made = Filter(default, native)
    for abi in architectures:
        made.add_arch(abi)
    for rule in rules:
        made.add_rule(*rule)
    made.check(LIBRARY.seccomp_export_bpf(made.context, file.fileno()), 'seccomp_export_bpf')
    LIBRARY.seccomp_release(made.context)


target = json.loads(sys.argv[1])
native = BY_NAME[target['arch']]
oci = engines.moby(json.load(sys.stdin), target)
default = action_of(oci['defaultAction'], runc.errno_of(oci['defaultErrnoRet']))
architectures = [BY_NAME[name] for name in oci['architectures']]
rules = list(runc.rules_for_libseccomp(oci, native))
with open('/dev/null', 'wb') as file:
    for _ in range(int(sys.argv[2])):
        before = time.perf_counter()
        build(default, native, architectures, rules, file)
        print((time.perf_counter() - before) * 1000)
