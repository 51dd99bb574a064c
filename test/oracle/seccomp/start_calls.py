"""What a runtime calls between taking its filter on and the program's own first call: read from a trace of strace's."""

import re

# Which arguments of a call are flags, commands or sizes that mean the same in every start; the others are addresses, descriptors and ids.
ARGUMENTS = {
    'close_range': [1, 2], 'epoll_ctl': [1], 'faccessat2': [0, 2, 3], 'fcntl': [1, 2], 'futex': [1], 'newfstatat': [0, 3], 'openat': [0, 2],
    'prctl': [0], 'rt_sigprocmask': [0],
}  # fmt: skip
# prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program), or seccomp(SECCOMP_SET_MODE_FILTER, flags, program); libseccomp first asks with no program.
FILTERED = re.compile(r'(?:prctl\(0x16, 0x2, |seccomp\(0x1, \w+, )0x[0-9a-f]{3,}')
LINE = re.compile(r'(\d+) +(\w+)\((.*?)(?:\) += .*| <unfinished \.\.\.>)$')


def made(trace):
    """The calls of the thread that took the filter on, up to the execve that starts the program: {name: its arguments in words}."""
    lines = [match.groups() for match in map(LINE.match, trace.splitlines()) if match]
    (first,) = [at for at, (_, name, given) in enumerate(lines) if FILTERED.match(f'{name}({given}')][-1:]
    thread = lines[first][0]
    calls = {}
    for who, name, given in lines[first + 1 :]:
        if who != thread:
            # What it starts has the filter too, and then this has to follow it.
            continue
        assert name not in ('clone', 'clone3', 'fork', 'vfork'), f'{name} after the filter'
        calls.setdefault(name, set()).add(in_words(name, given.split(', ')))
        if name == 'execve':
            return calls
    raise SystemExit('The trace ends before the program starts')


def in_words(name, given):
    """ "ffffffffffffff9c _ 80000": hexadecimal, "_" for what differs from start to start. Nothing where no argument is told."""
    told = ARGUMENTS.get(name, [])
    return ' '.join(given[at].removeprefix('0x') if at in told else '_' for at in range(max(told, default=-1) + 1))


def conditions(words):
    """in_words() again, as a rule's conditions."""
    told = [(index, word) for index, word in enumerate(words.split(' ')) if word != '_']
    return [{'index': index, 'value': int(word, 16), 'op': 'SCMP_CMP_EQ'} for index, word in told]
