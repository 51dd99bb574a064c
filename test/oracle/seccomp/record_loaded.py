#!/usr/bin/python3
"""Records what the real kernel answers under our own programs, for test/engine/seccomp. Run it on Linux on x86_64 with gcc:

    /usr/bin/python3 test/oracle/seccomp/record_loaded.py [--out FOLDER]

The programs come from programTexts.ts, which needs the Node that the site needs ($NODE, or `node`); load.c loads each and asks, and bubblewrap loads each too
(`bwrap --seccomp`) and runs `true` under it. A record is a program by its name with its bytes, whether bubblewrap's program ran, and the kernel's answers: for
x86_64, x32 and x86 one for each number 0 to 599, then for each call with conditions one for each of `values` in its first argument. 200 is an allowed call,
another number an errno, a negative one the signal that killed.
"""

import json
import os
import pathlib
import subprocess
import tempfile

from recorder import main, write

HERE = pathlib.Path(__file__).resolve().parent
NUMBERS = range(600)
X32_BIT = 0x40000000
VALUES = [0, 1, 8, 0x25, 0x26, 0x27, 0x28, 0x29, 0x20000, 0x20008, 0x20009, 0x7E020000, 0x10000000, 0xFFFFFFFF, 1 << 32, (1 << 32) + 0x26, (1 << 64) - 1]
CONDITIONED = [('n', 41), ('n', 56), ('n', 135), ('n', X32_BIT + 41), ('n', X32_BIT + 56), ('n', X32_BIT + 135), ('x', 359), ('x', 120), ('x', 136)]
APART = [X32_BIT - 1, 2 * X32_BIT - 1, 2 * X32_BIT, 3 * X32_BIT, 0xFFFFFFFF]


def questions():
    for base, kind in ((0, 'n'), (X32_BIT, 'n'), (0, 'x')):
        yield from ((kind, base + number, 0) for number in NUMBERS)
    yield from (('n', number, 0) for number in APART)
    yield from ((kind, number, value) for kind, number in CONDITIONED for value in VALUES)


def asked(loader, program):
    lines = ''.join(f'{kind} {number} {value} 0 0\n' for kind, number, value in questions())
    done = subprocess.run([loader, program], input=lines, capture_output=True, text=True, check=True)
    return [int(line) for line in done.stdout.split()]


def bubblewrap(program):
    with tempfile.TemporaryFile() as file:
        file.write(bytes.fromhex(program))
        file.seek(0)
        command = ['bwrap', '--ro-bind', '/', '/', '--seccomp', str(file.fileno()), 'true']
        return subprocess.run(command, pass_fds=[file.fileno()], capture_output=True).returncode


def runs(answers):
    """"200x41 1x3": the answers, each with how often in turn."""
    found = []
    for answer in answers:
        if found and found[-1][0] == answer:
            found[-1][1] += 1
        else:
            found.append([answer, 1])
    return ' '.join(f'{answer}x{count}' for answer, count in found)


def records():
    printed = subprocess.run([os.environ.get('NODE', 'node'), HERE / 'programTexts.ts'], capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        loader = f'{folder}/load'
        subprocess.run(['gcc', '-O1', '-mno-red-zone', '-o', loader, HERE / 'load.c'], check=True)
        for name, program in json.loads(printed).items():
            yield {'name': name, 'program': program, 'bubblewrap': bubblewrap(program), 'answers': runs(asked(loader, program))}


if __name__ == '__main__':
    head = {'kernel': os.uname().release.split('-')[0], 'numbers': len(NUMBERS), 'apart': APART, 'conditioned': CONDITIONED, 'values': [str(value) for value in VALUES]}
    write(main(__doc__), 'loaded.json', head, records(), packages=('bubblewrap',))
