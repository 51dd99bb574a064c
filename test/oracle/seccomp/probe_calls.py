"""The calls that the probe can make on x86_64, by name, from the kernel's own headers."""

import re

HEADERS = "/usr/include/x86_64-linux-gnu/asm/unistd_%s.h"
ABIS = {"x86_64": "64", "x86": "32", "x32": "x32"}
X32_BIT = 1 << 30
# linux/net.h and linux/ipc.h: what 32-bit x86 multiplexes, by the first argument
SOCKETCALL = (
    "socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom shutdown setsockopt getsockopt sendmsg recvmsg accept4"
).split()
IPC = {"semop": 1, "semget": 2, "semctl": 3, "semtimedop": 4, "msgsnd": 11, "msgrcv": 12, "msgget": 13, "msgctl": 14}
IPC |= {"shmat": 21, "shmdt": 22, "shmget": 23, "shmctl": 24}
MULTIPLEXED = {name: ("socketcall", at) for at, name in enumerate(SOCKETCALL, 1)} | {name: ("ipc", at) for name, at in IPC.items()}


def read(header):
    with open(HEADERS % header) as file:
        found = re.findall(r"#define __NR_(\w+) (\d+|\(__X32_SYSCALL_BIT \+ (\d+)\))", file.read())
    return {name: X32_BIT + int(x32) if x32 else int(number) for name, number, x32 in found}


NUMBERS = {abi: read(header) for abi, header in ABIS.items()}


def ways(abi, name):
    """(number, fixed first argument or None) of each way to the call on the ABI."""
    numbers = NUMBERS[abi]
    if name in numbers:
        yield numbers[name], None
    if abi == "x86" and name in MULTIPLEXED:
        multiplexer, first = MULTIPLEXED[name]
        yield numbers[multiplexer], first
