"""Where record_starts.py starts containers: a root with start.c alone, and runc, crun, dockerd and Podman, each with a profile of allowed calls."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

import start_calls
from probe_stage import last_word

HERE = pathlib.Path(__file__).resolve().parent
BUILD = 'gcc -O1 -static -nostdlib -ffreestanding -fno-pie -no-pie -fno-stack-protector'
CAPABILITIES = json.loads((HERE.parents[2] / 'content/data/capabilities.json').read_text())['dockerDefault']
# start.c ends with it.
STARTED = 42
# Nothing takes a container as long, not even on a busy machine; one that hangs costs it.
SECONDS = 12
TRIES = 3
# What runc meets in one of some thousand starts, in a cgroup that goes with its container or as it writes down the container's state.
OUTSIDE = ['unable to get cgroup freezer state', 'unable to store init state']
# Beside what it follows, so that the runtime's `create` ends though its container goes on.
STRACE = ['strace', '-D']
# Nothing is refused of what a runtime makes.
HARMLESS = {'defaultAction': 'SCMP_ACT_ALLOW', 'syscalls': [{'names': ['mkdir'], 'action': 'SCMP_ACT_ERRNO'}]}


# No call that a runtime makes has a higher number: what is above the highest of a profile, runc answers with ENOSYS, whatever the action.
ABOVE = ['cachestat']


def allowing(names, action, errno=None, kinds=(), more=()):
    """A profile that allows these calls, and these kinds of calls, and answers every other one with the action."""
    head = {'defaultAction': f'SCMP_ACT_{action}', **({} if errno is None else {'defaultErrnoRet': errno})}
    rules = [{'names': [*names, *ABOVE], 'action': 'SCMP_ACT_ALLOW'}]
    rules += [{'names': [name], 'action': 'SCMP_ACT_ALLOW', 'args': start_calls.conditions(words)} for name, words in kinds]
    return {**head, 'architectures': ['SCMP_ARCH_X86_64'], 'syscalls': [*rules, *more]}


def build(folder):
    for name in ('bundle', 'root/proc', 'root/dev', 'root/sys', 'root/etc'):
        (folder / name).mkdir(parents=True)
    subprocess.run([*BUILD.split(), '-o', str(folder / 'root/start'), str(HERE / 'start.c')], check=True)


class Runtime:
    """runc or crun, for a container as Docker describes it, with no_new_privs or without."""

    def __init__(self, folder, name, no_new_privileges):
        self.folder, self.no_new_privileges, self.count = folder, no_new_privileges, 0
        more = ['--cgroup-manager=disabled'] if name == 'crun' else []
        self.command = [name, '--root', str(folder / f'{name}-state'), *more]

    def config(self, seccomp, user):
        process = {'user': {'uid': user, 'gid': 0}, 'args': ['/start'], 'cwd': '/', 'env': ['PATH=/'], 'noNewPrivileges': self.no_new_privileges}
        process['capabilities'] = {kind: CAPABILITIES for kind in ('bounding', 'effective', 'permitted')}
        mounts = [{'destination': '/proc', 'type': 'proc', 'source': 'proc'}]
        linux = {'namespaces': [{'type': 'mount'}, {'type': 'pid'}], 'seccomp': seccomp}
        return {'ociVersion': '1.0.2', 'process': process, 'root': {'path': str(self.folder / 'root')}, 'mounts': mounts, 'linux': linux}

    def start(self, seccomp, before=(), user=0, at_once=False):
        """ "starts", or how the runtime ended and what it said last; again where runc, outside the container, failed at what no filter brings about."""
        for _ in range(TRIES):
            status, said = self.run(seccomp, before, user, at_once)
            if said is None:
                return 'hangs'
            if not any(words in said for words in OUTSIDE):
                break
        return outcome(status, said)

    def run(self, seccomp, before, user, at_once):
        """As engines start it; `at_once`, by the command that does both steps."""
        bundle = self.folder / 'bundle'
        (bundle / 'config.json').write_text(json.dumps(self.config(seccomp, user)))
        (bundle / 'pid').unlink(missing_ok=True)
        self.count += 1
        name = f'start{self.count}'
        command = [sys.executable, str(HERE / 'create_start.py'), name, str(bundle), *before, '--', *self.command]
        if at_once:
            command = [*before, *self.command, 'run', '--bundle', str(bundle), name]
        run = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors='replace', start_new_session=True
        )
        try:
            _, said = run.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            said = None
        subprocess.run([*self.command, 'delete', '--force', name], capture_output=True, check=False)
        if said is None:
            end_sessions()
            run.communicate(timeout=SECONDS)
        return run.returncode, said

    def calls(self, user=0, seccomp=HARMLESS, at_once=False):
        """What it makes under a profile that refuses nothing of it, or nothing that it doesn't survive; see start_calls.made."""
        trace = self.folder / 'trace'
        came = self.start(seccomp, [*(STRACE[:1] if at_once else STRACE), '-f', '-e', 'raw=all', '-o', str(trace)], user, at_once)
        assert came == 'starts', came
        return start_calls.made(trace.read_text())

    def start_slowly(self, seccomp):
        """With the runtime stopped at each call, as on a machine that has much else to do; and with the signal by which Go stops what computes for long,
        sent as the filter is taken on: by itself it comes in few starts, and on some machines in none of a hundred."""
        return self.start(seccomp, [*STRACE, '-f', '-o', '/dev/null', '-e', 'inject=seccomp,prctl:signal=SIGURG'])


def end_sessions():
    """Ends what is left of a container whose first thread alone was killed: its runtime takes that for the end of all of them, or has not told its
    process ID yet. It is in a session of its own; the recorder, and what keeps the processors busy, are in another."""
    for pid in [int(name) for name in os.listdir('/proc') if name.isdigit()]:
        with contextlib.suppress(ProcessLookupError):
            if os.getsid(pid) != os.getsid(0):
                os.kill(pid, signal.SIGKILL)


def outcome(status, said):
    """ "starts", or "fails" with what was said of the cause, if anything was: where the container is gone before it can tell, only that it is gone."""
    if status == STARTED:
        return 'starts'
    word = re.sub(r'\x1b\[\w*', '', last_word(re.sub(r'\x1b\[\w*\n?', '', said)))
    cause = CAUSE.search(word)
    return f'fails: {cause[1]}' if cause else 'fails'


# runc's, from the container's first process on; that process's own, where it was told to start already; crun's, with Podman's words around it.
CAUSE = re.compile(
    r'(?:unable to start container process: |^(?:Error: crun: )?(?=exec |ensure |readdirent |prctl |capset:|cannot set|read from the exec fifo))(.*?)'
    r'(?:: unknown\.|: OCI permission denied)?$'
)


def docker_start(docker, folder, profile, options):
    """The same of a container of dockerd's, as `docker run` tells it."""
    status, said = engine_run(docker, folder, profile, options)
    return 'hangs' if said is None else outcome(status, said.partition("\nRun 'docker run --help'")[0])


def podman_start(podman, folder, profile, options):
    """The same of a container of Podman's, whose runtime logs in JSON."""
    status, said = engine_run(podman, folder, profile, options)
    return 'hangs' if said is None else outcome(status, re.sub(r'^\{"msg":"(.*?)".*\}$', r'\1', said, flags=re.MULTILINE))


def engine_run(engine, folder, profile, options):
    path = folder / 'profile.json'
    path.write_text(json.dumps(profile))
    command = [*engine, 'run', '--rm', '--network=none', f'--security-opt=seccomp={path}', *options, 'oracle', '/start']
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as client:
        try:
            _, said = client.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            client.kill()
            return client.returncode, None
    return client.returncode, said


def podman_with_image(folder):
    """The command of a Podman with crun, its own store and an image of start.c alone. It makes no cgroups, for which a machine may lack a controller."""
    config = folder / 'containers.conf'
    config.write_text('[containers]\ncgroups = "disabled"\npids_limit = 0\n')
    own = [f'--{name}={folder / f"podman-{name}"}' for name in ('root', 'runroot', 'tmpdir')]
    podman = ['env', f'CONTAINERS_CONF={config}', 'podman', *own, '--storage-driver=vfs', '--cgroup-manager=cgroupfs', '--runtime=crun']
    tar = subprocess.run(['tar', '--owner=0', '--group=0', '-C', folder / 'root', '-c', '.'], capture_output=True, check=True).stdout
    subprocess.run([*podman, 'import', '--quiet', '-', 'oracle:latest'], input=tar, capture_output=True, check=True)
    return podman


@contextlib.contextmanager
def load():
    """Keeps every processor busy with others."""
    busy = [subprocess.Popen([sys.executable, '-c', 'while True: pass']) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()
