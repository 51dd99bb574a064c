#!/usr/bin/python3
"""Records how the kernel's audit, perf and strace -c tell of calls, for test/engine/trace.

A program (format_calls.py) makes some calls with all six registers set and nothing else. Each tool's lines are kept as they were printed, but for what is
another at each run: times, process ids, addresses.

Run as root on x86_64 where Debian's gcc, linux-perf, strace and python3-seccomp are installed:
/usr/bin/python3 test/oracle/trace/record_formats.py [--out FOLDER]
"""

import os
import pathlib
import re
import socket
import struct
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'idmap'))
import format_calls  # noqa: E402
import recorder  # noqa: E402

# linux/audit.h, linux/netlink.h
NETLINK_AUDIT, READ_LOG, SECCOMP = 9, 1, 1326
# Runs a program under a filter that has one action for its calls.
UNDER = """
import os, seccomp, sys
action, flag, program, abi = sys.argv[1:5]
actions = {'LOG': seccomp.LOG, 'ERRNO': seccomp.ERRNO(1), 'TRACE': seccomp.TRACE(1), 'TRAP': seccomp.TRAP, 'KILL': seccomp.KILL, 'KILL_PROCESS': seccomp.KILL_PROCESS}
rules = seccomp.SyscallFilter(seccomp.ALLOW)
if flag == 'log': rules.set_attr(seccomp.Attr.CTL_LOG, 1)
if abi == 'x86':
    rules.add_arch(seccomp.Arch.X86)
    rules.remove_arch(seccomp.Arch.X86_64)
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.ALLOW)
for number in sys.argv[5:]: rules.add_rule(actions[action], seccomp.resolve_syscall(seccomp.Arch.X86 if abi == 'x86' else seccomp.Arch.X86_64, int(number)).decode())
rules.load()
os.execv(program, ['acts'])
"""
ACTIONS = ('LOG', 'ERRNO', 'TRACE', 'TRAP', 'KILL', 'KILL_PROCESS')


def build(folder, abi):
    """The program of an ABI."""
    made = folder / ('acts-' + abi)
    flags = ['-m32'] if abi == 'x86' else []
    command = ['gcc', '-O1', '-static', '-nostdlib', '-fno-stack-protector', '-fno-pie', '-no-pie', '-fcf-protection=none', *flags, '-x', 'c', '-', '-o', made]
    subprocess.run([str(word) for word in command], input=format_calls.source(abi), text=True, check=True)
    return made


def settled(line, folder):
    """The line without what is another at each run."""
    line = line.replace(str(folder), '/run/oracle')
    line = re.sub(r'audit\(\d+\.\d+:\d+\)', 'audit(1764000000.000:100)', line)
    line = re.sub(r'\bpid=\d+', 'pid=4242', line)
    line = re.sub(r'(acts-x86_64|acts-x86)/\d+', r'\1/4242', line)
    line = re.sub(r'^\s*(acts-\w+) +\d+ \[\d+\]\s+\d+\.\d+:', r' \1    4242 [000]  1000.000001:', line)
    line = re.sub(r'^\s*\d+\.\d+ \(\s*\d+\.\d+ ms\)', '     0.100 ( 0.010 ms)', line)
    line = re.sub(r'^\s*\d+\.\d+ \(\s+\)', '     0.100 (         )', line)
    line = re.sub(r'= 0x[\da-f]{7,}', '= 0x7f0000000000', line)
    return re.sub(r'\bip=0x[\da-f]+', 'ip=0x401020', line)


def audited(folder, program, abi, action, flag, numbers):
    """auditd's lines of what the filter logged: `type=SECCOMP msg=` before what the kernel sends it."""
    listener = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_AUDIT)
    listener.bind((0, READ_LOG))
    listener.settimeout(0.5)
    words = ['/usr/bin/python3', '-c', UNDER, action, flag, str(program), abi, *map(str, numbers)]
    subprocess.run(words, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    lines = []
    try:
        while True:
            packet = listener.recv(1 << 16)
            size, kind = struct.unpack('=IH', packet[:6])
            text = packet[16:size].decode().rstrip('\0')
            if kind == SECCOMP and 'exe="%s"' % program in text:
                lines.append(settled('type=SECCOMP msg=' + text, folder))
    except TimeoutError:
        listener.close()
    return lines


def printed(command):
    """What a command writes into the file that stands last."""
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    with open(command[command.index('-o') + 1], encoding='utf-8') as file:
        return [line.rstrip('\n') for line in file if line.strip()]


def perf(folder, program):
    """perf trace, its summary, and the raw tracepoint of perf script. Times sort the summary, so its rows are sorted anew."""
    out, data = str(folder / 'perf.txt'), str(folder / 'perf.data')
    yield 'perf trace', [settled(line, folder) for line in printed(['perf', 'trace', '-o', out, str(program)])]
    summary = [re.sub(r'\d+\.\d{3}', '0.010', line) for line in printed(['perf', 'trace', '-s', '-o', out, str(program)])]
    summary = [re.sub(r'\(\d+\), \d+ events, \d+\.\d%', '(4242), 68 events, 93.5%', line) for line in summary]
    summary = [re.sub(r'\s+\d+\.\d\d%$', '      1.00%', line) for line in summary]
    rows = sorted(line for line in summary if line.endswith('%') and 'events' not in line)
    yield 'perf trace -s', [*(line for line in summary if line not in rows), *rows]
    subprocess.run(['perf', 'record', '-q', '-e', 'raw_syscalls:sys_enter', '-o', data, str(program)], stdout=subprocess.DEVNULL, check=False)
    script = subprocess.run(['perf', 'script', '-i', data], capture_output=True, text=True, check=True).stdout.splitlines()
    yield 'perf script', [settled(line, folder) for line in script if 'acts-x86_64' in line and 'sys_enter' in line]


def refused(folder, program):
    """What perf tells of personality (135) where a filter answers it with EPERM, before the tracepoint of its entry."""
    out, data = str(folder / 'perf.txt'), str(folder / 'perf.data')
    under = ['/usr/bin/python3', '-c', UNDER, 'ERRNO', '', str(program), 'x86_64', '135']
    yield 'perf trace', [settled(line, folder) for line in printed(['perf', 'trace', '-o', out, *under]) if 'acts-x86_64' in line and 'personality' in line]
    subprocess.run(['perf', 'record', '-q', '-e', 'raw_syscalls:sys_*', '-o', data, *under], stdout=subprocess.DEVNULL, check=False)
    script = subprocess.run(['perf', 'script', '-i', data], capture_output=True, text=True, check=True).stdout.splitlines()
    yield 'perf script', [settled(line, folder) for line in script if 'acts-x86_64' in line and 'NR 135 ' in line]


def summed(folder, program):
    """strace -c, whose rows are sorted by times as well."""
    table = printed(['strace', '-c', '-o', str(folder / 'strace.txt'), str(program)])
    table = [re.sub(r'^ *\d+\.\d+ +\d+\.\d+ +\d+', '  0.00    0.000000           0', line) for line in table]
    rows = sorted(line for line in table[2:-2])
    return [*table[:2], *rows, *table[-2:]]


def answers(folder):
    programs = {abi: build(folder, abi) for abi in format_calls.ABIS}
    for abi, program in programs.items():
        numbers = sorted({number for number, _ in format_calls.ABIS[abi]})
        yield {'tool': 'audit', 'abi': abi, 'lines': audited(folder, program, abi, 'LOG', '', numbers)}
        for action in ACTIONS:
            for flag in ('', 'log'):
                lines = audited(folder, program, abi, action, flag, [136 if abi == 'x86' else 135])
                yield {'tool': 'audit', 'abi': abi, 'action': action, 'flag': flag, 'lines': lines}
    for tool, lines in perf(folder, programs['x86_64']):
        yield {'tool': tool, 'abi': 'x86_64', 'lines': lines}
    for tool, lines in refused(folder, programs['x86_64']):
        yield {'tool': tool, 'abi': 'x86_64', 'action': 'ERRNO', 'flag': '', 'lines': lines}
    yield {'tool': 'strace -c', 'abi': 'x86_64', 'lines': summed(folder, programs['x86_64'])}


def main():
    out = recorder.out_folder(__doc__.splitlines()[0])
    with recorder.tmpfs() as folder:
        subprocess.run(['mount', '-t', 'tracefs', 'tracefs', '/sys/kernel/tracing'], check=False, stderr=subprocess.DEVNULL)
        rows = list(answers(pathlib.Path(folder)))
    calls = [{'abi': abi, 'number': number, 'args': [str(value) for value in args]} for abi, made in format_calls.ABIS.items() for number, args in made]
    version = subprocess.run(['perf', '--version'], capture_output=True, text=True, check=True).stdout.split()[-1]
    recorder.save(out, 'formats.json', rows, tables=[('calls', calls)], perf=version)


if __name__ == '__main__':
    main()
