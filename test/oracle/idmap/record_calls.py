"""Records what the running kernel answers to calls with ids in them that a process in a user namespace makes: chown, faccessat2 with
AT_EACCESS, setuid, setresuid, setgid, setresgid, setgroups, and stat of its files.

Run as root on Linux: /usr/bin/python3 test/oracle/idmap/record_calls.py [--out FOLDER]
"""

import contextlib
import errno
import os
import random

import recorder
import userns

SHARE = [[0, 100000, 1005], [1005, 1005, 1], [1006, 101006, 64530]]
# uid map, gid map, and what setgroups says
NAMESPACES = [
    [[[0, 100000, 65536]], [[0, 100000, 65536]], "allow"],
    [SHARE, SHARE, "allow"],
    [[[0, 100000, 65536]], [[0, 300000, 10], [1000, 44, 1], [65534, 65534, 1]], "allow"],
    [[[0, 1000, 1], [1000, 100000, 10]], [[0, 1000, 1], [1000, 100000, 10]], "deny"],
    [[[0, 0, 4294967295]], [[0, 0, 4294967295]], "allow"],
    [[[1000, 1000, 1], [0, 100000, 1]], [], "allow"],
]
# Ids and groups inside; `outsideGroups` are brought along from the host. The last namespace knows the first of them alone.
PROCESSES = [
    {}, {"outsideGroups": [44]}, {"outsideGroups": [1005, 5000]}, {"uid": 1000, "gid": 1000}, {"uid": 1000, "gid": 1000, "outsideGroups": [44, 1005]},
    {"uid": 1000, "gid": 0}, {"uid": 0, "gid": 1000}, {"uid": 1000, "gid": 1000, "groups": [0]}, {"groups": [1000]},
]  # fmt: skip
CAPABILITY_SETS = [
    None, [], ["CAP_CHOWN"], ["CAP_DAC_OVERRIDE"], ["CAP_DAC_READ_SEARCH"], ["CAP_SETUID"], ["CAP_SETGID"], ["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER"],
]  # fmt: skip
OWNERS = [0, 44, 1000, 1005, 5000, 65534, 100000, 101000, 101005, 101006, 165535, 165536, 300000]
IDS = [None, 0, 1, 44, 1000, 1005, 1006, 9, 10, 65534, 65535, 65536, 4294967294]
MODES = [0o000, 0o777, 0o600, 0o640, 0o644, 0o060, 0o066, 0o750, 0o701, 0o070, 0o007, 0o100, 0o077, 0o407, 0o664]
CALLS = ("chown", "chown", "access", "access", "access", "setuid", "setresuid", "setgid", "setresgid", "setgroups", "stat")
ROWS = 3000


def cases():
    rng = random.Random(recorder.SEED)
    found = []
    for _ in range(ROWS):
        namespace = rng.randrange(len(NAMESPACES))
        groups_unmapped = not NAMESPACES[namespace][1]
        process = rng.choice(PROCESSES)
        if groups_unmapped or "groups" in process and NAMESPACES[namespace][2] == "deny":
            process = {key: value for key, value in process.items() if key in ("uid", "outsideGroups")}
        capabilities = rng.choice(CAPABILITY_SETS)
        if capabilities is not None:
            process = {**process, "capabilities": capabilities}
        found.append([namespace, process, rng.choice(CALLS), *arguments(rng)])
    return found


def arguments(rng):
    """The ids that a call is given, the file with [uid, gid, mode, is it a folder], and what is wanted of it: 4, 2 and 1, summed up."""
    owner = rng.choice(OWNERS)
    file = [owner, owner if rng.random() < 0.4 else rng.choice(OWNERS), rng.choice(MODES), rng.random() < 0.3]
    return [[rng.choice(IDS), rng.choice(IDS)], file, rng.randrange(1, 8)]


def answer(namespaces, case, folder):
    """OK, an errno, or what is shown."""
    namespace, process, call, ids, (uid, gid, mode, is_folder), wanted = case
    path = os.path.join(folder, "file")
    if is_folder:
        os.mkdir(path)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    os.chown(path, uid, gid)
    os.chmod(path, mode)

    def act():
        become(process, namespaces[namespace], not NAMESPACES[namespace][1])
        first, second = ids
        try:
            if call == "stat":
                found = os.stat(path)
                return [found.st_uid, found.st_gid]
            if call == "chown":
                os.chown(path, *(-1 if number is None else number for number in ids))
            elif call == "access":
                return "OK" if os.access(path, wanted, effective_ids=True) else "EACCES"
            elif call == "setgroups":
                os.setgroups([number for number in ids if number is not None])
            else:
                number = first or 0
                getattr(os, call)(*([number] * (3 if "res" in call else 1)))
        except OSError as error:
            return errno.errorcode[error.errno]
        return "OK"

    told = userns.told_by(act)
    if call == "chown" and told == "OK":
        found = os.stat(path)
        told = [found.st_uid, found.st_gid]
    os.rmdir(path) if is_folder else os.unlink(path)
    return told


def asked(call, ids, file, wanted):
    """What of the arguments the call looks at."""
    if call == "chown":
        return [file, *ids]
    if call == "access":
        return [file, wanted]
    if call == "stat":
        return [file]
    return [number for number in ids if number is not None] if call == "setgroups" else [ids[0] or 0]


def become(process, namespace, no_groups):
    os.setgroups(process.get("outsideGroups", []))
    if no_groups:
        os.setresgid(100000, 100000, 100000)
    userns.join(namespace)
    userns.libc.prctl(userns.PR_SET_SECUREBITS, userns.SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    if "groups" in process:
        os.setgroups(process["groups"])
    if not no_groups:
        os.setresgid(*[process.get("gid", 0)] * 3)
    os.setresuid(*[process.get("uid", 0)] * 3)
    if process.get("capabilities") is not None:
        userns.keep_capabilities(process["capabilities"])


def open_namespaces(keep):
    for uids, gids, setgroups in NAMESPACES:
        pid = keep.enter_context(userns.child(userns.enter_user_namespace))
        assert userns.write_once("/proc/%d/setgroups" % pid, setgroups.encode()) is None
        assert userns.write_once("/proc/%d/uid_map" % pid, userns.map_text(uids)) is None
        assert not gids or userns.write_once("/proc/%d/gid_map" % pid, userns.map_text(gids)) is None
        yield os.open("/proc/%d/ns/user" % pid, os.O_RDONLY)


def main():
    out = recorder.out_folder(__doc__)
    processes, rows = [], []
    with recorder.tmpfs() as folder, contextlib.ExitStack() as keep:
        namespaces = list(open_namespaces(keep))
        for case in cases():
            told = answer(namespaces, case, folder)
            if case[1] not in processes:
                processes.append(case[1])
            row = [case[0], processes.index(case[1]), case[2], asked(*case[2:]), told]
            if row not in rows:
                rows.append(row)
    recorder.save(out, "calls.json", rows, tables=[("namespaces", NAMESPACES), ("processes", processes)], seed=recorder.SEED)


if __name__ == "__main__":
    main()
