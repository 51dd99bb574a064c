#!/usr/bin/python3
"""Records how dockerd reads texts of a profile in its own format: what it, or runc behind it, refuses, and what a call is answered in a container of the
others. Then what calls are answered in containers with every kind of profile and privilege (docker_containers.py).

Run as root where Debian's docker.io, docker-cli, runc and gcc are installed: /usr/bin/python3 test/oracle/seccomp/record_docker_reading.py [--out FOLDER]
"""

import functools
import pathlib
import re
import subprocess
import types

from docker_containers import CALLS, CUSTOM, containers
from docker_reading_texts import TEXTS
from probe_docker import daemon, runtime_option
from probe_stage import out_folder, recorder, tool_stage
from reading_probe import PROBE, answers
from reading_texts import VALUES
from road_stage import bundle

PACKAGES = ['docker.io', 'runc', 'libseccomp2']
# Panics show in the log at once; nothing else takes dockerd as long, not even on a busy machine.
SECONDS = 60
# On a busy machine a container may end before dockerd listens to it: what it printed is lost.
TRIES = 5
# net/http's line, without the address of the client.
PANIC = re.compile(r'http: (panic serving) .*?: (.*?)\\?n?"?$', re.MULTILINE)


def read(folder, docker, text):
    """The errno of each of VALUES; or that no container started."""
    profile = folder / 'profile.json'
    profile.write_text(text)
    # The filter then comes last, and stops nothing that runc does.
    options = ['--security-opt', f'seccomp={profile}', '--security-opt', 'no-new-privileges']
    told = ask(folder, docker, options, PROBE, 'docker/log')
    return {'text': text, **told}


def ask(folder, docker, options, probe, log):
    """What the probe printed, as errnos; or what refused the container."""
    command = [*docker, 'run', '--rm', '--network=none', *runtime_option('runc'), *options, 'oracle', *probe]
    for _ in range(TRIES):
        printed, said = run(command, folder / log)
        if printed != '':
            return {'answers': answers(printed, probe.count('--') + 1)}
        if said != '':
            return {'refused': said.replace(str(folder / 'profile.json'), 'FILE')}
    raise SystemExit(f'A container printed nothing, and nobody complained: {command}')


def run(command, log):
    """
    What the container printed, and what the client complained of. Where dockerd panics, its server lives on and the client waits for ever, or tells of it
    in one of several ways.
    """
    before = log.stat().st_size
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL) as client:
        for _ in range(2 * SECONDS):
            try:
                printed, said = client.communicate(timeout=0.5)
            except subprocess.TimeoutExpired:
                printed, said = None, ''
            panic = PANIC.search(log.read_bytes()[before:].decode())
            if panic is not None:
                client.kill()
                return '', f'dockerd gave no answer: {panic[1]}: {panic[2]}'
            if printed is not None:
                return printed, complaint(said)
        client.kill()
    return '', 'dockerd gave no answer'


def complaint(said):
    """The client's first line, without "docker: ", and without what its log says at the same time; ids differ from run to run."""
    line = next((line for line in said.split('\n') if not line.startswith('time="')), '').removeprefix('docker: ').removeprefix('Error response from daemon: ')
    return re.sub(r'[0-9a-f]{64}', 'ID', line)


if __name__ == '__main__':
    out = out_folder(__doc__)
    folder = pathlib.Path(tool_stage.enter())
    bundle(folder)
    stage = types.SimpleNamespace(folder=str(folder), root=str(folder / 'root'))
    with daemon(stage) as docker:
        records = [read(folder, docker, text) for text in TEXTS]
    started = list(containers(stage, folder, functools.partial(ask, folder)))
    tables = [('values', [str(value) for value in VALUES]), ('calls', CALLS), ('custom', [CUSTOM]), ('containers', started)]
    recorder.save(out, 'docker_reading.json', records, tables, **{name: tool_stage.version(name) for name in PACKAGES})
