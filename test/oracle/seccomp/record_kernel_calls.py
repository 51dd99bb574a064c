#!/usr/bin/python3
"""Records what a kernel of x86_64 does with each call: whether it asks a filter, and whether it has the newer ones. Run as root on Linux:

    /usr/bin/python3 test/oracle/seccomp/record_kernel_calls.py [--out FOLDER]

Writes kernel_calls.json. `npm run oracle` boots the kernels of Debian's suites for it.
"""

import os

import kernel_call
import recorder

# Numbers below 512 are x86_64's own; those of x32 begin there (arch/x86/entry/syscalls/syscall_64.tbl).
EVERY_NUMBER = range(512)
# From 424 on a call has the same number on every architecture. uretprobe and uprobe are x86_64's alone.
NEWER = [335, 336, *range(424, 480)]


def main():
    folder = recorder.main(__doc__)
    errno, kill = kernel_call.ANSWER_ERRNO, kernel_call.KILL_PROCESS
    asked = [(kernel_call.answer(number, errno), kernel_call.answer(number, kill)) for number in EVERY_NUMBER]
    records = [{'filtered': [first, last], 'errno': told[0], 'kill': told[1]} for first, last, told in runs(asked)]
    records += [{'number': number, 'made': kernel_call.answer(number, None)} for number in NEWER]
    recorder.write(folder, 'kernel_calls.json', {'kernel': os.uname().release}, records, packages=())
    print(f'kernel_calls.json: {len(records)} records, Linux {os.uname().release}')


def runs(answers):
    """[first, last, answer] of each run of numbers that are answered alike."""
    found = []
    for number, told in enumerate(answers):
        if found and found[-1][2] == told:
            found[-1][1] = number
        else:
            found.append([number, number, told])
    return found


if __name__ == '__main__':
    main()
