#!/usr/bin/python3
"""Records the filters that the real crun writes, alone and under Podman, and what either says where it refuses, for test/engine/seccomp.

Run as root on x86_64 where Debian's crun, podman and busybox-static are installed: /usr/bin/python3 test/oracle/seccomp/record_crun.py [--out FOLDER]

Records are those of record_random.py; `text` is the linux.seccomp of an OCI config.json for crun, or a profile for Podman.
"""

import json
import os
import random
import sys

import bpf
import crun_cases
import crun_stage
from abis import BY_WORD
from draws import arguments
from libseccomp import Refused
from random_profiles import edges, random_profile
from recorder import DIGITS, main, write
from words import profile_words

OWN_NAMESPACES = 'SECCOMP_ORACLE_NAMESPACES'
SEEDS = range(30_001, 30_251)
TURNS = 13
VALUES = 20


def answers_of(program, seed, profile):
    """On every ABI of the filter the answers for what the profile names and for a call that nobody has, with arguments drawn by draws.py."""
    values = edges({'syscalls': [{'args': args_of(rule)} for rule in profile.get('syscalls') or [] if rule]}, random.Random(seed), VALUES)
    named = {name for rule in profile.get('syscalls') or [] if rule for name in rule.get('names') or [rule.get('name')] if name}
    words = [name.removeprefix('SCMP_ARCH_').lower() for name in profile.get('architectures') or []]
    inside = [BY_WORD[word] for word in dict.fromkeys(['x86_64', *words]) if word in BY_WORD]
    calls = [(abi, number) for abi in inside for number in dict.fromkeys([abi.base + 999, *filter(None, map(abi.direct, sorted(named)))])]
    known, asked = [], []
    for at, (abi, number) in enumerate([*calls, (BY_WORD['x86'], 39), (BY_WORD['s390x'], 39)]):
        digits = ''
        for turn in range(TURNS):
            got = bpf.answer(program, abi, number, arguments(seed, at, turn, values, False))
            if got not in known:
                known.append(got)
            digits += DIGITS[known.index(got)]
        asked.append(f'{abi.word} {number} {digits[0] if len(set(digits)) == 1 else digits}')
    return {
        'values': ' '.join(f'{value:x}' for value in values),
        'answers': ' '.join(f'{value:x}' for value in known),
        'calls': ','.join(asked),
    }


def args_of(rule):
    return [{'value': arg.get('value', 0) % (1 << 64), 'valueTwo': arg.get('valueTwo', 0)} for arg in rule.get('args') or []]


def record(said, seed, profile, make):
    try:
        program = make()
    except Refused as refused:
        return said | {'refused': str(refused)}
    return said | ({'off': True} if program is None else answers_of(program, seed, profile))


def records():
    for at, text in enumerate(crun_cases.CRUN):
        said = {'seed': at, 'target': 'x86_64 podman crun', 'via': 'crun', 'text': text}
        yield record(said, at, json.loads(text) or {}, lambda text=text: crun_stage.crun(text))
    for at, (text, capabilities) in enumerate(crun_cases.PODMAN, 1000):
        said = {'seed': at, 'target': 'x86_64 podman crun', 'via': 'podman', 'text': text, 'capabilities': capabilities}
        profile = json.loads(text)
        if 'archMap' in profile:
            profile['architectures'] = ['x86_64', 'x86', 'x32']
        yield record(said, at, profile, lambda text=text, held=capabilities: crun_stage.podman(text, held))
    for seed in SEEDS:
        profile, _, _ = random_profile(seed, BY_WORD['x86_64'], 'crun')
        said = {'seed': seed, 'target': 'x86_64 podman crun', 'via': 'crun', 'profile': profile_words(profile)}
        yield record(said, seed, profile, lambda profile=profile: crun_stage.crun(json.dumps(profile)))


if __name__ == '__main__':
    out = main(__doc__).resolve()
    if os.environ.get(OWN_NAMESPACES) != '1':
        os.environ[OWN_NAMESPACES] = '1'
        own = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', sys.executable, os.path.abspath(sys.argv[0])]
        os.execvp('unshare', [*own, '--out', str(out)])
    crun_stage.enter()
    write(out, 'crun.json', {'turns': TURNS}, list(records()), ('crun', 'podman', 'libseccomp2'))
