#!/usr/bin/python3
"""Records ten programs in containers of the real runc: what strace -f sees each of them call, under no filter; that it does the same under the profile which
the site makes of that trace; and that it doesn't where one call that it needs is taken out of that profile.

Run as root on x86_64 where Debian's runc and the programs are installed, and with the Node that the site needs ($NODE, or `node`):
/usr/bin/python3 test/oracle/fit/record_programs.py [--out FOLDER]
"""

import json
import os
import subprocess

from program_stage import Stage, recorder, tool_stage

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = ["runc", "strace", "libc6", "libseccomp2"]
# A program that waits, or ends, does not always make the same calls: what any of so many traces has, is in the trace.
TRACES = 3
STARTS = 5
PYTHON = """
import json, subprocess, threading
found = []
thread = threading.Thread(target=lambda: found.append(subprocess.run(['true']).returncode))
thread.start()
thread.join()
print(json.dumps(found))
"""
NGINX = """
printf 'daemon off; worker_processes 1; pid /tmp/pid; error_log /tmp/log; events {} http { access_log off; client_body_temp_path /tmp/a; proxy_temp_path /tmp/b;
fastcgi_temp_path /tmp/c; uwsgi_temp_path /tmp/d; scgi_temp_path /tmp/e; server { listen unix:/tmp/socket; location / { return 200 served; } } }' > /tmp/conf
nginx -c /tmp/conf &
while ! [ -S /tmp/socket ]; do sleep 0.1; done
curl -s --max-time 9 --unix-socket /tmp/socket http://localhost/
kill -QUIT %1
wait
"""
GCC = """
printf '#include <stdio.h>\\nint main(void) { puts("compiled"); return 3; }' > /tmp/a.c && gcc -o /tmp/a /tmp/a.c && /tmp/a
"""
# The program, what it is started with, and a call that it can't do without.
PROGRAMS = {
    "busybox": (["busybox", "sh", "-c", "busybox ls /usr/share/base-passwd | busybox wc -w; busybox id -u"], "pipe2"),
    "ls": (["ls", "-d", "/usr"], "statx"),
    "bash": (["bash", "-c", 'trap "echo told" USR1; kill -USR1 $$; (exit 3); echo $?; echo a | cat'], "rt_sigaction"),
    "python": (["python3", "-c", PYTHON], "clone"),
    "perl": (["perl", "-e", 'if (my $p = fork) { waitpid $p, 0; print $? >> 8, "\\n" } else { exit 5 }'], "wait4"),
    "tar": (["sh", "-c", "tar -C /usr/share/base-passwd -cf /tmp/a.tar . && tar -tf /tmp/a.tar | sort | head -1"], "fstat"),
    "sqlite": (["sqlite3", "/tmp/a.db", "create table t (a); insert into t values (7); select a from t;"], "pwrite64"),
    "gcc": (["sh", "-c", GCC], "wait4"),
    "nginx": (["bash", "-c", NGINX], "accept4"),
    "docker": (["docker", "--version"], "mmap"),
}

# What Go's runtime calls in some runs only, where it waits or hands memory back.
SOMETIMES = {"docker": ["epoll_pwait", "futex", "getpid", "madvise", "munmap", "nanosleep", "rt_sigreturn", "sched_yield", "tgkill"]}


def row(stage, name, arguments, needed):
    traced, lines = None, set()
    for _ in range(TRACES):
        came, found = stage.trace(arguments)
        assert traced in (None, came), f"{name}: {traced}, then {came}"
        traced, lines = came, lines | found
    often = {line for line in lines if line.partition("(")[0] not in SOMETIMES.get(name, ())}
    lines = often | {f"{call}() = 0" for call in SOMETIMES.get(name, ())}
    # Whether a wait is cut off by the end of the program differs from run to run.
    calls = sorted(line for line in lines if not line.endswith("?") or line.replace("= ?", "= 0") not in lines)
    profile = made(calls)
    comes = [stage.start(arguments, profile) for _ in range(STARTS)]
    assert needed in {call for rule in profile["syscalls"] for call in rule["names"]}, f"{name} never calls {needed}"
    without = stage.start(arguments, without_call(profile, needed))
    return {"program": name, **traced, "same": comes.count(traced), "of": STARTS, "without": needed, "then": "same" if without == traced else "fails", "calls": calls}


def made(calls):
    node = [os.environ.get("NODE", "node"), os.path.join(HERE, "makeProfile.ts"), os.uname().release]
    return json.loads(subprocess.run(node, input="\n".join(calls), capture_output=True, text=True, check=True).stdout)


def without_call(profile, name):
    rules = [{**rule, "names": [call for call in rule["names"] if call != name]} for rule in profile["syscalls"]]
    return {**profile, "syscalls": [rule for rule in rules if rule["names"]]}


if __name__ == "__main__":
    out = recorder.out_folder(__doc__)
    stage = Stage()
    rows = [row(stage, name, *program) for name, program in PROGRAMS.items()]
    recorder.save(out, "programs.json", rows, **{name: tool_stage.version(name) for name in PACKAGES})
