"""A profile in few words, as test/engine/seccomp/inline.ts reads it."""

SIGNS = {'EQ': '==', 'NE': '!=', 'LT': '<', 'LE': '<=', 'GT': '>', 'GE': '>='}
SHORT = {'KILL_PROCESS': 'proc'}


def profile_words(profile):
    """ "errno=38[s390x+s390]: allow clone read arg0==1 arg1&3==1 | kill mkdir" """
    named = '+'.join(name.removeprefix('SCMP_ARCH_').lower() for name in profile['architectures'])
    head = action_words(profile['defaultAction'], profile.get('defaultErrnoRet')) + (f'[{named}]' if named else '')
    return f'{head}: ' + ' | '.join(map(rule_words, profile['syscalls']))


def rule_words(rule):
    return ' '.join([action_words(rule['action'], rule.get('errnoRet')), *rule['names'], *map(condition_words, rule['args'])])


def action_words(action, errno_ret):
    name = action.removeprefix('SCMP_ACT_')
    return SHORT.get(name, name.lower()) + ('' if errno_ret is None else f'={errno_ret}')


def condition_words(arg):
    operator = arg['op'].removeprefix('SCMP_CMP_')
    if operator == 'MASKED_EQ':
        return f"arg{arg['index']}&{number(arg['value'])}=={number(arg['valueTwo'])}"
    return f"arg{arg['index']}{SIGNS[operator]}{number(arg['value'])}"


def number(value):
    return str(value) if value < 1000 else hex(value)
