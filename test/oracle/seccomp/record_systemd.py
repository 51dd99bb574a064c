#!/usr/bin/python3
"""Records how systemd reads the lists of a unit, for test/engine/seccomp/filter/take. Run it on Debian with systemd 250 or newer:

    /usr/bin/python3 test/oracle/seccomp/record_systemd.py [--out FOLDER]

Nothing is started: asked are systemd-analyze syscall-filter (the calls of each group), verify (which names it passes by), and security --offline=true, which
reads a unit as the manager does and tells whether its list allows or denies, and of some groups whether a call of them is in an allow list or missing from
a deny list.
"""

import json
import pathlib
import re
import subprocess
import tempfile

from recorder import ROOT, main, write

NAMES = sorted(json.loads((ROOT / 'content/data/syscalls/names.json').read_text())['pseudo'])
RESET = ['SystemCallFilter=']
UNITS = [
    ['SystemCallFilter=~@mount'],
    ['SystemCallFilter=~@mount', 'SystemCallFilter=openat read'],
    ['SystemCallFilter=~@mount', *RESET, 'SystemCallFilter=openat read'],
    ['SystemCallFilter=@mount', 'SystemCallFilter=~adjtimex'],
    ['SystemCallFilter=@mount', *RESET, 'SystemCallFilter=~adjtimex'],
    ['SystemCallFilter=@mount', *RESET],
    ['SystemCallFilter=@mount @clock', 'SystemCallFilter=~@mount'],
    ['SystemCallFilter=@mount', 'SystemCallFilter=~@mount', 'SystemCallFilter=swapon'],
    ['SystemCallFilter=~@mount @swap', 'SystemCallFilter=swapon'],
    ['SystemCallFilter=listns swapon', 'SystemCallFilter=~open_tree_attr'],
    ['SystemCallFilter=swapon:EPERM reboot'],
    ['SystemCallArchitectures=x86'],
    ['SystemCallArchitectures=x86', 'SystemCallArchitectures=native'],
    ['SystemCallArchitectures=x86', 'SystemCallArchitectures=', 'SystemCallArchitectures=native'],
]


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


def group(name):
    """Every call of a group, with those of the groups in it."""
    words = [line.strip() for line in run('systemd-analyze', 'syscall-filter', name).stdout.splitlines()[1:]]
    parts = [group(word) if word.startswith('@') else {word} for word in words if word and not word.startswith('#')]
    return set().union(*parts)


def analyzed(command, lines):
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / 'asked.service'
        unit.write_text('\n'.join(['[Service]', 'ExecStart=/bin/true', *lines]) + '\n')
        return run('systemd-analyze', *command, str(unit))


def reading(lines):
    told = json.loads(analyzed(['security', '--offline=true', '--json=short'], lines).stdout)
    words = {row['name']: row['description'] for row in told if row['name'] and row['name'].startswith('SystemCall')}
    groups = {name.partition('~')[2]: text for name, text in words.items() if '~' in name}
    kinds = {match[1] if (match := re.search(r'(allow|deny) list', text)) else 'none' for text in groups.values()}
    (kind,) = kinds
    return {'lines': lines, 'list': kind, 'bad': sorted(name for name, text in groups.items() if '(e.g.' in text), 'abis': words['SystemCallArchitectures=']}


def records():
    readings = [reading(lines) for lines in UNITS]
    asked = [row['name'].partition('~')[2] for row in json.loads(analyzed(['security', '--offline=true', '--json=short'], UNITS[0]).stdout) if row['name'] and '~@' in row['name']]
    for name in ['@known', '@default', *sorted(asked)]:
        yield {'group': name, 'calls': ' '.join(sorted(group(name)))}
    passed_by = re.findall(r'System call (\w+) is not known', analyzed(['verify'], [f'SystemCallFilter={name}' for name in NAMES]).stderr)
    yield {'unnamed': ' '.join(sorted(set(passed_by)))}
    yield from readings


if __name__ == '__main__':
    write(main(__doc__), 'systemd.json', {}, records(), ('systemd', 'libseccomp2'))
