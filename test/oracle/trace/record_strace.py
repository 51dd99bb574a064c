#!/usr/bin/python3
"""Records what the real strace prints of each call with each kind of argument, for test/engine/trace/strace. Run it on Debian with strace and gcc:

    /usr/bin/python3 test/oracle/trace/record_strace.py [--out FOLDER]

caller.c makes the calls of cases.py under a filter that answers them all, on x86_64 and, by int 0x80, on i386. Each is printed with each set of options, and
once more with -e raw=all, which must show the registers that the case names. A row is "registers printed", "registers call:printed" where strace prints
another name than the call's; what a call doesn't take is left out of its registers. Of lines that differ in nothing but numbers and what they show of memory two are kept.
"""

import argparse
import json
import os
import pathlib
import re
import struct
import subprocess
import tempfile
import zlib

import cases

HERE = pathlib.Path(__file__).resolve().parent
RECORDINGS = HERE.parent / 'recordings/trace'
ENVIRONMENT = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC'}
# Options, what the filter answers, and of how many kinds of lines one is kept.
PRINTED = {
    'refused': ([], 1, 1),
    'done': ([], 0, 3),
    'verbose': (['-X', 'verbose'], 1, 4),
    'raw': (['-X', 'raw'], 1, 4),
    'files': (['-y'], 1, 6),
    'unabbreviated': (['-v'], 0, 6),
    'numbered': (['-n'], 1, 12),
    'registers': (['-e', 'raw=all'], 1, 2),
}
LAST = re.compile(r'\s*(= (?:0|00|000|0x0|NULL|\?|-1 EPERM \(Operation not permitted\)).*)$')
NUMBER = re.compile(r'\b(?:0x[0-9a-f]+|[0-9]+)\b')
STRING = re.compile(r'"(?:[^"\\]|\\.)*"(?:\.\.\.)?')
# What is printed of memory, from the inside out.
MEMORY = re.compile(r'\{[^{}]*\}|\[[^][]*\]')
LONGEST = 260
BEGUN = re.compile(r'prctl\((?:PR_SET_SECCOMP|0x16|22)\b.*(?:SECCOMP_MODE_FILTER|0x2|2)\b')


def run(options, caller, listed, answer):
    """The lines that strace prints of the listed calls."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'out')
        command = ['strace', *options, '-o', out, caller, listed, str(answer)]
        quiet = dict.fromkeys(('stdin', 'stdout', 'stderr'), subprocess.DEVNULL)
        subprocess.run(command, check=True, cwd='/', env=ENVIRONMENT, **quiet)
        lines = pathlib.Path(out).read_text(encoding='latin-1').split('\n')
    return behind(lines)


def behind(lines):
    """Those of the calls themselves, behind the program's own."""
    begun = next(at for at, line in enumerate(lines) if BEGUN.search(line))
    return [line for line in lines[begun + 1 :] if '[ Process PID=' not in line]


def registers(args):
    given = [f'{value:x}' for value in args]
    while given and given[-1] == f'{cases.UNUSED:x}':
        given.pop()
    return ','.join(given)


def agrees(line, args):
    """Whether the registers in a line of -e raw=all are the case's; those of a call through ipc or socketcall are other calls' arguments."""
    shown = [int(word, 16) for word in re.findall(r'0x[0-9a-f]+|\b0\b', line[line.index('(') : line.rindex(')')].split(')')[0])]
    return tuple(shown) == args[: len(shown)]


def shape_of(text):
    shape = STRING.sub('S', text)
    while MEMORY.search(shape):
        shape = MEMORY.sub('M', shape)
    return NUMBER.sub('N', shape)


def drawn(text):
    """The same for every strace."""
    return zlib.crc32(text.encode())


def rows(made, lines, one_in, known):
    """`known`: the lines that were kept before."""
    kept = []
    seen = {}
    for (call, _, args, turned), line in zip(made, lines):
        text = LAST.sub('', line)
        name = re.search(r'(\w+)\(', text)[1]
        shape = (call, turned if isinstance(turned, int) else '', shape_of(text))
        seen[shape] = seen.get(shape, 0) + 1
        if seen[shape] > (2 if one_in == 1 else 1) or drawn(repr(shape)) % one_in or len(text) > LONGEST:
            continue
        # -y looks up the file of another process, by whatever ID the case has.
        if name == 'kcmp' and '<' in text:
            continue
        # What is printed alike with other options, or on the other ABI, says little more.
        if (text, args) in known and drawn(text) % 5:
            continue
        known.add((text, args))
        kept.append(f"{registers(args)} {'' if name == call else f'{call}:'}{text}")
    return kept


def tables(abi, caller, folder, known):
    made = list(cases.cases(abi))
    listed = os.path.join(folder, abi)
    with open(listed, 'wb') as file:
        for _, number, args, _ in made:
            file.write(struct.pack('<8Q', cases.ABIS[abi], number, *args))
    raw = run(['-e', 'raw=all'], caller, listed, 1)
    for (call, _, args, _), line in zip(made, raw):
        assert call in ('ipc', 'socketcall') or agrees(line, args), (call, args, line)
    for name, (options, answer, one_in) in PRINTED.items():
        yield f'{abi} {name}', rows(made, run(options, caller, listed, answer), one_in, known)


def write(out, name, stamp, found):
    out.mkdir(parents=True, exist_ok=True)
    body = ''.join(f',\n{json.dumps(table)}:[\n' + ',\n'.join(map(json.dumps, lines)) + '\n]' for table, lines in found)
    (out / name).write_text(f'{{"stamp":{json.dumps(stamp)}{body}}}\n')
    print(*(f'{table}: {len(lines)}' for table, lines in found), sep='\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', type=pathlib.Path, default=RECORDINGS, help='the folder for the recordings (default: %(default)s)')
    out = parser.parse_args().out
    query = ['dpkg-query', '-W', '-f', '${Version}', 'strace']
    version = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        caller = os.path.join(folder, 'caller')
        subprocess.run(['gcc', '-O1', '-o', caller, str(HERE / 'caller.c')], check=True)
        known = set()
        found = [table for abi in cases.ABIS for table in tables(abi, caller, folder, known)]
    write(out, 'strace.json', {'strace': version, 'madeBy': 'test/oracle/trace/record_strace.py'}, found)


if __name__ == '__main__':
    main()
