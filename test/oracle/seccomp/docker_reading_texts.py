"""Texts of a profile in Docker's own format for dockerd to read: right, odd and wrong. The same rule and calls as in reading_texts.py."""

import json

from probe_cases import NEEDS_RULE
from reading_texts import EQ, FIVE, HEAD, RULE, arg, head, rule, rules

UMASK = '"names":["umask"]'
ERRNO = '"action":"SCMP_ACT_ERRNO"'
X86_64, X86, ARM = '"architecture":"SCMP_ARCH_X86_64"', '"SCMP_ARCH_X86"', '"architecture":"SCMP_ARCH_AARCH64"'
# runc refuses it: so it tells whether an entry of archMap was handed on.
SUB = '"subArchitectures":["SCMP_ARCH_NONE"]'
# Docker's containers have the first and lack the second.
HELD, LACKED = '"CAP_CHOWN"', '"CAP_SYS_ADMIN"'
OUT = f'"includes":{{"caps":[{LACKED}]}}'


def gate(key, members):
    return rule(f'{RULE},"{key}":{{{members}}}')


def kernel(value, key='includes'):
    return gate(key, f'"minKernel":{value}')


def refusing(members):
    """A profile that refuses all calls but those which runc and the probe need."""
    return f'{{"defaultAction":"SCMP_ACT_ERRNO",{members},"syscalls":[{{"names":{json.dumps(NEEDS_RULE["names"], separators=(",", ":"))},"action":"SCMP_ACT_ALLOW"}}]}}'


TEXTS = [
    # The name or the names.
    rule(f'{RULE}'), *(rule(f'{members},{ERRNO}') for members in ('"name":"umask"', '"NAME":"umask"', '"name":""', '"name":null', '"name":["umask"]', '"name":5', '"name":"umask","name":"mkdir"', '"name":"umask","name":null', '"name":"umask","name":""')),
    *(rule(f'{members},{ERRNO}') for members in ('"name":"umask","names":["umask"]', '"name":"umask","names":[]', '"name":"umask","names":null', '"name":"","names":["umask"]', '"name":null,"names":["umask"]', '"name":"umask","names":[null]')),
    rule(f'"name":"mkdir",{RULE},{OUT}'), rule(f'"name":"mkdir",{RULE},"excludes":{{"arches":["amd64"]}}'), rule(f'"name":"mkdir",{RULE},"includes":{{"caps":[{HELD}]}}'),
    *(rule(f'"names":{names},{ERRNO}') for names in ('"umask"', 'null', '[]', '[null]', '[""]', '["umask",5]', '["umask","umask"]', '["mkdir"],"names":["umask"]', '["umask"],"names":[null]', '["umask"],"names":null', '["umask"],"names":[]')),
    rule(f'{ERRNO}'), rule(f'"na\\u006des":["umask"],{ERRNO}'), rule(f'"name\u017f":["umask"],{ERRNO}'),
    # The action and its error number.
    *(rule(f'{UMASK},"action":{action}') for action in ('""', 'null', '5', '"ERRNO"', '"SCMP_ACT_ALLOW"', '"SCMP_ACT_LOG"', '"SCMP_ACT_NOTIFY"')), rule(UMASK),
    *(rule(f'{UMASK},{ERRNO},"errnoRet":{number}') for number in ('0', '4094', '4095', '65537', '-1', '1.5', '"38"', 'null', '4294967296', '18446744073709551616')),
    rule(f'{RULE},"errnoRet":null'), rule(f'{RULE},"errnoRet":38'), rule(f'{RULE},"ERRNORET":38'),
    *(rule(f'{UMASK},{ERRNO},"errno":{errno}') for errno in ('"ENOSYS"', '38', '{}')), rule(f'{RULE},"errno":"ENOSYS"'),
    # The conditions on arguments.
    *(arg(f'{EQ},"value":{value}') for value in ('5', '18446744073709551615', '18446744073709551616', '-1', '5.0', '"5"', 'null', '5,"value":null')), arg(FIVE.replace('value', 'VALUE')),
    *(arg(f'"index":{index},"value":5,"op":"SCMP_CMP_EQ"') for index in ('6', '-1', '0.5', 'null')), arg('"value":5,"op":"SCMP_CMP_EQ"'),
    arg('"index":0,"value":7,"valueTwo":5,"op":"SCMP_CMP_MASKED_EQ"'), arg('"index":0,"value":7,"valueTwo":-5,"op":"SCMP_CMP_MASKED_EQ"'),
    *(arg(f'"index":0,"value":5,"op":{op}') for op in ('"EQ"', 'null', '5')), arg('"index":0,"value":5'),
    *(rule(f'{RULE},"args":{args}') for args in ('null', '[]', '[null]', f'{{{FIVE}}}', f'[{{{EQ}}}],"args":[{{"value":5}}]', f'[{{{FIVE}}}],"args":[null]', f'[{{{FIVE}}}],"args":null')),
    # What a rule that doesn't apply may hold.
    *(rules(f'{{{members},{OUT}}}', f'{{{RULE}}}') for members in (
        f'{UMASK},"action":"NONE"', UMASK, f'"names":[""],{ERRNO}', f'{RULE},"errnoRet":4095', f'{RULE},"args":[{{"index":6}}]', f'{RULE},"args":[{{"op":"EQ"}}]', f'{UMASK},"action":"SCMP_ACT_NOTIFY"', '"name":"umask","names":["umask"]',
    )), rules(f'{{{UMASK},"action":5,{OUT}}}', f'{{{RULE}}}'), rules(f'{{{RULE},{OUT},"errnoRet":-1}}', f'{{{RULE}}}'),
    # The conditions on the container.
    *(gate('includes', f'"caps":{caps}') for caps in (f'[{HELD}]', f'[{LACKED}]', f'[{HELD},{LACKED}]', '["CHOWN"]', '["cap_chown"]', '[]', 'null', '[null]', HELD, '[5]')),
    *(gate('excludes', f'"caps":{caps}') for caps in (f'[{HELD}]', f'[{LACKED}]', f'[{LACKED},{HELD}]', '["CHOWN"]', '[null]')),
    *(gate('includes', f'"arches":{arches}') for arches in ('["amd64"]', '["arm64"]', '["arm64","amd64"]', '["x86_64"]', '["SCMP_ARCH_X86_64"]', '["AMD64"]', '["none"]', '[]', '[null]', 'null', '"amd64"')),
    *(gate('excludes', f'"arches":{arches}') for arches in ('["amd64"]', '["arm64"]', '[null]')),
    *(kernel(version) for version in ('"4.8"', '"99.1"', '""', 'null', '"4"', '"x"', '"4.8.1"', '4.8', '"0.0"', '"0.1"', '"255.255"', '"256.1"', '"4.256"', '" 4.8"', '"+4.8"', '"04.08"', '"4."', '"4.8-rc1"', '"\uff14.8"', '["4.8"]', '{}')),
    *(kernel(version, 'excludes') for version in ('"4.8"', '"99.1"', '""', 'null', '"4"')), rules(f'{{{RULE},{OUT},"excludes":{{"minKernel":"4"}}}}'),
    *(kernel(versions) for versions in ('"99.1","minKernel":null', '"99.1","minKernel":""', '"99.1","minKernel":"4.8"', '"4.8","minKernel":"99.1"', '"x","minKernel":"4.8"', '"4.8","MinKernel":"99.1"')),
    *(kernel(versions, 'excludes') for versions in ('"4.8","minKernel":null', '"99.1","minKernel":""', '"","minKernel":null')), gate('includes', '"min\u212aernel":"99.1"'),
    *(rule(f'{RULE},"includes":{value}') for value in ('null', '{}', '[]', '"amd64"', f'{{"caps":[{LACKED}]}},"includes":null', f'{{"caps":[{LACKED}]}},"includes":{{}}', f'{{"caps":[{LACKED}]}},"includes":{{"caps":[{HELD}]}}', f'{{"caps":[{LACKED}]}},"includes":{{"caps":null}}', f'{{"caps":[{LACKED}]}},"includes":{{"caps":[]}}')),
    rule(f'{RULE},"Includes":{{"CAPS":[{LACKED}]}}'), gate('includes', f'"cap":[{LACKED}]'), gate('include', f'"caps":[{LACKED}]'), rule(f'{RULE},"includes":{{"caps":[{HELD}]}},"excludes":{{"caps":[{HELD}]}}'), rule(f'{RULE},"excludes":null'),
    *(rule(f'{RULE},"comment":{comment}') for comment in ('"why"', 'null', '5')), rule(f'{RULE},"unknown":[{{}}]'),
    # Rules together.
    *(rules(*written) for written in (('null',), (f'{{{RULE}}}', 'null'), ('5',), ('[]',), ('"umask"',), ('{}',), (f'{{{RULE}}}', f'{{{RULE}}}'), (f'{{{RULE}}}', f'{{{RULE},"errnoRet":38}}'), (f'{{{RULE}}}', f'{{{UMASK},"action":"SCMP_ACT_ALLOW"}}'))),
    rules(f'{{{RULE},"args":[{{{FIVE}}}]}}', f'{{{RULE},"errnoRet":38,"args":[{{{FIVE.replace("5", "1")}}}]}}'), rules(f'{{{RULE},"args":[{{{FIVE}}}]}}', f'{{{RULE},"errnoRet":38,"args":[{{{FIVE}}}]}}'),
    *(f'{{{HEAD},"syscalls":[{{{RULE}}}],"syscalls":{second}}}' for second in ('null', '[]', '[{}]', '[null]', '[{"errnoRet":38}]', '[{"errnoRet":null}]', '[{"name":"umask"}]', f'[{{}},{{{UMASK},"action":"SCMP_ACT_ALLOW"}}]')),
    f'{{{HEAD},"syscalls":[{{"names":["mkdir"],"action":"SCMP_ACT_LOG"}},{{{RULE}}}],"syscalls":[{{}}],"syscalls":[{{}},{{"errnoRet":38}}]}}',
    # What a later value replaces, or leaves behind.
    *(rule(f'{RULE},{members}') for members in (
        '"names":5,"names":["umask"]', '"names":[5],"names":["umask"]', '"names":["umask",5],"names":["umask"]', '"names":[5],"names":[],"names":["umask"]', '"names":[5],"names":null,"names":["umask"]', '"errnoRet":"x","errnoRet":38', '"errnoRet":-1,"errnoRet":null',
        '"action":5,"action":"SCMP_ACT_ERRNO"', '"action":"NONE","action":"SCMP_ACT_ERRNO"', '"comment":5,"comment":"why"', '"errno":5,"errno":"EPERM"', '"includes":5,"includes":{}', '"includes":{"caps":5},"includes":null', '"includes":{"minKernel":"x"},"includes":null', '"includes":{"minKernel":4,"minKernel":"4.8"}',
        '"args":[{"index":-1}],"args":[]', f'"args":[{{{FIVE}}},{{"value":-1}}],"args":[{{}}]', f'"args":[{{{FIVE}}},{{"op":"EQ"}}],"args":[{{}}]', f'"args":[5],"args":[{{{FIVE}}}]', '"args":[{"op":"EQ"}],"args":null', '"name":"mkdir","name":""', '"name":"mkdir","name":null',
    )),
    rule(f'"names":["mkdir","umask"],"names":["chdir"],"names":["rmdir",null],{ERRNO}'), rule(f'"names":["mkdir","umask"],"names":[],"names":["rmdir",null],{ERRNO}'), rule(f'"names":["mkdir","umask"],"names":null,"names":["rmdir",null],{ERRNO}'),
    *(f'{{{HEAD},"syscalls":{first},"syscalls":{second}}}' for first, second in (
        ('[null]', '[]'), ('[null]', 'null'), ('[null]', f'[{{{RULE}}}]'), ('[5]', f'[{{{RULE}}}]'), (f'[{{{RULE}}},null]', '[{}]'), (f'[{{{RULE}}},5]', '[{}]'), (f'[{{{RULE}}},{{"action":"NONE"}}]', '[{}]'), (f'[{{{RULE}}},{{"action":5}}]', '[{}]'), (f'[{{{RULE}}},{{"name":"umask","names":["umask"]}}]', '[{}]'),
        ('[{"action":"NONE"}]', '[]'), ('[{"action":"NONE"}]', 'null'), ('[{"action":5}]', 'null'), (f'[{{{RULE},{OUT}}}]', '[{"includes":null}]'), (f'[{{{RULE},{OUT}}}]', '[null],"syscalls":[{}]'), (f'[{{{RULE}}}]', '[null],"syscalls":[{"name":"umask"}]'),
    )),
    head('"defaultErrnoRet":"x","defaultErrnoRet":1'), head('"listenerMetadata":5,"listenerMetadata":"x"'), head(f'"archMap":[5],"archMap":[{{{X86_64}}}]'), head(f'"archMap":[{{{ARM}}},{{{X86_64},{SUB}}}],"archMap":[{{}}]'), head(f'"archMap":[{{{ARM}}},{{{X86_64},{SUB}}}],"archMap":[{{}}],"archMap":[{{}},{{}}]'),
    head('"architectures":["SCMP_ARCH_NONE"],"architectures":["SCMP_ARCH_X86"]'), head('"architectures":["SCMP_ARCH_NONE"],"architectures":null'), head('"flags":["NONE"],"flags":[]'), f'{{{HEAD.replace("ALLOW", "NONE")},{HEAD}}}', f'{{"defaultAction":5,{HEAD}}}',
    # What reaches runc after all.
    *(rule(f'{members},"includes":{{"caps":[{HELD}]}}') for members in (f'{UMASK},"action":"NONE"', UMASK, f'{RULE},"args":[{{{FIVE.replace("0", "6", 1)}}}]', f'{RULE},"args":[{{"op":"EQ"}}]', f'"names":[""],{ERRNO}')), f'{{"syscalls":[{{{RULE},"includes":{{"caps":[{HELD}]}}}}]}}', f'{{"syscalls":[{{{RULE},"includes":{{}}}}]}}',
    '{"architectures":["SCMP_ARCH_NONE"]}', '{"architectures":5}', f'{{"archMap":[{{{X86_64},{SUB}}}]}}', '{"listenerPath":5}', '{"defaultErrnoRet":-1}',
    *(rule(f'"names":{names},{ERRNO}') for names in ('["umask\\u0000x"]', '["\\u0000umask"]', '["umask "]', '["UMASK"]')), rule(f'{UMASK},"action":"SCMP_ACT_ERRNO\\u0000"'), rule(f'{RULE},"errnoRet":9223372036854775808'), rule(f'{RULE},"errnoRet":18446744073709551615'), arg('"index":18446744073709551615,"value":5,"op":"SCMP_CMP_EQ"'),
    # The architectures.
    *(head(f'"architectures":{written}') for written in ('["SCMP_ARCH_X86_64","SCMP_ARCH_X86"]', '["SCMP_ARCH_NONE"]', '["x86_64"]', '[null]', 'null', '[]', X86, '["SCMP_ARCH_S390X"]', '["SCMP_ARCH_AARCH64"]')),
    *(head(f'"archMap":{written}') for written in (
        f'[{{{X86_64},"subArchitectures":[{X86}]}}]', f'[{{{X86_64},{SUB}}}]', f'[{{{ARM},{SUB}}}]', f'[{{{ARM},{SUB}}},{{{X86_64}}}]', f'[{{{X86_64}}},{{{X86_64},{SUB}}}]', f'[{{{X86_64},{SUB}}},{{{X86_64}}}]', 'null', '[]', '{}', X86, '[null]', '[{}]', f'[{X86}]',
        '[{"architecture":null}]', '[{"architecture":5}]', '[{"architecture":"SCMP_ARCH_NONE"}]', f'[{{"architecture":"scmp_arch_x86_64",{SUB}}}]', f'[{{"architecture":"amd64",{SUB}}}]', f'[{{{X86_64},"subArchitectures":null}}]', f'[{{{X86_64},"subArchitectures":[null]}}]', f'[{{{X86_64},"subArchitectures":{X86}}}]',
        f'[{{{X86_64},"subArchitectures":["SCMP_ARCH_S390X"]}}]', f'[{{{ARM},"subArchitectures":[5]}}]', f'[{{{X86_64},"subarchitectures":["SCMP_ARCH_NONE"]}}]', f'[{{{X86_64}}}],"archMap":[{{{SUB}}}]', f'[{{{X86_64},{SUB}}}],"archMap":null', f'[{{"Architecture":"SCMP_ARCH_X86_64",{SUB}}}]', f'[{{{X86_64},"unknown":5}}]',
    )), head(f'"archmap":[{{{X86_64},{SUB}}}]'),
    *(head(f'"architectures":{first},"archMap":{second}') for first, second in ((f'[{X86}]', f'[{{{X86_64}}}]'), (f'[{X86}]', '[]'), (f'[{X86}]', 'null'), (f'[{X86}]', '[null]'), ('[]', f'[{{{X86_64}}}]'), ('null', f'[{{{X86_64}}}]'), (f'[{X86}]', f'[{{{ARM}}}]'), ('["SCMP_ARCH_NONE"]', '[{}]'))),
    f'{{"architectures":[{X86}],"archMap":[{{{X86_64}}}]}}', f'{{"architectures":[{X86}],"archMap":[{{{X86_64}}}],"syscalls":[{{{RULE},{OUT}}}]}}',
    # What else stands beside the rules.
    *(head(f'"flags":{flags}') for flags in ('[]', 'null', '["SECCOMP_FILTER_FLAG_LOG"]', '[null]', '"SECCOMP_FILTER_FLAG_LOG"')), '{"flags":["SECCOMP_FILTER_FLAG_LOG"]}', '{"flags":["NONE"],"syscalls":[]}',
    *(head(f'"listenerPath":{path}') for path in ('""', '"/none"', 'null', '5')), *(head(f'"listenerMetadata":{data}') for data in ('"x"', 'null', '5', '["x"]')),
    *(head(f'"defaultErrnoRet":{number}') for number in ('4095', '-1', '1.5', '"98"', 'null')), *(head(f'"defaultErrno":{errno}') for errno in ('"EPERM"', '5')),
    *(refusing(members) for members in ('"defaultErrnoRet":98', '"DEFAULTERRNORET":98', '"defaultErrnoRet":null', '"defaultErrnoRet":98,"defaultErrnoRet":null', '"defaultErrnoRet":0', '"defaultErrno":"ENOSYS"', '"defaultErrnoRet":4095')),
    head('"unknown":null'), head('"unknown":1e999'), head('"$schema":"x"'), head('"ociVersion":"1.0.2"'), head(f'"linux":{{"seccomp":{{{HEAD}}}}}'), head('"HostConfig":{}'), head('"names":["mkdir"]'), head(f'"deep":{"[" * 10010}{"]" * 10010}'),
    # The whole.
    '{}', 'null', '[]', '[{}]', '"unconfined"', '5', '', ' ', '\n{}\n', '{"syscalls":[]}', '{"syscalls":null}', '{"defaultAction":""}', '{"defaultAction":null}', f'{{{HEAD}}}', f'{{{HEAD},"syscalls":null}}', f'{{{HEAD},"syscalls":[]}}',
    *(f'{{{default}"syscalls":[{{{RULE}}}]}}' for default in ('', '"defaultAction":"",', '"defaultAction":null,', '"defaultAction":"ALLOW",', '"defaultAction":"scmp_act_allow",', '"defaultAction":5,', '"DefaultAction":"SCMP_ACT_ALLOW",', '"defaultAction":"SCMP_ACT_NOTIFY",')),
    *(f'{{"defaultAction":{actions},"syscalls":[{{{RULE}}}]}}' for actions in ('"SCMP_ACT_KILL","defaultAction":"SCMP_ACT_ALLOW"', '"SCMP_ACT_ALLOW","DEFAULTACTION":null', '"SCMP_ACT_ALLOW","defaultAction":""')),
    *(f'{{"syscalls":[{{{RULE},{OUT}}}]{more}}}' for more in ('', f',"architectures":["SCMP_ARCH_NONE"]', ',"flags":["NONE"]')), '{"syscalls":[{}]}', f'{{{HEAD},"syscalls":{{{RULE}}}}}', f'{{{HEAD},"syscalls":"umask"}}', f'{{{HEAD},"SYSCALLS":[{{{RULE}}}]}}', f'{{{HEAD},"\u017fyscalls":[{{{RULE}}}]}}', f'{{{HEAD},"syscall":[{{{RULE}}}]}}',
    # What is no JSON.
    *(f'{before}{rule(RULE)}{behind}' for before, behind in (('\ufeff', ''), ('', ' x'), ('', '{}'), ('', ','), ('// why\n', ''))),
    f'{{{HEAD},"syscalls":[{{{RULE}}},]}}', f"{{{HEAD},'a':1}}", f'{{{HEAD},"a":05}}', f'{{{HEAD}', rule('"names":["\\ud800","umask"],"action":"SCMP_ACT_ERRNO"'),
]  # fmt: skip
