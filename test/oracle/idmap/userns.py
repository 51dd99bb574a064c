"""Making user namespaces and writing their maps, one process each, so that nothing outlives the call."""

import contextlib
import ctypes
import errno
import json
import os
import traceback

CLONE_NEWUSER = 0x10000000
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 4
CAPABILITY_VERSION_3 = 0x20080522

# include/uapi/linux/capability.h
CAPABILITIES = {
    "CAP_CHOWN": 0, "CAP_DAC_OVERRIDE": 1, "CAP_DAC_READ_SEARCH": 2, "CAP_FOWNER": 3, "CAP_SETGID": 6, "CAP_SETUID": 7, "CAP_SETPCAP": 8,
    "CAP_SYS_ADMIN": 21, "CAP_SETFCAP": 31,
}  # fmt: skip

libc = ctypes.CDLL(None, use_errno=True)


def keep_capabilities(names):
    """Leaves this process the named capabilities, effective and permitted."""
    mask = sum(1 << CAPABILITIES[name] for name in names)
    low, high = mask & 0xFFFFFFFF, mask >> 32
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
    checked(libc.capset(header, data), "capset")


@contextlib.contextmanager
def child(start):
    """A process that runs `start`, waits for the caller, and ends. Gives its pid; an OSError of `start` is raised here."""
    started, tell_started = os.pipe()
    stay, release = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(release)
            start()
            os.write(tell_started, b"0")
            os.read(stay, 1)
        except OSError as error:
            os.write(tell_started, str(error.errno).encode())
        finally:
            os._exit(0)
    os.close(stay)
    os.close(tell_started)
    try:
        told = int(os.read(started, 8))
        if told:
            raise OSError(told, os.strerror(told))
        yield pid
    finally:
        os.close(release)
        os.close(started)
        os.waitpid(pid, 0)


def checked(result, call):
    if result != 0:
        raise OSError(ctypes.get_errno(), call)


def join(namespace):
    """setns(2) by hand: the os module has it from Python 3.12 on."""
    checked(libc.setns(namespace, CLONE_NEWUSER), "setns")


def enter_user_namespace():
    checked(libc.unshare(CLONE_NEWUSER), "unshare")
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


def become(uid, gid, capabilities=None):
    """Takes the ids for good, and keeps the named capabilities; None keeps them all."""
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    keep_capabilities(list(CAPABILITIES) if capabilities is None else capabilities)
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


def told_by(action):
    """What `action` gives when a process of its own runs it; what it raises stops the recording."""
    result, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(result)
            with os.fdopen(tell, "wb") as pipe:
                pipe.write(json.dumps(action()).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(tell)
    with os.fdopen(result, "rb") as pipe:
        told = pipe.read()
    assert os.waitpid(pid, 0)[1] == 0, "a process failed"
    return json.loads(told)


def write_once(path, data):
    """One open, one write(2). Gives the name of the errno, or None."""
    try:
        file = os.open(path, os.O_WRONLY)
        try:
            os.write(file, data)
        finally:
            os.close(file)
    except OSError as error:
        return errno.errorcode[error.errno]
    return None


def map_text(extents):
    return "".join("%d %d %d\n" % tuple(extent) for extent in extents).encode()


def read_map(path):
    with open(path) as file:
        return [[int(field) for field in line.split()] for line in file]
