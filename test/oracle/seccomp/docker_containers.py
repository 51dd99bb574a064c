"""Containers of dockerd with every kind of profile and privilege, under a daemon as it comes, one that remaps users, and one with a profile of its own."""

from probe_docker import daemon
from reading_texts import RULE, rule

# Numbers of x86_64 and arguments with which the kernel does no harm: umask; keyctl and bpf with no such command, open_by_handle_at without a handle,
# unshare of nothing, clone3 and openat2 with a struct of no size, and a number that nobody has. Docker's default gates some of them by a capability.
CALLS = [[95, 0], [250, 9999], [321, 9999, 0, 0], [304, 0, 0, 0], [272, 0], [435, 0, 0], [437, 0, 0, 0, 0], [999]]
ASK = ['/probe', '64', *' -- '.join(' '.join(map(str, call)) for call in CALLS).split()]
CUSTOM = rule(RULE)
FILE = 'seccomp=FILE'
PROFILES = [[], ['seccomp=unconfined'], ['seccomp=builtin'], [FILE]]

AS_IT_COMES = [
    *([f'--security-opt={option}' for option in profile] for profile in PROFILES),
    *([f'--cap-{word}'] for word in ('add=SYS_ADMIN', 'add=BPF', 'drop=ALL')),
    *(['--privileged', *(f'--security-opt={option}' for option in profile)] for profile in PROFILES),
    ['--privileged', '--cap-drop=ALL'], ['--privileged', '--cap-drop=ALL', f'--security-opt={FILE}'], ['--cap-add=ALL', f'--security-opt={FILE}'],
]  # fmt: skip
REMAPPED = [
    [], [f'--security-opt={FILE}'], ['--cap-add=SYS_ADMIN'], ['--privileged'], ['--userns=host'],
    *(['--privileged', '--userns=host', *(f'--security-opt={option}' for option in profile)] for profile in ([], [FILE])),
]  # fmt: skip
WITH_PROFILE = [*([f'--security-opt={option}' for option in profile] for profile in PROFILES[:3]), ['--privileged'], ['--privileged', '--security-opt=seccomp=builtin']]


def containers(stage, folder, ask):
    """A row a container: the daemon's options, the container's, and what `ask` (the client's command, the container's options, its arguments) tells of it."""
    path = folder / 'profile.json'
    path.write_text(CUSTOM)
    daemons = [([], AS_IT_COMES), (['--userns-remap=nobody:nogroup'], REMAPPED), ([f'--seccomp-profile={path}'], WITH_PROFILE)]
    with open(folder / 'everything', 'a') as subids:
        subids.write('nobody:100000:65536\nnogroup:100000:65536\n')
    for at, (given, asked) in enumerate(daemons):
        with daemon(stage, *given, name=f'docker{at}') as docker:
            for options in asked:
                told = ask(docker, [option.replace('FILE', str(path)) for option in options], ASK, f'docker{at}/log')
                yield {'daemon': [option.replace(str(path), 'FILE') for option in given], 'options': options, **told}
