#!/usr/bin/python3
"""Records the programs of minijail's compiler for test/engine/seccomp, as hexadecimal bytes. Run it on Debian with python3-minijail (sid has it):

    /usr/bin/python3 test/oracle/seccomp/record_minijail.py [--out FOLDER]

Asked are the profiles of record_programs.py on x86_64 alone, since a policy of minijail's is for one architecture, as its compiler lays them out of itself:
a binary search over the numbers (--optimization-strategy bst). Its language has no SCMP_CMP_MASKED_EQ but for no bit of the mask set, `in`, and refuses
two answers for one call: the first without conditions is told, which is what libseccomp keeps.
"""

import json
import pathlib
import subprocess
import tempfile

import engines
import runc
from abis import BY_NAME
from libseccomp import ACTIONS, action_of
from presets import read_profiles
from record_programs import CAPABILITIES, PRESETS, SEEDS, X86_64, random_profile
from recorder import ROOT, main, write

COMPILER = '/usr/bin/compile_seccomp_policy'
SYSCALLS = ROOT / 'content/data/syscalls'
# As far as libseccomp 2.6.0 has them, which record_programs.py asks; sid's is newer.
NEWER = json.loads((SYSCALLS / 'names.json').read_text())['since']['2.6.1']
NUMBERS = {name: number for name, number in json.loads((SYSCALLS / 'x86_64.json').read_text())['numbers'].items() if name not in NEWER}
# What generate_constants_json writes; the policies here name no constants.
CONSTANTS = {'arch_nr': BY_NAME[X86_64].audit, 'arch_name': 'x86_64', 'bits': 64, 'syscalls': NUMBERS, 'constants': {}}
OPERATORS = {'EQ': '==', 'NE': '!=', 'LT': '<', 'LE': '<=', 'GT': '>', 'GE': '>='}


def action_words(action):
    if action & ~0xFFFF == ACTIONS['SCMP_ACT_ERRNO']:
        return f'return {action & 0xFFFF}'
    return {ACTIONS['SCMP_ACT_ALLOW']: 'allow', ACTIONS['SCMP_ACT_LOG']: 'log', ACTIONS['SCMP_ACT_KILL_PROCESS']: 'kill-process'}[action]


def condition(arg):
    operator = arg['op'].removeprefix('SCMP_CMP_')
    if operator != 'MASKED_EQ':
        return f'arg{arg["index"]} {OPERATORS[operator]} {arg["value"]}'
    if arg.get('valueTwo', 0) != 0:
        raise ValueError(f'minijail has no words for {arg}')
    return f'arg{arg["index"]} in ~{arg["value"]}'


def policy(oci):
    """The policy's lines, a call a line, and the words of the default action."""
    default = action_of(oci['defaultAction'], runc.errno_of(oci['defaultErrnoRet']))
    calls = {}
    for action, name, args in runc.rules_for_libseccomp(oci, BY_NAME[X86_64]):
        answers = calls.setdefault(name, {}) if name in NUMBERS else {}
        if [] not in answers.values():
            answers[action] = [*answers.get(action, []), args] if args else []
    return [f'{name}: {answer_words(answers)}' for name, answers in calls.items()], action_words(default)


def answer_words(answers):
    """One answer without conditions, or each with what it is for."""
    if [] in answers.values():
        return next(action_words(action) for action, sets in answers.items() if sets == [])
    told = [f'{" || ".join(" && ".join(map(condition, args)) for args in sets)}; {action_words(action)}' for action, sets in answers.items()]
    return f'{{{", ".join(told)}}}'


def compiled(profile):
    alone = {key: value for key, value in profile.items() if key not in ('archMap', 'architectures')}
    lines, default = policy(engines.moby(alone, {'arch': X86_64, 'kernel': '6.12', 'capabilities': CAPABILITIES}))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / 'constants.json').write_text(json.dumps(CONSTANTS))
        (folder / 'the.policy').write_text('\n'.join(lines) + '\n')
        options = ['--arch-json', folder / 'constants.json', '--default-action', default]
        subprocess.run([COMPILER, *options, folder / 'the.policy', folder / 'program'], check=True)
        return (folder / 'program').read_bytes().hex()


def records():
    profiles = read_profiles()
    for name in PRESETS:
        yield {'preset': name, 'program': compiled(profiles[name])}
    for seed in SEEDS:
        yield {'seed': seed, 'program': compiled(random_profile(seed))}


if __name__ == '__main__':
    write(main(__doc__), 'minijail.json', {}, records(), ('python3-minijail', 'libseccomp2'))
