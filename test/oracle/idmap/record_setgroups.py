"""Records what the running kernel answers to writes of /proc/PID/setgroups: what the file says afterwards, or the errno.

Run as root on Linux: /usr/bin/python3 test/oracle/idmap/record_setgroups.py [--out FOLDER]
"""

import contextlib
import itertools
import os

import places
import recorder
import userns
import write_stage

PARENT = [[0, 100000, 2000]]
MAKER = 1000
TEXTS = [
    "allow", "deny", "allow\n", "deny\n", "deny\n\n", "deny  ", "deny   ", "deny    ", "allow  ", "allow   ", "deny\t\v\f", "deny\r\n", "", "\n", "d", "den",
    "denyx", "deny x", "denyde", "allowa", "Deny", "DENY", " deny", "\tdeny", "\ndeny", "deny\0", "deny\0x", "deny\0xx", "deny\0xxx", "allow\0x", "\0deny",
    "1", "0", "deny,", "deny\u00a0", "denied", "allowed", "allow\n\n", "allow\n\n\n", "deny" * 1000,
]  # fmt: skip


def cases():
    for text in TEXTS:
        yield text, {}
    for text, before, written in itertools.product(("allow", "deny", "deny\n", "denied"), ("allow", "deny"), (False, True)):
        for offset in (0, 4):
            yield text, {"setgroups": before, "gidMapWritten": written, "offset": offset}
    for text, place, owner in itertools.product(("deny", "allow", "denied"), ("inside", "parent", "above", "beside"), (True, False)):
        for capabilities in (None, [], ["CAP_SYS_ADMIN"], ["CAP_SETGID", "CAP_SETUID"]):
            writer = {"namespace": place, "owner": owner}
            yield text, writer if capabilities is None else {**writer, "capabilities": capabilities}


def answer(text, writer):
    with contextlib.ExitStack() as stack:
        parent = stack.enter_context(places.parent_namespace(PARENT, "uid"))

        def make():
            places.enter(parent)
            userns.become(MAKER, 0)
            userns.enter_user_namespace()

        pid = stack.enter_context(userns.child(make))
        made = os.open("/proc/%d/ns/user" % pid, os.O_RDONLY)
        stack.callback(os.close, made)
        path = "/proc/%d/setgroups" % pid
        if writer.get("setgroups") == "deny":
            assert userns.write_once(path, b"deny") is None
        if writer.get("gidMapWritten"):
            assert userns.told_by(lambda: places.enter(parent) or userns.write_once("/proc/%d/gid_map" % pid, b"0 0 1")) is None

        def write():
            process = {"namespace": "parent", **writer}
            mine = process.get("owner", True) or process["namespace"] == "beside"
            places.take(process, parent, made, MAKER if mine else MAKER + 1, 0)
            own = "/proc/self/setgroups" if process["namespace"] == "inside" else path
            try:
                file = os.open(own, os.O_WRONLY)
            except PermissionError:
                return "EACCES"
            return write_stage.write_at(file, writer.get("offset", 0), text.encode())

        refused = userns.told_by(write)
        with open(path) as file:
            return refused or file.read().strip()


def main():
    out = recorder.out_folder(__doc__)
    recorder.save(out, "setgroups.json", [[text, writer, answer(text, writer)] for text, writer in cases()])


if __name__ == "__main__":
    main()
