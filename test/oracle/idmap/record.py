"""Records what the running kernel answers to writes of uid_map and gid_map, and how it translates ids.

Run as root on Linux: python3 test/oracle/idmap/record.py
It works in mount and pid namespaces of its own and leaves nothing behind but the two recordings.
"""

import errno
import json
import os
import sys
import tempfile

import cases
import userns

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDINGS = os.path.join(os.path.dirname(HERE), "recordings", "idmap")
EVERY_ID = [[0, 0, 4294967295]]
OWN_NAMESPACES = "IDMAP_ORACLE_NAMESPACES"


def answer_to_write(text, writer):
    """The errno's name, or the map as the file shows it afterwards, for one write by one writer (see Writer.ts)."""
    kind = writer.get("kind", "uid")
    number = writer.get("id", 0)
    result, tell = os.pipe()

    def become_writer():
        if "parentMap" in writer:
            userns.enter_user_namespace()

    def write_as_writer(parent_ready):
        os.read(parent_ready, 1)
        userns.libc.prctl(userns.PR_SET_KEEPCAPS, 1, 0, 0, 0)
        if kind == "gid":
            os.setresgid(number, number, number)
        else:
            os.setresuid(number, number, number)
        if "capabilities" in writer:
            userns.keep_capabilities(writer["capabilities"])
        elif number != 0:
            userns.keep_capabilities(list(userns.CAPABILITIES))
        with userns.child(userns.enter_user_namespace) as pid:
            path = "/proc/%d/%s_map" % (pid, kind)
            if "setgroups" in writer:
                refused = userns.write_once("/proc/%d/setgroups" % pid, writer["setgroups"].encode())
                assert refused is None, refused
            if writer.get("written"):
                refused = userns.write_once(path, b"0 %d 1" % number)
                assert refused is None, refused
            refused = userns.write_once(path, text.encode())
            return refused or userns.read_map(path)

    entered, tell_entered = os.pipe()
    mapped, tell_mapped = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            become_writer()
            os.write(tell_entered, b"1")
            os.write(tell, json.dumps(write_as_writer(mapped)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(tell)
    os.read(entered, 1)
    if "parentMap" in writer:
        for each in ("uid", "gid"):
            extents = writer["parentMap"] if each == kind else EVERY_ID
            refused = userns.write_once("/proc/%d/%s_map" % (pid, each), userns.map_text(extents))
            assert refused is None, refused
    os.write(tell_mapped, b"1")
    with os.fdopen(result, "rb") as pipe:
        told = pipe.read()
    status = os.waitpid(pid, 0)[1]
    for descriptor in (entered, tell_entered, mapped, tell_mapped):
        os.close(descriptor)
    assert status == 0, (text, writer)
    return json.loads(told)


def translations(extents, ids, folder):
    """For each id: the outside id it has as an inside one (None: EINVAL), and the number it shows as inside when it is an outside one."""
    with tempfile.TemporaryDirectory(dir=folder) as files, userns.child(userns.enter_user_namespace) as pid:
        os.chmod(files, 0o755)
        assert userns.write_once("/proc/%d/uid_map" % pid, userns.map_text(extents)) is None
        assert userns.write_once("/proc/%d/gid_map" % pid, userns.map_text(EVERY_ID)) is None
        for number in ids:
            path = os.path.join(files, str(number))
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
            os.chown(path, number, 0)
        namespace = os.open("/proc/%d/ns/user" % pid, os.O_RDONLY)

        def in_namespace(action):
            out, tell = os.pipe()
            inner = os.fork()
            if inner == 0:
                try:
                    userns.join(namespace)
                    os.write(tell, json.dumps(action()).encode())
                finally:
                    os._exit(0)
            os.close(tell)
            with os.fdopen(out, "rb") as pipe:
                told = pipe.read()
            os.waitpid(inner, 0)
            return json.loads(told)

        inside = in_namespace(lambda: [os.stat(os.path.join(files, str(number))).st_uid for number in ids])
        outside = [outside_of(namespace, number) for number in ids]
        os.close(namespace)
        return {"map": extents, "ids": ids, "outside": outside, "inside": inside}


def outside_of(namespace, number):
    """A process in the namespace becomes `number`; the host's view of it is the outside id."""

    def become():
        userns.join(namespace)
        os.setresuid(number, number, number)

    try:
        with userns.child(become) as pid, open("/proc/%d/status" % pid) as status:
            return int(next(line for line in status if line.startswith("Uid:")).split()[1])
    except OSError as error:
        assert error.errno == errno.EINVAL, error
        return None


def save(name, rows):
    release = os.uname().release.split("-")[0]
    header = {"kernel": release, "machine": os.uname().machine, "seed": cases.SEED, "recorder": "test/oracle/idmap/record.py"}
    with open(os.path.join(RECORDINGS, name), "w") as file:
        file.write(json.dumps(header)[:-1] + ', "rows": [\n')
        file.write(",\n".join(json.dumps(row, separators=(",", ":")) for row in rows))
        file.write("\n]}\n")
    print("%s: %d rows, Linux %s, seed %d" % (name, len(rows), release, cases.SEED))


def main():
    if os.environ.get(OWN_NAMESPACES) != "1":
        os.environ[OWN_NAMESPACES] = "1"
        os.execvp("unshare", ["unshare", "--mount", "--pid", "--fork", "--mount-proc", sys.executable, __file__])
    os.makedirs(RECORDINGS, exist_ok=True)
    writes = [
        {"text": text, **({"writer": writer} if writer else {}), "answer": answer_to_write(text, writer)}
        for text, writer in cases.writes()
    ]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        translated = [translations(extents, ids, folder) for extents, ids in cases.translations()]
    save("writes.json", writes)
    save("translations.json", translated)


if __name__ == "__main__":
    main()
