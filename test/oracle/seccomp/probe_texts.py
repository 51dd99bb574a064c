"""linux.seccomp as text: what a runtime refuses, or reads in its own way. NEEDS stands for the rule that runtime and probe need."""

import json

from probe_cases import rule

HEAD = '"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 490'
# Where the probe hands the calls over that are to be notified of; see probe_agent.py.
LISTENER = "/run/oracle/agent"


def texts():
    """(name, text) each."""
    yield from whole()
    yield from rules()
    yield from notifications()


def with_rule(members, head=HEAD):
    return "{%s, %s}" % (head, '"syscalls": [{%s}, NEEDS]' % members)


def whole():
    """What stands beside the rules."""
    yield "nothing", "{}"
    yield "no default action, no rules", '{"syscalls": [], "architectures": ["SCMP_ARCH_X86"]}'
    yield "no default action", '{"syscalls": [NEEDS]}'
    yield "an empty default action", '{"defaultAction": "", "syscalls": [NEEDS]}'
    yield "a default action that is null", '{"defaultAction": null, "syscalls": [NEEDS]}'
    for action in ("SCMP_ACT_DENY", "ERRNO", "scmp_act_errno", "SCMP_ACT_ERRNO ", "SCMP_ACT_NOTIFY"):
        yield "default action %s" % action, '{"defaultAction": "%s", "syscalls": [NEEDS]}' % action
    for action in ("ALLOW", "LOG", "KILL", "KILL_PROCESS", "TRAP", "TRACE"):
        yield "an error number beside %s by default" % action, '{"defaultAction": "SCMP_ACT_%s", "defaultErrnoRet": 411, "syscalls": [NEEDS]}' % action
    for number in ("4094", "4095", "4096", "65535", "65536", "327718", "4294967295", "4294967296", "18446744073709551616", "-1", "1.5", "1e2", '"1"', "null"):
        yield "default error number %s" % number, '{"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": %s, "syscalls": [NEEDS]}' % number
    for flags in ('["SECCOMP_FILTER_FLAG_LOG"]', '["SECCOMP_FILTER_FLAG_TSYNC"]', '["SECCOMP_FILTER_FLAG_SPEC_ALLOW"]', '["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]'):
        yield "flags %s" % flags, '{%s, "flags": %s, "syscalls": [NEEDS]}' % (HEAD, flags)
    for flags in ('["SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_TSYNC"]', '["SECCOMP_FILTER_FLAG_NEW_LISTENER"]', '["LOG"]', '[""]', "[]", "null"):
        yield "flags %s" % flags, '{%s, "flags": %s, "syscalls": [NEEDS]}' % (HEAD, flags)
    spelled = ["x86", "X86", "x86_64", "amd64", "SCMP_ARCH_x86", "SCMP_ARCH_amd64", "scmp_arch_x86", "SCMP_ARCH_X86 ", "SCMP_ARCH_NATIVE", "native"]
    known = ["AARCH64", "ARM", "MIPS", "MIPSEL", "MIPS64", "MIPSEL64N32", "PPC", "PPC64", "PPC64LE", "S390", "S390X", "RISCV64", "LOONGARCH64", "SH", "PARISC", "M68K", "FOO"]
    for arch in [*spelled, "", *["SCMP_ARCH_" + name for name in known]]:
        yield "architecture %s" % arch, '{%s, "architectures": ["%s"], "syscalls": [NEEDS]}' % (HEAD, arch)
    yield "architectures null", '{%s, "architectures": null, "syscalls": [NEEDS]}' % HEAD
    yield "rules null", '{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": null}'
    yield "a key that nobody knows", '{%s, "nosuchkey": [1], "syscalls": [NEEDS]}' % HEAD
    yield "keys in capitals", '{"DEFAULTACTION": "SCMP_ACT_ERRNO", "defaultERRNORet": 411, "Syscalls": [NEEDS]}'
    yield "the default action twice", '{"defaultAction": "SCMP_ACT_ALLOW", "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 411, "syscalls": [NEEDS]}'


def rules():
    """What stands in a rule, or in a condition."""
    errno = '"action": "SCMP_ACT_ERRNO"'
    for action in ('"SCMP_ACT_DENY"', '""', "null", '"ALLOW"'):
        yield "action %s" % action, with_rule('"names": ["mkdir"], "action": %s' % action)
    yield "an unknown action in a rule for no call", with_rule('"names": [], "action": "SCMP_ACT_DENY"')
    yield "a rule without action", with_rule('"names": ["mkdir"]')
    yield "a rule without names", with_rule('"action": "SCMP_ACT_ALLOW"')
    yield "names null", with_rule('"names": null, "action": "SCMP_ACT_ALLOW"')
    yield "an empty name", with_rule('"names": ["", "mkdir"], "action": "SCMP_ACT_ALLOW"')
    yield "an empty name in a redundant rule", with_rule('"names": [""], "action": "SCMP_ACT_ERRNO", "errnoRet": 490')
    yield "a name in capitals", with_rule('"names": ["MKDIR", " rmdir", "link"], "action": "SCMP_ACT_ALLOW"')
    for number in ("0", "4094", "4095", "65535", "65537", "4294967295", "4294967296", "18446744073709551616", "-1", "1.5", '"401"', "null"):
        yield "error number %s" % number, with_rule('"names": ["mkdir"], %s, "errnoRet": %s' % (errno, number))
    yield "error number 4095 for a tracer", with_rule('"names": ["mkdir"], "action": "SCMP_ACT_TRACE", "errnoRet": 4095')
    for action in ("ALLOW", "LOG", "KILL", "KILL_THREAD", "KILL_PROCESS", "TRAP"):
        yield "an error number beside %s" % action, with_rule('"names": ["mkdir"], "action": "SCMP_ACT_%s", "errnoRet": 401' % action)
    args = '"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 401, "args": [%s]'
    for members in (
        '"index": 0, "value": 5, "op": "EQ"', '"index": 0, "value": 5, "op": ""', '"index": 0, "value": 5', '"index": 6, "value": 5, "op": "SCMP_CMP_EQ"',
        '"index": 4294967296, "value": 5, "op": "SCMP_CMP_EQ"', '"index": -1, "value": 5, "op": "SCMP_CMP_EQ"', '"value": 5, "op": "SCMP_CMP_EQ"',
        '"index": 0, "op": "SCMP_CMP_EQ"', '"index": 0, "value": -1, "op": "SCMP_CMP_EQ"', '"index": 0, "value": 1.5, "op": "SCMP_CMP_EQ"',
        '"index": 0, "value": 1e2, "op": "SCMP_CMP_EQ"', '"index": 0, "value": "5", "op": "SCMP_CMP_EQ"', '"index": 0, "value": null, "op": "SCMP_CMP_EQ"',
        '"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_EQ"', '"index": 0, "value": 18446744073709551616, "op": "SCMP_CMP_EQ"',
        '"index": 0, "value": 5, "valueTwo": 9, "op": "SCMP_CMP_EQ"', '"index": 0, "value": 5, "op": "SCMP_CMP_MASKED_EQ"', '"index": 0, "value": 5, "op": "SCMP_CMP_eq"',
    ):  # fmt: skip
        yield "condition %s" % members, with_rule(args % ("{%s}" % members))
    yield "conditions null", with_rule('"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 401, "args": null')
    wrong = '"args": [{"index": 6, "value": 5, "op": "SCMP_CMP_EQ"}]'
    yield "argument 6 in a redundant rule", with_rule('"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 490, %s' % wrong)
    yield "argument 6 for a call that nobody knows", with_rule('"names": ["nosuchcall"], "action": "SCMP_ACT_ALLOW", %s' % wrong)
    yield "an unknown comparison in a rule for no call", with_rule('"names": [], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "op": "EQ"}]')
    seven = ", ".join('{"index": %d, "value": %d, "op": "SCMP_CMP_EQ"}' % (at % 6, at + 1) for at in range(7))
    yield "seven conditions", with_rule(args % seven)
    conflicts = [((0, "EQ", 1),), (), ((0, "EQ", 1), (1, "GT", 2)), ((0, "MASKED_EQ", 3, 1),), ((0, "GT", 5), (0, "LT", 2))]
    for conditions in conflicts:
        pair = [rule("ERRNO 401", "mkdir", *conditions), rule("ERRNO 402", "mkdir", *conditions)]
        yield "two answers for %s" % (conditions,), '{%s, "syscalls": [%s, NEEDS]}' % (HEAD, json.dumps(pair)[1:-1])
    halves = json.dumps([rule("ERRNO 401", "mkdir", (0, "EQ", 1)), rule("ERRNO 402", "mkdir", (0, "EQ", (1 << 32) + 1))])[1:-1]
    yield "two answers in 32 bits alone", '{%s, "architectures": ["SCMP_ARCH_X86"], "syscalls": [%s, NEEDS]}' % (HEAD, halves)
    yield "two answers in 32 bits, which are not there", '{%s, "syscalls": [%s, NEEDS]}' % (HEAD, halves)


def runc_texts():
    """crun starts it, and the probe's answers are lost."""
    yield "notify of write", with_rule('"names": ["write"], "action": "SCMP_ACT_NOTIFY"', '%s, "listenerPath": "%s"' % (HEAD, LISTENER))


def crun_texts():
    """runc looks for the listener where it is itself."""
    yield "notify and a relative listener", with_rule('"names": ["mkdir"], "action": "SCMP_ACT_NOTIFY"', HEAD + ', "listenerPath": "agent"')


def notifications():
    head = '%s, "architectures": ["SCMP_ARCH_X86"], "listenerPath": "%s"' % (HEAD, LISTENER)
    notify = '"action": "SCMP_ACT_NOTIFY"'
    yield "notify", with_rule('"names": ["mkdir", "chmod"], %s' % notify, head)
    yield "notify, by a condition", with_rule('"names": ["mkdir"], %s, "args": [{"index": 1, "value": 0, "op": "SCMP_CMP_EQ"}]' % notify, head)
    yield "notify without a listener", with_rule('"names": ["mkdir"], %s' % notify)
    yield "notify and an empty listener", with_rule('"names": ["mkdir"], %s' % notify, HEAD + ', "listenerPath": ""')
    yield "notify of a call that nobody knows", with_rule('"names": ["nosuchcall"], %s' % notify, head)
    yield "notify for no call", with_rule('"names": [], %s' % notify, HEAD)
    yield "a listener that nobody needs", with_rule('"names": ["mkdir"], "action": "SCMP_ACT_ALLOW"', head)
