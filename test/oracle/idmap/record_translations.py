"""Records how the running kernel translates ids in nested user namespaces: what stat shows of real files on a tmpfs, which ids a process can
take (setresuid, setresgid) and give a file (chown), and what a reader in each namespace sees in another's uid_map and gid_map.

Run as root on Linux: /usr/bin/python3 test/oracle/idmap/record_translations.py [--out FOLDER]
"""

import contextlib
import errno
import os
import random
import tempfile

import recorder
import translation_cases
import userns

KINDS = ("uid", "gid")


def main():
    out = recorder.out_folder(__doc__)
    rng = random.Random(recorder.SEED)
    spaces, rows = [], []
    with recorder.tmpfs() as folder:
        for number, tree in enumerate(translation_cases.trees()):
            base = len(spaces)
            spaces += [[parent + base if parent >= 0 else -1, uids, gids] for parent, uids, gids in tree]
            files = os.path.join(folder, str(number))
            os.mkdir(files)
            os.chmod(files, 0o777)
            rows += tree_rows(rng, tree, base, files)
    recorder.save(out, "translations.json", rows, tables=[("namespaces", spaces)], seed=recorder.SEED)


def tree_rows(rng, tree, base, folder):
    """[namespace, what, of which, answers] for every namespace of a tree, all of them alive at once."""
    with contextlib.ExitStack() as stack:
        keepers, namespaces = [], []
        for parent, uids, gids in tree:
            around = None if parent == -1 else namespaces[parent]
            pid = stack.enter_context(userns.child(lambda: make(around, None if parent == -1 else tree[parent])))
            userns.told_by(lambda: write_maps(around, pid, uids, gids))
            namespaces.append(os.open("/proc/%d/ns/user" % pid, os.O_RDONLY))
            stack.callback(os.close, namespaces[-1])
            keepers.append(pid)

        # The recorder reads outside ids as the initial namespace numbers them.
        ends = [
            number
            for pid in keepers
            for kind in KINDS
            for _, first, count in userns.read_map("/proc/%d/%s_map" % (pid, kind))
            for number in (first, first + count)
        ]
        owners = translation_cases.around(rng, {min(number, translation_cases.LAST) for number in ends})
        for number in each(owners):
            path = os.path.join(folder, str(number))
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
            os.chown(path, number, number)

        for index, namespace in enumerate(namespaces):
            shown = userns.told_by(lambda: userns.join(namespace) or owners_of(folder, each(owners)))
            for kind, numbers in zip(KINDS, zip(*shown)):
                yield [base + index, "stat " + kind, runs(each(owners)), runs(numbers)]
            for kind, extents in zip(KINDS, tree[index][1:]):
                ends = {min(number, translation_cases.LAST) for first, _, count in extents for number in (first, first + count)}
                inside = translation_cases.around(rng, ends, windows=20)
                own = [first_id(extents) for extents in tree[index][1:]]
                for call, act in (("setres" + kind, take), ("chown " + kind, give)):
                    with tempfile.TemporaryDirectory(dir=folder) as made:
                        os.chmod(made, 0o777)
                        done = userns.told_by(lambda: userns.join(namespace) or act(kind, own, each(inside), made))
                        outside = [owner_of(made, number)[KINDS.index(kind)] if ok else None for number, ok in zip(each(inside), done)]
                    yield [base + index, call, runs(each(inside)), runs(outside)]

        for index, pid in enumerate(keepers):
            for reader in range(-1, len(tree)):
                for kind in KINDS:
                    path = "/proc/%d/%s_map" % (pid, kind)
                    seen = userns.told_by(lambda: (reader >= 0 and userns.join(namespaces[reader])) or userns.read_map(path))
                    yield [base + index, "%s_map" % kind, base + reader if reader >= 0 else -1, seen]


def make(around, parent):
    """A new namespace within `around`, by a user that `around` has: only such a one may."""
    if around is not None:
        userns.join(around)
        userns.become(first_id(parent[1]), first_id(parent[2]))
    userns.enter_user_namespace()


def write_maps(around, pid, uids, gids):
    if around is not None:
        userns.join(around)
    for kind, extents in zip(KINDS, (uids, gids)):
        refused = userns.write_once("/proc/%d/%s_map" % (pid, kind), userns.map_text(extents))
        assert refused is None, (refused, extents)


def first_id(extents):
    return extents[0][0]


def each(runs):
    return [number for first, count in runs for number in range(first, first + count)]


def owners_of(folder, names):
    return [owner_of(folder, name) for name in names]


def owner_of(folder, name):
    found = os.stat(os.path.join(folder, str(name)))
    return found.st_uid, found.st_gid


def take(kind, own, numbers, folder):
    """Becomes each id in turn, and leaves a file where that was allowed."""
    userns.libc.prctl(userns.PR_SET_SECUREBITS, userns.SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    call = os.setresuid if kind == "uid" else os.setresgid
    return [allowed(lambda: call(number, number, number)) and leave(folder, number) for number in numbers]


def give(kind, own, numbers, folder):
    """Gives a file of its own to each id in turn."""
    userns.become(*own)
    done = []
    for number in numbers:
        leave(folder, number)
        path = os.path.join(folder, str(number))
        done.append(allowed(lambda: os.chown(path, *((number, -1) if kind == "uid" else (-1, number)))))
    return done


def leave(folder, name):
    os.close(os.open(os.path.join(folder, str(name)), os.O_CREAT | os.O_WRONLY, 0o644))
    return True


def allowed(call):
    try:
        call()
    except OSError as error:
        assert error.errno == errno.EINVAL, error
        return False
    return True


def runs(numbers):
    """[first, count, first, count, ...]: a run that goes up by one has its count, one that stays has it negative; None (EINVAL) stays."""
    found = []
    for number in numbers:
        if found:
            first, count = found[-1]
            if number == first and count < 0 or number == first and count == 1:
                found[-1] = [first, min(count, -1) - 1]
                continue
            if first is not None and count > 0 and number == first + count:
                found[-1] = [first, count + 1]
                continue
        found.append([number, 1])
    return [field for run in found for field in run]


if __name__ == "__main__":
    main()
