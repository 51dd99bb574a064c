"""The profiles that containers are started under: (name, linux.seccomp) each. Error numbers from 400 on are the rules' own: no path of the kernel
returns them."""

import json
import random
import subprocess

# What runc 1.1.15, crun 1.21 and the probe call once the filter is in force; of runc also what its threads may call, which differs from run to run,
# and what tells the time where the kernel's vDSO can't.
NEEDS = (
    "read write close fcntl futex execve exit exit_group rt_sigreturn rt_sigaction rt_sigprocmask sigaltstack mmap munmap mprotect madvise brk nanosleep "
    "clock_nanosleep clock_gettime gettimeofday restart_syscall sched_yield sched_getaffinity getpid gettid tgkill tkill epoll_create1 epoll_pwait "
    "epoll_ctl eventfd2 pipe2 getrandom openat newfstatat fstat fstatfs lseek getdents64 set_robust_list rseq clone3 prctl seccomp ptrace fork clone wait4 "
    "kill close_range"
).split()
# runc from 1.2 on also calls these then: it opens what is below /proc by them, and hears by the last from its parent where an agent is to be notified;
# seen with strace in 1.3.6 and 1.4.3.
NEEDS_OF_RUNC_1_2 = "openat2 statx recvfrom".split()
TRIO = "X86_64 X86 X32"
EDGES = [0, 1, 1 << 31, (1 << 32) - 1, 1 << 32, (1 << 32) + 1, (5 << 32) + 7, 1 << 63, (1 << 64) - 1]
OPERATORS = ["NE", "LT", "LE", "EQ", "GE", "GT"]
SEEDS = range(1, 15)


def is_runc_1_2():
    """Whether Debian's runc is 1.2 or newer; not where there is none."""
    told = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "runc"], capture_output=True, text=True, check=False).stdout
    return subprocess.run(["dpkg", "--compare-versions", told or "0", "ge", "1.2~"], check=False).returncode == 0


# A call with a high number, and one that 32-bit x86 has beside the multiplexed ones. A case can't be about what runc needs itself.
HIGH, OTHER = ("epoll_pwait2", "pkey_free") if is_runc_1_2() else ("openat2", "statx")


def profile(default, *rules, archs=TRIO, **more):
    """`default` and a rule's action: "ALLOW", "ERRNO 401". A default that stops calls lets NEEDS pass."""
    action, *errno = default.split()
    made = {"defaultAction": "SCMP_ACT_" + action, **({"defaultErrnoRet": int(errno[0])} if errno else {})}
    made["architectures"] = ["SCMP_ARCH_" + arch for arch in archs.split()]
    needs = [] if action in ("ALLOW", "LOG") else [NEEDS_RULE]
    return {**made, "syscalls": [*rules, *needs], **more}


def rule(action, names, *args):
    """args: (index, operator, value) or (index, "MASKED_EQ", mask, value)."""
    action, *errno = action.split()
    made = {"names": names.split(), "action": "SCMP_ACT_" + action, **({"errnoRet": int(errno[0])} if errno else {})}
    if args:
        made["args"] = [dict(zip(("index", "op", "value", "valueTwo"), (at, "SCMP_CMP_" + op, *values))) for at, op, *values in args]
    return made


def text_of(made):
    """The profile as text, in which "NEEDS" stands for the rule that all share."""
    return json.dumps(made, separators=(",", ":")).replace(json.dumps(NEEDS_RULE, separators=(",", ":")), "NEEDS")


def whole_text(text):
    return text.replace("NEEDS", json.dumps(NEEDS_RULE))


def both():
    """Profiles for either runtime."""
    yield from actions()
    yield from highest_numbers()
    yield from overlaps()
    yield from comparisons()
    yield from multiplexed()
    yield from names_and_architectures()
    for seed in SEEDS:
        yield "random %d" % seed, random_profile(random.Random(seed))


def some():
    """A third of them, for crun, which adds rules as runc does."""
    yield from list(both())[::3]


NEEDS_RULE = rule("ALLOW", " ".join([*NEEDS, *(NEEDS_OF_RUNC_1_2 if is_runc_1_2() else [])]))
EVERY_ACTION = [
    rule("ERRNO 401", "mkdir"), rule("ERRNO", "rmdir"), rule("KILL", "symlink"), rule("KILL_THREAD", "link"), rule("KILL_PROCESS", "chmod"),
    rule("TRAP", "chown"), rule("LOG", "rename"), rule("TRACE 7", "truncate"), rule("TRACE", "mknod"), rule("ALLOW", "unlink"),
]  # fmt: skip


def actions():
    for default in ("ALLOW", "LOG", "ERRNO 490", "ERRNO", "TRAP", "KILL", "KILL_THREAD", "KILL_PROCESS", "TRACE 9", "TRACE"):
        yield "every action under " + default, profile(default, *EVERY_ACTION)
    numbers = [rule("ERRNO %d" % n, name) for n, name in ((0, "mkdir"), (38, "rmdir"), (4094, "link"), (65538, "symlink"), (1, "chmod"))]
    yield "error numbers", profile("ERRNO", *numbers, rule("TRACE 0", "chown"), rule("TRACE 65535", "rename"), rule("TRACE 4095", "unlink"))
    yield "success by default", profile("ERRNO 0", rule("ERRNO 402", "mkdir"))


def highest_numbers():
    high = rule("ERRNO 403", HIGH)
    for default in ("ERRNO", "ERRNO 490", "ERRNO 38", "ERRNO 327718", "KILL_PROCESS", "TRAP", "LOG"):
        yield "up to %s under %s" % (HIGH, default), profile(default, high)
    yield "a redundant rule is the highest", profile("ERRNO 490", rule("ERRNO 490", "faccessat2"))
    yield "on x86_64 alone", profile("ERRNO 490", high, archs="")
    yield "x86_64 written out", profile("ERRNO 490", high, archs="X86_64")
    yield "with 32-bit x86", profile("ERRNO 490", high, archs="X86")
    yield "with x32", profile("KILL", high, archs="X32")
    yield "names that only 32-bit x86 has", profile("ERRNO 490", rule("ERRNO 404", "clock_gettime64 futex_time64 stat64 mmap2 _llseek socketcall"))


def overlaps():
    yield "redundant rules", profile(
        "ERRNO 490", rule("ERRNO 490", "mkdir rmdir"), rule("ALLOW", "rmdir", (1, "EQ", 5)), rule("ERRNO 490", "link", (0, "GT", 2)),
        rule("ALLOW", "link"), rule("ERRNO 490", "chmod"), rule("ERRNO 401", "chmod", (0, "EQ", 1)),
    )  # fmt: skip
    yield "an EPERM rule under an EPERM default", profile("ERRNO", rule("ERRNO", "mkdir"), rule("ERRNO 1", "rmdir"), rule("ERRNO 2", "link"))
    yield "with conditions and without", profile(
        "KILL_PROCESS", rule("ERRNO 401", "mkdir"), rule("ERRNO 402", "mkdir", (0, "EQ", 1)), rule("ERRNO 403", "rmdir", (0, "EQ", 1)),
        rule("ERRNO 404", "rmdir"), rule("ERRNO 405", "link"), rule("ERRNO 406", "link"), rule("LOG", "chmod", (1, "GE", 9)), rule("ALLOW", "chmod"),
    )  # fmt: skip
    yield "on one argument", profile(
        "ERRNO 490", rule("ERRNO 401", "mkdir", (0, "GT", 5)), rule("ERRNO 402", "mkdir", (0, "GT", 9)), rule("ERRNO 403", "mkdir", (0, "EQ", 7)),
        rule("ERRNO 404", "rmdir", (0, "NE", 3)), rule("ERRNO 405", "rmdir", (0, "EQ", 4)), rule("ERRNO 406", "rmdir", (0, "LT", 2)),
        rule("ERRNO 407", "link", (0, "LE", 1 << 33)), rule("ERRNO 408", "link", (0, "GE", 1 << 32)), rule("ERRNO 409", "link", (0, "EQ", 1 << 32)),
    )  # fmt: skip
    yield "on several arguments", profile(
        "ERRNO 490", rule("ERRNO 401", "mkdir", (0, "EQ", 1)), rule("ERRNO 402", "mkdir", (1, "EQ", 1)), rule("ERRNO 403", "mkdir", (2, "EQ", 1)),
        rule("ERRNO 404", "rmdir", (0, "EQ", 1), (1, "EQ", 2)), rule("ERRNO 405", "rmdir", (0, "EQ", 1), (2, "EQ", 3)),
        rule("ERRNO 406", "link", (5, "GT", 1), (0, "LT", 9)), rule("ALLOW", "link", (4, "NE", 0)),
        rule("ALLOW", "chmod", (0, "EQ", 1), (1, "EQ", 1), (2, "EQ", 1), (3, "EQ", 1), (4, "EQ", 1), (5, "EQ", 1)),
    )  # fmt: skip
    yield "two conditions on one argument", profile(
        "ERRNO 490", rule("ERRNO 401", "mkdir", (0, "GT", 2), (0, "LT", 9)), rule("ERRNO 402", "rmdir", (0, "EQ", 1), (0, "EQ", 5), (1, "EQ", 3)),
        rule("ALLOW", "link", (1, "GE", 4), (1, "LE", 8), (0, "EQ", 7)), rule("KILL", "chmod", (0, "MASKED_EQ", 12, 4), (0, "MASKED_EQ", 3, 1)),
    )  # fmt: skip
    yield "the same rule twice", profile("ERRNO 490", *[rule("ALLOW", "mkdir", (0, "EQ", 1)), rule("ERRNO 401", "rmdir")] * 2)
    many = [rule("ERRNO %d" % (401 + value % 80), "mkdir", (0, "EQ", value * 7 << (value % 3 * 16))) for value in range(40)]
    yield "forty conditions", profile("ERRNO 490", *many, archs="X86_64")


def comparisons():
    targets = "mkdir rmdir symlink link chmod chown".split()
    for value in EDGES:
        rules = [rule("ERRNO %d" % (401 + at), targets[at], (0, op, value)) for at, op in enumerate(OPERATORS)]
        yield "compared with %#x" % value, profile("ERRNO 490", *rules)
    masks = [(0xF0, 0x10), (0xFFFFFFFF, 5), (0xFFFFFFFF00000000, 3 << 32), ((1 << 64) - 1, 1 << 63), (0, 0), (0, 5), (0xF0, 0x1F), (1, 0), (0x7E020000, 0)]
    names = "mkdir rmdir symlink link chmod chown rename truncate mknod".split()
    yield "masked", profile("ERRNO 490", *[rule("ERRNO %d" % (401 + at), names[at], (1, "MASKED_EQ", *pair)) for at, pair in enumerate(masks)])
    yield "masks that overlap", profile(
        "ERRNO 490", rule("ERRNO 401", "mkdir", (0, "MASKED_EQ", 3, 1)), rule("ERRNO 402", "mkdir", (0, "MASKED_EQ", 12, 4)),
        rule("ERRNO 403", "mkdir", (0, "EQ", 5)), rule("ERRNO 404", "rmdir", (0, "MASKED_EQ", 1 << 32, 1 << 32)), rule("ERRNO 405", "rmdir", (0, "GT", 1 << 32)),
    )  # fmt: skip


def multiplexed():
    yield "socketcall and its calls", profile(
        "ERRNO 490", rule("ERRNO 401", "socket", (0, "EQ", 40)), rule("ERRNO 402", "bind"), rule("ERRNO 403", "accept"), rule("ALLOW", "accept4"),
        rule("ERRNO 404", "sendmsg", (1, "GT", 3)), rule("KILL", "recv"), rule("ERRNO 405", OTHER),
    )  # fmt: skip
    yield "ipc and its calls", profile(
        "ERRNO 490", rule("ERRNO 401", "semop"), rule("ERRNO 402", "semget", (1, "EQ", 7)), rule("ALLOW", "msgsnd"), rule("TRAP", "shmat", (0, "EQ", 1)),
        rule("ERRNO 403", "shmget", (2, "MASKED_EQ", 7, 5)), rule("ERRNO 404", "semtimedop"), rule("ERRNO 405", OTHER),
    )  # fmt: skip
    yield "the multiplexers themselves", profile("ERRNO 490", rule("ERRNO 401", "socketcall ipc"), rule("ERRNO 402", OTHER))
    yield "a multiplexer beside its calls", profile(
        "ERRNO 490", rule("ERRNO 401", "socketcall", (0, "EQ", 1)), rule("ALLOW", "bind"), rule("ERRNO 402", "ipc"), rule("ALLOW", "shmat"),
    )  # fmt: skip
    yield "no VSOCK", profile("ALLOW", rule("ERRNO 401", "socket", (0, "EQ", 40)), rule("ERRNO 402", "socketpair", (0, "NE", 1)))
    yield "multiplexed calls that are denied", profile("LOG", rule("ERRNO 401", "socket"), rule("ERRNO 402", "connect", (0, "EQ", 2)), rule("KILL_PROCESS", "shmget"))


def names_and_architectures():
    unknown = rule("ERRNO 401", "nosuchcall lsm_set_self_attrs mkdir arm_fadvise64_64 s390_runtime_instr stat64 map_shadow_stack")
    yield "names that nobody knows", profile("ERRNO 490", unknown)
    yield "a rule for no call", profile("ERRNO 490", rule("ALLOW", ""), rule("ERRNO 401", "mkdir"))
    yield "a foreign architecture beside", profile("ERRNO 490", rule("ERRNO 401", "mkdir mkdirat"), archs="AARCH64 X86")
    yield "no rules", profile("ALLOW")
    yield "no rules, 32-bit x86 not known", profile("ALLOW", archs="")
    yield "error number where none counts, comments", profile("ERRNO 490", rule("ERRNO 401", "mkdir") | {"comment": "no"}, archs="X86_64 X86_64 X86")


def random_profile(rng):
    """Rules that overlap, multiplex and compare at random; as test/oracle/seccomp's others, and what the runtime needs."""
    names = rng.sample([*"mkdir rmdir link socket bind accept4 socketcall semop shmget ipc personality unshare".split(), HIGH, "chmod", OTHER], 5)
    chosen = rng.sample(["ALLOW", "KILL", "LOG", "TRAP", "KILL_PROCESS", "ERRNO 401", "ERRNO 402", "ERRNO"], 3)
    rules = [rule(rng.choice(chosen), " ".join(rng.sample(names, rng.choice([1, 1, 2]))), *random_conditions(rng)) for _ in range(rng.choice([3, 5, 8]))]
    return profile(rng.choice(["ERRNO 490", "ERRNO", "ALLOW", "KILL", "TRAP"]), *rules, archs=rng.choice([TRIO, TRIO, "", "X86", "X32"]))


def random_conditions(rng):
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3])):
        values = [rng.choice([0, 1, 2, 5, 40, 41, *EDGES]) for _ in range(2)]
        operator = rng.choice([*OPERATORS, "MASKED_EQ"])
        yield (rng.choice([0, 0, 1, 2, 5]), operator, *(values if operator == "MASKED_EQ" else values[:1]))
