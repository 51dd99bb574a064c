"""What crun and Podman are asked beside random profiles: texts of a linux.seccomp for crun, of a profile for Podman."""

HEAD = '"defaultAction":"SCMP_ACT_ERRNO"'


def rule(members):
    return f'{{{HEAD},"syscalls":[{{{members}}}]}}'


def arg(members):
    return rule(f'"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[{{{members}}}]')


def seven(last):
    """A rule whose first six conditions are on six arguments, with a seventh."""
    first = ','.join(f'{{"index":{index},"value":1,"op":"SCMP_CMP_EQ"}}' for index in range(6))
    return rule(f'"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[{first},{{{last}}}]')


CRUN = [
    '{"defaultAction":"SCMP_ACT_ALLOW"}', '{}', 'null', '{"defaultAction":""}', '{"defaultAction":null}', '{"defaultAction":"SCMP_ACT_DENY"}', '{"defaultAction":"ALLOW"}',
    '{"defaultAction":"SCMP_ACT_NOTIFY"}', '{"syscalls":[]}', '{"syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ALLOW"}]}',
    '{"defaultAction":"SCMP_ACT_KILL","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_KILL_THREAD"},{"names":["rmdir"],"action":"SCMP_ACT_KILL_PROCESS"}]}',
    # error numbers
    '{"defaultAction":"SCMP_ACT_ALLOW","defaultErrnoRet":1}', '{"defaultAction":"SCMP_ACT_KILL","defaultErrnoRet":0}', '{"defaultAction":"SCMP_ACT_TRACE","defaultErrnoRet":7}',
    f'{{{HEAD},"defaultErrnoRet":38}}', f'{{{HEAD},"defaultErrnoRet":327718}}', f'{{{HEAD},"defaultErrnoRet":4094}}', f'{{{HEAD},"defaultErrnoRet":4095}}',
    f'{{{HEAD},"defaultErrnoRet":65537}}', f'{{{HEAD},"defaultErrnoRet":4294967295}}', f'{{{HEAD},"defaultErrnoRet":4294967296}}', f'{{{HEAD},"defaultErrnoRet":4294901761}}',
    rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","errnoRet":1'), rule('"names":[],"action":"SCMP_ACT_ALLOW","errnoRet":1'),
    rule('"names":["nosuch"],"action":"SCMP_ACT_LOG","errnoRet":1'), rule('"names":["mkdir"],"action":"SCMP_ACT_TRACE","errnoRet":9'),
    rule('"names":["mkdir"],"action":"SCMP_ACT_ERRNO"'), rule('"names":["mkdir"],"action":"SCMP_ACT_ERRNO","errnoRet":1'),
    rule('"names":["mkdir"],"action":"SCMP_ACT_ERRNO","errnoRet":2'), rule('"names":["mkdir"],"action":"SCMP_ACT_ERRNO","errnoRet":4095'),
    rule('"names":["mkdir"],"action":"SCMP_ACT_ERRNO","errnoRet":4294967296'),
    # architectures
    *[f'{{{HEAD},"architectures":{names},"syscalls":[{{"names":["mkdir","socket"],"action":"SCMP_ACT_ALLOW"}}]}}' for names in (
        '["x86"]', '["X86","x32"]', '["SCMP_ARCH_x86"]', '["SCMP_ARCH_X86","SCMP_ARCH_X86_64","x86"]', '["amd64"]', '["i386"]', '["scmp_arch_x86"]', '["SCMP_ARCH_SCMP_ARCH_X86"]',
        '[""]', '["SCMP_ARCH_"]', '["SCMP_ARCH_NATIVE"]', '["SCMP_ARCH_S390X"]', '["sh"]', '["SCMP_ARCH_SHEB"]', '["m68k"]', '["parisc"]', '["AArch64","arm","riscv64","ppc64le"]',
        '["mipsel","mipsel64","MIPSEL64N32","loongarch64"]', '["loong64"]', '["x86_64                          "]', '["mipsel64n32xxxxxxxxxxxxxxxxxxxxxxxxxx"]',
    )],
    # names
    rule('"action":"SCMP_ACT_ALLOW"'), rule('"names":null,"action":"SCMP_ACT_ALLOW"'), rule('"names":[],"action":"SCMP_ACT_ALLOW"'), rule('"names":["mkdir"]'),
    rule('"names":[],"action":"SCMP_ACT_DENY"'), rule('"names":["mkdir"],"action":""'), rule('"names":[""],"action":"SCMP_ACT_ALLOW"'),
    rule('"names":["nosuch","","mkdir"],"action":"SCMP_ACT_ALLOW"'), rule('"names":["MKDIR"],"action":"SCMP_ACT_ALLOW"'),
    # conditions
    rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":null'), rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[]'),
    arg('"index":0,"value":1,"op":"SCMP_CMP_EQ"'), arg('"index":6,"value":1,"op":"SCMP_CMP_EQ"'), arg('"index":4294967295,"value":1,"op":"SCMP_CMP_EQ"'),
    arg('"index":4294967296,"value":1,"op":"SCMP_CMP_EQ"'), arg('"value":1,"op":"SCMP_CMP_EQ"'), arg('"index":0,"op":"SCMP_CMP_EQ"'), arg('"index":0,"value":1'),
    arg('"index":0,"value":1,"op":null'), arg('"index":0,"value":1,"op":""'), arg('"index":0,"value":1,"op":"EQ"'), arg('"index":0,"value":3,"op":"SCMP_CMP_MASKED_EQ"'),
    arg('"index":0,"value":18446744073709551615,"op":"SCMP_CMP_EQ"'), arg('"index":0,"value":-1,"op":"SCMP_CMP_EQ"'), arg('"index":0,"value":-2,"op":"SCMP_CMP_GE"'),
    arg('"index":0,"value":18446744073709551616,"op":"SCMP_CMP_EQ"'),
    rule('"names":["nosuch"],"action":"SCMP_ACT_ALLOW","args":[{"index":6,"value":1,"op":"EQ"}]'), rule('"names":["mkdir"],"action":"SCMP_ACT_ERRNO","args":[{"index":6,"value":1,"op":"EQ"}]'),
    rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":1,"op":"SCMP_CMP_EQ"},{"index":0,"value":5,"op":"SCMP_CMP_EQ"},{"index":6,"value":5,"op":"SCMP_CMP_EQ"}]'),
    seven('"index":0,"value":5,"op":"SCMP_CMP_EQ"'), seven('"index":9,"value":5,"op":"EQ"'),
    rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":1,"op":"SCMP_CMP_EQ"}]},{"names":["mkdir"],"action":"SCMP_ACT_KILL","args":[{"index":0,"value":1,"op":"SCMP_CMP_EQ"}]'),
    # agents and flags
    rule('"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"'), rule('"names":["write","mkdir"],"action":"SCMP_ACT_NOTIFY"'),
    *[f'{{{HEAD},{member}}}' for member in (
        '"listenerPath":""', '"listenerPath":"agent"', '"flags":[]', '"flags":["SECCOMP_FILTER_FLAG_LOG"]', '"flags":["SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_SPEC_ALLOW"]',
        '"flags":["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]', '"flags":["SECCOMP_FILTER_FLAG_NEW_LISTENER"]', '"flags":["seccomp_filter_flag_log"]', '"flags":[""]',
        '"listenerPath":5', '"listenerPath":["agent"]', '"listenerMetadata":5',
    )],
]  # fmt: skip

ERRNO = '"names":["mkdir"],"action":"SCMP_ACT_ERRNO"'
ALLOW = '"names":["mkdir"],"action":"SCMP_ACT_ALLOW"'
MAP = '"archMap":[{"architecture":"SCMP_ARCH_X86_64","subArchitectures":["SCMP_ARCH_X86","SCMP_ARCH_X32"]},{"architecture":"SCMP_ARCH_AARCH64","subArchitectures":[]}]'
# (profile, the container's capabilities)
PODMAN = [
    ('{}', []), ('{"syscalls":[]}', []), (f'{{{HEAD}}}', []), (f'{{"syscalls":[{{{ALLOW}}}]}}', []),
    # errors by name
    *[(f'{{{HEAD},"defaultErrno":"{name}","syscalls":[{{{ALLOW}}}]}}', []) for name in ('ENOSYS', 'EPERM', '38', '', 'ENOTSUP', 'EOWNERDEAD', 'EUCLEAN', 'enosys', '-1', '0x26', '+1', '1_000', '4095', '65537', '4294967295', '4294967296')],
    (f'{{{HEAD},"defaultErrno":"ENOSYS","defaultErrnoRet":5}}', []), (f'{{{HEAD},"defaultErrno":"","defaultErrnoRet":5}}', []),
    (rule(f'{ERRNO},"errno":"EACCES"'), []), (rule(f'{ERRNO},"errno":"EACCES","errnoRet":5'), []), (rule(f'{ERRNO},"errno":"","errnoRet":5'), []),
    (rule(f'{ERRNO},"errno":"EPERM"'), []), (rule(f'{ERRNO},"errno":"ENOSUCH"'), []), (rule(f'{ALLOW},"errno":"EPERM"'), []), (rule(f'{ALLOW},"errno":"ENOSUCH","includes":{{"caps":["CAP_KILL"]}}'), []),
    ('{"defaultAction":"SCMP_ACT_KILL","defaultErrno":"EPERM"}', []),
    # architectures
    (f'{{{HEAD},{MAP},"syscalls":[{{{ALLOW}}}]}}', []), (f'{{{HEAD},{MAP},"architectures":["SCMP_ARCH_X86"]}}', []), (f'{{{HEAD},"architectures":["x86"],"syscalls":[{{{ALLOW}}}]}}', []),
    # conditions
    *[(rule(f'{ALLOW},{members}'), held) for members, held in (
        ('"includes":{"caps":["CAP_KILL"]}', []), ('"includes":{"caps":["CAP_KILL"]}', ['CAP_KILL']), ('"includes":{"caps":["CAP_KILL","CAP_CHOWN"]}', ['CAP_KILL']),
        ('"excludes":{"caps":["CAP_KILL"]}', []), ('"excludes":{"caps":["CAP_KILL","CAP_CHOWN"]}', ['CAP_CHOWN']), ('"includes":{"arches":["amd64"]}', []), ('"includes":{"arches":["x86_64"]}', []),
        ('"includes":{"arches":["arm64","amd64"]}', []), ('"excludes":{"arches":["amd64"]}', []), ('"excludes":{"arches":["x86"]}', []), ('"includes":{"minKernel":"99.0"}', []),
        ('"excludes":{"minKernel":"2.6"}', []), ('"includes":{"minKernel":"4.8.1"}', []),
    )],
    # names
    (rule('"name":"mkdir","action":"SCMP_ACT_ALLOW"'), []), (rule('"name":"mkdir","names":["rmdir"],"action":"SCMP_ACT_ALLOW"'), []),
    (rule('"name":"mkdir","names":["rmdir"],"action":"SCMP_ACT_ALLOW","excludes":{"arches":["amd64"]}'), []), (rule('"action":"SCMP_ACT_DENY"'), []), (rule('"names":[],"action":"SCMP_ACT_ALLOW","errnoRet":1'), []),
    (rule('"names":[""],"action":"SCMP_ACT_ALLOW"'), []), (rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":1}]'), []),
    (rule('"names":["mkdir"],"action":"SCMP_ACT_ALLOW","args":[{"index":5000000000,"value":1,"op":"SCMP_CMP_EQ"}]'), []),
    (rule('"names":["nosuch"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":1}]'), []),
    (f'{{{HEAD},"flags":["SECCOMP_FILTER_FLAG_LOG"],"listenerPath":"","syscalls":[{{{ALLOW}}}]}}', []), (rule('"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"'), []),
    # a key that Podman doesn't read
    *[(rule(f'{ALLOW},"{gate}":{{"minKernel":{value}}}'), []) for gate in ('includes', 'excludes') for value in ('3', '"3"', '{}', 'null')],
    (rule(f'{ALLOW},"includes":{{"minKernel":3,"caps":5}}'), []),
    # keys that not every release knows
    *[(f'{{{HEAD},{member},"syscalls":[{{{ALLOW}}}]}}', []) for member in (
        '"listenerPath":5', '"listenerMetadata":5', '"flags":5', '"flags":"NONE"', '"defaultErrnoRet":"1"', '"defaultErrnoRet":-1',
    )],
    # what a second value leaves of the first
    (rule(f'{ALLOW},"includes":{{"caps":["CAP_KILL"]}},"includes":null'), []),
]  # fmt: skip
