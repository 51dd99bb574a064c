"""Texts of a linux.seccomp for runc to read: right, odd and wrong. The probe asks umask with each of VALUES, and 99 is the errno of the rule."""

VALUES = [0, 1, 5, (1 << 64) - 1, (1 << 64) - 2]
HEAD = '"defaultAction":"SCMP_ACT_ALLOW"'
RULE = '"names":["umask"],"action":"SCMP_ACT_ERRNO","errnoRet":99'
FIVE = '"index":0,"value":5,"op":"SCMP_CMP_EQ"'
EQ = '"index":0,"op":"SCMP_CMP_EQ"'


def rules(*written):
    return f'{{{HEAD},"syscalls":[{",".join(written)}]}}'


def rule(members):
    return rules(f'{{{members}}}')


def arg(members):
    return rule(f'{RULE},"args":[{{{members}}}]')


def head(members):
    return f'{{{HEAD},{members},"syscalls":[{{{RULE},"args":[{{{FIVE}}}]}}]}}'


TEXTS = [
    # Values.
    *(arg(f'{EQ},"value":{value}') for value in ('5', '0', '-0', '18446744073709551615', '18446744073709551616', '-2', '-1', '5.0', '5.5', '5e0', '"5"', 'null', 'true', '[5]', '05', '0x5', '+5')),
    arg(f'{EQ},"value":99999999999999999999999999'),
    arg(f'{EQ},"value":1,"value":5'), arg(f'{EQ},"value":5,"value":null'), arg(f'{EQ},"VALUE":5'), arg(f'{EQ},"Value":1,"value":5'), arg(f'{EQ},"value":5,"VALUE":1'),
    arg('"index":0,"value":7,"valueTwo":5,"op":"SCMP_CMP_MASKED_EQ"'), arg('"index":0,"value":7,"valuetwo":5,"op":"SCMP_CMP_MASKED_EQ"'),
    arg('"index":6,"value":5,"op":"SCMP_CMP_EQ"'), arg('"index":-1,"value":5,"op":"SCMP_CMP_EQ"'), arg('"value":5,"op":"SCMP_CMP_EQ"'),
    arg('"index":0,"value":5'), arg('"index":0,"value":5,"op":"EQ"'), arg('"index":0,"value":5,"op":""'), arg('"index":0,"value":5,"op":"SCMP_CMP_eq"'),
    # Keys of a rule.
    rule(f'{RULE},"args":[{{{FIVE}}}]'), rule(f'{RULE},"args":null'), rule(f'{RULE},"args":[null]'), rule(f'{RULE},"args":{{{FIVE}}}'),
    rule(f'{RULE},"args":[{{{EQ}}}],"args":[{{"value":5}}]'), rule(f'{RULE},"args":[{{{FIVE}}}],"args":[]'), rule(f'{RULE},"args":[{{{FIVE}}}],"args":null'),
    rule('"names":["umask"],"action":"SCMP_ACT_ERRNO"'), rule('"Names":["umask"],"ACTION":"SCMP_ACT_ERRNO"'), rule('"name\u017f":["umask"],"action":"SCMP_ACT_ERRNO"'),
    rule('"names":"umask","action":"SCMP_ACT_ERRNO"'), rule('"names":["mkdir"],"names":["umask"],"action":"SCMP_ACT_ERRNO"'), rule('"names":["umask"],"names":null,"action":"SCMP_ACT_ERRNO"'),
    rule('"names":["\\u0075mask"],"action":"SCMP_ACT_ERRNO"'), rule('"names":["Umask"],"action":"SCMP_ACT_ERRNO"'), rule('"names":["umask","nosuchcall"],"action":"SCMP_ACT_ERRNO"'),
    rule('"names":["umask",""],"action":"SCMP_ACT_ERRNO"'), rule('"names":["umask",null],"action":"SCMP_ACT_ERRNO"'), rule('"names":[],"action":"SCMP_ACT_ERRNO"'), rule('"action":"SCMP_ACT_ERRNO"'),
    rule('"names":["umask",5],"action":"SCMP_ACT_ERRNO"'), rule('"names":["\\ud800","umask"],"action":"SCMP_ACT_ERRNO"'),
    rule('"names":["umask"]'), rule('"names":["umask"],"action":""'), rule('"names":["umask"],"action":null'), rule('"names":["umask"],"action":"ERRNO"'), rule('"names":["umask"],"action":"SCMP_ACT_errno"'),
    *(rule(f'"names":["umask"],"action":"SCMP_ACT_ERRNO","errnoRet":{number}') for number in ('0', '38', '4094', '65537', '-1', '1.0', '"38"', 'null', '4294967295', '4294967296')),
    rule(f'{RULE},"errnoRet":null'), rule(f'{RULE},"errnoRet":38'),
    rule(f'{RULE},"comment":"why","includes":{{"caps":["CAP_SYS_ADMIN"]}},"excludes":{{"arches":["amd64"]}},"unknown":[{{}}]'), rule('"name":"umask","action":"SCMP_ACT_ERRNO"'),
    rules('null'), rules('5'), rules(f'{{{RULE}}}', 'null'),
    # What a later value replaces, or leaves behind.
    *(rule(f'{RULE},{members}') for members in ('"names":5,"names":["umask"]', '"names":["umask",5],"names":["umask"]', '"names":[5],"names":null,"names":["umask"]', '"errnoRet":"x","errnoRet":38', '"action":"NONE","action":"SCMP_ACT_ERRNO"', '"args":[{"index":-1}],"args":[]')),
    *(rule(f'{names},"action":"SCMP_ACT_ERRNO"') for names in ('"names":["mkdir","umask"],"names":["chdir"],"names":["rmdir",null]', '"names":["mkdir","umask"],"names":[],"names":["rmdir",null]', '"names":["umask\\u0000x"]', '"names":["\\u0000umask"]')),
    *(f'{{{HEAD},"syscalls":[{{{RULE}}}],"syscalls":{second}}}' for second in ('[null]', 'null', '[]', '[{}]', '[],"syscalls":[null]')), f'{{{HEAD},"syscalls":[null],"syscalls":[{{{RULE}}}]}}', f'{{{HEAD},"syscalls":[5],"syscalls":[{{{RULE}}}]}}', f'{{{HEAD},"syscalls":[{{"action":5}}],"syscalls":[]}}',
    head('"listenerMetadata":5'), head('"listenerMetadata":5,"listenerMetadata":"x"'),
    # Keys of the whole.
    '{}', 'null', '{"syscalls":[]}', '{"defaultAction":""}', f'{{{HEAD}}}', f'{{{HEAD},"syscalls":null}}', f'{{"syscalls":[{{{RULE}}}]}}', '[]', '"SCMP_ACT_ALLOW"', '{"defaultAction":"ALLOW"}', '{"defaultAction":5}',
    '{"defaultAction":"SCMP_ACT_KILL","DefaultAction":"SCMP_ACT_ALLOW"}', '{"defaultAction":"SCMP_ACT_ALLOW","defaultAction":null}',
    head('"architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86"]'), head('"architectures":["x86_64"]'), head('"architectures":["SCMP_ARCH_x86_64"]'), head('"architectures":[null]'), head('"architectures":"SCMP_ARCH_X86"'),
    head('"archMap":[{"architecture":"SCMP_ARCH_X86"}]'), head('"flags":[]'), head('"flags":null'), head('"flags":["SECCOMP_FILTER_FLAG_NONE"]'), head('"defaultErrnoRet":-1'), head('"defaultErrnoRet":1.5'), head('"defaultErrnoRet":"1"'),
    head('"defaultErrno":"EPERM"'), head('"listenerPath":5'), head('"listenerMetadata":"x"'), head('"nothing":null'), head(f'"deep":{"[" * 9990}{"]" * 9990}'), head(f'"deep":{"[" * 10010}{"]" * 10010}'),
    # What is no JSON.
    head('"a":1,'), f'{{{HEAD},}}', f'{{{HEAD} "flags":[]}}', f'{{{HEAD},"flags":[],]}}', f'{{{HEAD}/* why */}}', f'{{{HEAD}// why\n}}', f'{{{HEAD}# why\n}}', f'{{\u00a0{HEAD}}}', f'{{{HEAD},\'a\':1}}', f'{{{HEAD},a:1}}',
    f'{{{HEAD},"a":"\\q"}}', f'{{{HEAD},"a":"\t"}}', f'{{{HEAD},"a":"\u007f"}}', f'{{{HEAD},"a":"\u2028"}}', f'{{{HEAD},"a":"\\u12g4"}}', f'{{{HEAD},"a":TRUE}}', f'{{{HEAD},"a":NaN}}', f'{{{HEAD},"a":.5}}', f'{{{HEAD},"a":1.}}', f'{{{HEAD},"a":1E+2}}', f'{{{HEAD},"a":-}}', f'{{{HEAD},"a"}}', f'{{{HEAD},"a":}}', f'{{{HEAD},5:1}}',
]
