#!/usr/bin/python3
"""Records what glibc, musl and Go do where the kernel, or a filter, answers a call that only newer kernels have with ENOSYS or EPERM, or kills.

libc/acts.c and libc/go/acts.go do one thing at a time (start a thread, ask whether a file may be read), libc/under.c puts the filter before. A row tells of an
act that made the call; what makes a call merely by starting is told once, of the act "start", and of another
act only where it fares differently. The act "none" says that no act made it.

Run as root on x86_64 where Debian's gcc, gcc-multilib, musl-tools and golang-go are installed:
/usr/bin/python3 test/oracle/seccomp/record_libc.py [--out FOLDER]
"""

import errno
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'idmap'))
import recorder  # noqa: E402

# AUDIT_ARCH_* of linux/audit.h, and the numbers of asm/unistd_64.h and asm/unistd_32.h.
X86_64, X86 = 0xC000003E, 0x40000003
COMMON = {
    'io_uring_setup': 425, 'clone3': 435, 'close_range': 436, 'openat2': 437, 'faccessat2': 439, 'fchmodat2': 452, 'map_shadow_stack': 453, 'mseal': 462,
}  # fmt: skip
CALLS = {
    X86_64: {'set_robust_list': 273, 'getrandom': 318, 'statx': 332, 'rseq': 334, **COMMON},
    X86: {
        'set_robust_list': 311, 'getrandom': 355, 'statx': 383, 'rseq': 386, 'clock_gettime64': 403, 'clock_nanosleep_time64': 407, 'futex_time64': 422, **COMMON,
    },
}  # fmt: skip
ANSWERS = {'ENOSYS': str(errno.ENOSYS), 'EPERM': str(errno.EPERM), 'kill': 'kill'}
# The ABI, its name as Linux has it, and how a program for it is built.
ACTS = str(HERE / 'libc/acts.c')
WIDE_TIME = ['-m32', '-D_TIME_BITS=64', '-D_FILE_OFFSET_BITS=64']
BUILDS = [
    ('glibc', 'x86_64', X86_64, ['gcc', '-O1', '-pthread', ACTS, '-ldl']),
    ('glibc', 'x86', X86, ['gcc', '-O1', '-pthread', *WIDE_TIME, ACTS, '-ldl']),
    ('musl', 'x86_64', X86_64, ['musl-gcc', '-O1', ACTS]),
    ('go', 'x86_64', X86_64, ['go', 'build']),
    ('go', 'x86', X86, ['go', 'build']),
]
ABSENT = 3
SECONDS = 30


def versions():
    """Each libc's release."""
    musl = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', 'musl'], capture_output=True, text=True, check=True).stdout
    go = subprocess.run(['go', 'version'], capture_output=True, text=True, check=True).stdout
    return {'glibc': os.confstr('CS_GNU_LIBC_VERSION').split()[1], 'musl': musl.partition('-')[0], 'go': re.search(r'go(\d[\d.]*)', go)[1]}


def build(folder, libc, abi, command):
    """The program with the acts, for one libc and one ABI."""
    program = folder / f'acts-{libc}-{abi}'
    own = {'CGO_ENABLED': '0', 'GO111MODULE': 'off', 'GOCACHE': str(folder / 'cache'), 'GOARCH': '386' if abi == 'x86' else 'amd64'} if libc == 'go' else {}
    subprocess.run([*command, '-o', str(program)], cwd=HERE / 'libc/go', env={**os.environ, **own}, check=True)
    return str(program)


class Acts:
    """One program, and what becomes of its acts."""

    def __init__(self, folder, program, arch):
        self.under, self.program, self.arch, self.file = str(folder / 'under'), program, arch, str(folder / 'file')
        names = subprocess.run([program, 'acts'], capture_output=True, text=True, check=True).stdout.splitlines()
        came = {name: self.outcome([program, name, self.file]) for name in sorted(names)}
        self.present = [name for name in came if came[name] == 'works']
        # What does not work without a filter, the libc lacks: it has no such function, or the function knows no such flag.
        self.absent = [name for name in came if came[name] != 'works']
        assert all(came[name] in ('absent', 'ENOTSUP') for name in self.absent), came

    def outcome(self, command):
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False)
        if run.returncode < 0:
            return {signal.SIGSYS: 'killed', signal.SIGABRT: 'aborts'}.get(-run.returncode, 'fails')
        if run.returncode == 1:
            return errno.errorcode[int(run.stdout)] if run.stdout.isdigit() else 'fails'
        return {0: 'works', ABSENT: 'absent'}.get(run.returncode, 'fails')

    def answered(self, act, call):
        """{answer: what becomes of the act}, where it makes the call."""
        return {name: self.outcome([self.under, hex(self.arch), str(call), answer, self.program, act, self.file]) for name, answer in ANSWERS.items()}

    def rows(self):
        for call, number in CALLS[self.arch].items():
            found = [(act, self.answered(act, number)) for act in self.present]
            made = {act: came for act, came in found if came['kill'] == 'killed'}
            start = made.get('start')
            made = {act: came for act, came in made.items() if act == 'start' or came != start}
            for act, came in made.items():
                yield {'call': call, 'act': act, **came}
            if not made:
                yield {'call': call, 'act': 'none'}


def records(folder, releases):
    for libc, abi, arch, command in BUILDS:
        what = {'libc': libc, 'version': releases[libc], 'abi': abi}
        acts = Acts(folder, build(folder, libc, abi, command), arch)
        yield {**what, 'acts': acts.present, 'absent': acts.absent}
        for row in acts.rows():
            yield {**what, **row}


if __name__ == '__main__':
    out = recorder.out_folder(__doc__.splitlines()[0])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / 'file').write_text('')
        subprocess.run(['gcc', '-O1', '-o', str(folder / 'under'), str(HERE / 'libc/under.c')], check=True)
        releases = versions()
        recorder.save(out, 'libc.json', list(records(folder, releases)), **releases)
