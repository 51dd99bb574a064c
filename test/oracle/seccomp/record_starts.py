#!/usr/bin/python3
"""Records what runc, crun, dockerd and Podman still call once the filter of a container is in, and what becomes of the container where one of these
calls is refused: with no_new_privs, where they take the filter on last, and without.

A container is started as engines do it, by the runtime's `create` and then its `start`: in between its first process waits, in crun under the filter
already. What of this the runtime's `run` does without, which does both, is recorded too.

Every call is taken away from the profile that allows exactly those that were made, and refused with each of ERRNOS and by killing. What is survived is
then left out together, and with what remains, the smallest profile, a static program has to start STARTS times, half of them on a busy machine.
Go's runtime makes some calls only in some starts: SOMETIMES and RARELY, the union over hundreds of starts of each runtime, idle and busy. A call that is
in no list is recorded as it is met, so that this recording differs.

Run as root on x86_64 where Debian's runc, crun, docker.io, docker-cli, podman, strace and gcc are installed:
/usr/bin/python3 test/oracle/seccomp/record_starts.py [--out FOLDER]
"""

import pathlib
import resource
import sys
import types

from probe_docker import daemon
from probe_stage import out_folder, recorder, tool_stage
from start_stage import HARMLESS, Runtime, allowing, build, docker_start, load, podman_start, podman_with_image

PACKAGES = ['runc', 'crun', 'docker.io', 'podman', 'libseccomp2']
ERRNOS = [0, 1, 13, 22, 38]
# Locks, and the signal by which Go stops what computes for long; with their arguments (FUTEX_WAIT_PRIVATE, FUTEX_WAKE_PRIVATE).
SOMETIMES = {'runc': {'futex': ['_ 80', '_ 81'], 'rt_sigreturn': []}, 'crun': {}}
# What only a few of hundreds of starts on a machine with far too much to do made: to refuse them and wait for one that notices takes too long.
RARELY = {'runc': ['mmap', 'sched_yield'], 'crun': []}
# The program's own.
PROGRAM = ['exit_group']
TRACES = 3
STARTS = 50
ENGINE_STARTS = 10
# One in some thousand starts fails, and not for its filter: so many are made again. What they said is told, so that a call of no list is found.
SPARE = 1
# Refusals of a call that few starts make: so many may miss it.
TRIES = 80
TELLING = 4
# A call that is made in each start is survived where one start survives it: beside it, another may meet a call that few make.
SURVIVING = 2
# Where it did nothing, crun reads its fifo at once, and gives up where `crun start` has opened it and not yet written (libcrun/container.c,
# container_init): who comes first differs, on an idle machine mostly crun, on a busy one mostly the start.
RACES = {'runc': [], 'crun': [('pselect6', 0)]}
SLIDE = ['accept', 'accept4']
# A profile that many would try, and what becomes of it in each engine.
FOUR = ['read', 'write', 'accept4', 'exit_group']


def records(folder, name, no_new_privileges):
    """A row for each call of one runtime, and one for the smallest profile."""
    runtime = Runtime(folder, name, no_new_privileges)
    what = {'runtime': name, 'noNewPrivileges': no_new_privileges}
    calls = made(runtime, SOMETIMES[name], RARELY[name])
    everything = [*calls, *RARELY[name], *PROGRAM]
    for call, (when, given) in calls.items():
        told = {**what, 'call': call, 'made': when, **({'args': given} if given else {})}
        rest = [other for other in everything if other != call]
        refused = refusals(runtime, rest, [], when, racing=[errno for other, errno in RACES[name] if other == call])
        yield {**told, 'refused': refused}
        if when == ALWAYS and refused['errno 38'] == 'starts':
            yield from instead(runtime, what, calls, rest, call)
        if len(given) > 1 and when == ALWAYS and not refused['errno 1'] == 'starts':
            for kind_of in given:
                others = [other for other in given if other != kind_of]
                yield {**what, 'call': call, 'kind': kind_of, 'refused': refusals(runtime, rest, [(call, other) for other in others], when)}
    for call in RARELY[name]:
        yield {**what, 'call': call, 'made': 'rarely'}
    smallest = without_survived(runtime, everything, [call for call, (when, _) in calls.items() if when == ALWAYS])
    smallest = [call for call in smallest if calls.get(call, (ALWAYS,))[0] != OTHER_USER]
    yield {**what, 'smallest': smallest, 'starts': idle_and_busy(runtime, allowing(smallest, 'ERRNO', 1))}
    unmade = [call for call in everything if calls.get(call, (ALWAYS,))[0] != OTHER_USER]
    yield {**what, 'killing': unmade, 'starts': idle_and_busy(runtime, allowing(unmade, 'KILL_PROCESS'))}
    at_once = runtime.calls(at_once=True)
    yield {**what, 'run lacks': [call for call, (when, _) in calls.items() if when == ALWAYS and call not in at_once]}
    yield {**what, 'killing a thread': FOUR, 'came': kind(runtime.start(allowing(FOUR, 'KILL_THREAD')))}


def instead(runtime, what, calls, rest, call):
    """A row for each call that is made in the place of one that the kernel seems to lack."""
    lacking = {'names': [call], 'action': 'SCMP_ACT_ERRNO', 'errnoRet': 38}
    made_then = runtime.calls(seccomp=HARMLESS | {'syscalls': [lacking]})
    for other in [other for other in made_then if other not in [*calls, *RARELY[what['runtime']]]]:
        yield {**what, 'call': other, 'insteadOf': call, 'refused': refusals(runtime, rest, [], ALWAYS, [lacking])}


ALWAYS, SOMETIMES_MADE, OTHER_USER = 'always', 'sometimes', 'by another user than root'


def made(runtime, sometimes, rarely):
    """{call: (when, its arguments)} over a few starts."""
    traces = [runtime.calls() for _ in range(TRACES)]
    found = {}
    for call in dict.fromkeys([call for trace in traces for call in trace]):
        if call not in sometimes and call not in rarely:
            when = ALWAYS if all(call in trace for trace in traces) else SOMETIMES_MADE
            found[call] = when, sorted(set().union(*[trace.get(call, set()) for trace in traces]) - {''})
    for call, given in sometimes.items():
        found[call] = SOMETIMES_MADE, given
    for call, given in runtime.calls(user=1000).items():
        if call not in rarely:
            found.setdefault(call, (OTHER_USER, sorted(given - {''})))
    return found


def refusals(runtime, rest, kinds, when, more=(), racing=()):
    """What becomes of a start where all but `rest` and these kinds of a call is answered with each error number, 0 for "it did nothing", or kills; of
    `racing` error numbers, whether it differs."""
    if when == SOMETIMES_MADE:
        return {'errno 1': at_last(runtime, allowing(rest, 'ERRNO', 1)), 'kill process': at_last(runtime, allowing(rest, 'KILL_PROCESS'))}
    user = 1000 if when == OTHER_USER else 0
    start = lambda *answer: runtime.start(allowing(rest, *answer, kinds=kinds, more=more), user=user)  # noqa: E731
    answers = {f'errno {errno}': ('ERRNO', errno) for errno in ERRNOS} | {'kill process': ('KILL_PROCESS',)}
    came = {}
    for answer, of in answers.items():
        if of[-1] in racing:
            came[answer] = raced(lambda of=of: start(*of))
        else:
            told = telling(lambda of=of: start(*of), TELLING if answer == 'errno 1' else SURVIVING)
            came[answer] = told if answer == 'errno 1' else kind(told)
            # Where a call races, the container is gone before the runtime's `start` asks for it, or as it does: then that waits for ever. Both are no start.
            if racing and came[answer] == 'hangs':
                came[answer] = 'fails'
    return came


def kind(came):
    return came.partition(':')[0]


def telling(start, tries=TELLING):
    """What is said of the cause may be lost with the process that says it: a few starts, until one tells or is survived."""
    for _ in range(tries):
        came = start()
        if came != 'fails':
            break
    return came


def raced(start):
    """Whether of many starts some fail and some don't: on an idle machine and on a busy one, where another comes first."""
    fails = any(start() != 'starts' for _ in range(TRIES))
    with load():
        starts = any(start() == 'starts' for _ in range(TRIES))
    return 'sometimes fails' if fails and starts else 'fails' if fails else 'starts'


def at_last(runtime, profile):
    """Whether one of many starts fails; how, differs."""
    return 'fails' if any(runtime.start_slowly(profile) != 'starts' for _ in range(TRIES)) else 'starts'


def without_survived(runtime, everything, always):
    """Takes one call away after the other, and leaves out what is not missed."""
    smallest = list(everything)
    for call in always:
        rest = [other for other in smallest if other != call]
        if telling(lambda rest=rest: runtime.start(allowing(rest, 'ERRNO', 1)), SURVIVING) == 'starts':
            smallest = rest
    return smallest


def idle_and_busy(runtime, profile):
    """How many of STARTS starts happened, half of them on a busy machine."""
    idle = count(lambda: runtime.start(profile), STARTS // 2)
    with load():
        return idle + count(lambda: runtime.start(profile), STARTS // 2)


def count(start, starts):
    """How many of so many starts happened; see SPARE."""
    missed = [came for came in (start() for _ in range(starts)) if came != 'starts']
    again = [start() for _ in missed[:SPARE]]
    if missed:
        print('did not start:', missed, again, file=sys.stderr)
    return starts - len(missed) + again.count('starts')


def docker_records(folder, rows):
    """What `docker run` tells where a call is refused, which of the runtime's alone starts or doesn't."""
    with daemon(types.SimpleNamespace(folder=str(folder), root=str(folder / 'root'))) as docker:
        yield from engine_records('docker', 'runc', rows, lambda profile, options: docker_start(docker, folder, profile, options))


def podman_records(folder, rows):
    """The same of `podman run`."""
    podman = podman_with_image(folder)
    yield from engine_records('podman', 'crun', rows, lambda profile, options: podman_start(podman, folder, profile, options))


def engine_records(engine, runtime, rows, start_with):
    for no_new_privileges in (False, True):
        options = ['--security-opt=no-new-privileges'] if no_new_privileges else []
        start = lambda profile, options=options: start_with(profile, options)  # noqa: E731
        own = [row for row in rows if row['runtime'] == runtime and row['noNewPrivileges'] == no_new_privileges]
        what = {'runtime': engine, 'noNewPrivileges': no_new_privileges}
        (smallest,) = [row['smallest'] for row in own if 'smallest' in row]
        for call in [call for call in smallest if call not in [*SOMETIMES[runtime], *RARELY[runtime], *PROGRAM]]:
            rest = [other for other in smallest if other != call]
            yield {**what, 'call': call, 'refused': {'errno 1': telling(lambda rest=rest, start=start: start(allowing(rest, 'ERRNO', 1)))}}
        yield {**what, 'smallest': smallest, 'starts': count(lambda start=start, smallest=smallest: start(allowing(smallest, 'ERRNO', 1)), ENGINE_STARTS)}
        for action in ('ERRNO', 'KILL_PROCESS'):
            yield {**what, 'allowed': FOUR, 'else': action, 'came': kind(start(allowing(FOUR, action)))}
        yield {**what, 'allowed': SLIDE, 'else': 'ERRNO', 'came': kind(start(allowing(SLIDE, 'ERRNO')))}


if __name__ == '__main__':
    out = out_folder(__doc__)
    # Where the soft limit is lower, Go raises it and sets it back: a matter of the machine, not of the runtime.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    folder = pathlib.Path(tool_stage.enter())
    build(folder)
    rows = [row for name in SOMETIMES for own in (False, True) for row in records(folder, name, own)]
    rows += [*docker_records(folder, rows), *podman_records(folder, rows)]
    recorder.save(out, 'starts.json', rows, **{name: tool_stage.version(name) for name in PACKAGES})
