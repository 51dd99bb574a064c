"""One write of a uid_map or gid_map by the processes that a writer describes (src/engine/idmap/kernel/Writer.ts)."""

import array
import contextlib
import errno
import os
import socket

import places
import userns

EVERY_ID = [[0, 0, 4294967295]]


def answer_to_write(text, writer):
    """The errno's name, or the map as the parent namespace then sees it."""
    kind = writer.get("kind", "uid")
    opener = writer.get("opener", writer)
    with contextlib.ExitStack() as stack:
        parent = stack.enter_context(places.parent_namespace(writer.get("parentMap"), kind))
        maker_uid = ids_of(opener, kind)[0] if opener.get("owner", True) else another_id(writer, opener, kind)
        maker_capabilities = None if writer.get("parentCouldSetfcap", True) else []

        def make():
            places.enter(parent)
            userns.become(maker_uid, ids_of(opener, kind)[1], maker_capabilities)
            userns.enter_user_namespace()

        pid = stack.enter_context(userns.child(make))
        made = os.open("/proc/%d/ns/user" % pid, os.O_RDONLY)
        stack.callback(os.close, made)
        path = "/proc/%d/%s_map" % (pid, kind)
        if "setgroups" in writer:
            assert userns.write_once("/proc/%d/setgroups" % pid, writer["setgroups"].encode()) is None
        if writer.get("written"):
            first = b"0 %d 1" % opener.get("id", 0)
            refused = userns.told_by(lambda: places.enter(parent) or userns.write_once(path, first))
            assert refused is None, refused

        def act(process):
            """Gives the path by which the process, in its place, reaches the map."""
            uid, gid = (maker_uid, 0) if process.get("namespace") == "beside" else acting_ids(process, kind, maker_uid)
            places.take(process, parent, made, uid, gid)
            return "/proc/self/%s_map" % kind if process.get("namespace") == "inside" else path

        if "opener" in writer:
            ours, openers = socket.socketpair()
            stack.callback(ours.close)
            stack.callback(openers.close)
            userns.told_by(lambda: send_descriptor(openers, os.open(act(opener), os.O_WRONLY)))
            file = receive_descriptor(ours)
            stack.callback(os.close, file)
            refused = userns.told_by(lambda: act(writer) and write_at(file, writer.get("offset", 0), text.encode()))
        else:
            refused = userns.told_by(lambda: write_at(os.open(act(writer), os.O_WRONLY), writer.get("offset", 0), text.encode()))
        return refused or userns.told_by(lambda: places.enter(parent) or userns.read_map(path))


def ids_of(process, kind):
    """Its user and group id in the parent namespace: `id` is the one of the map's kind, the other is 0."""
    number = process.get("id", 0)
    return (number, 0) if kind == "uid" else (0, number)


def another_id(writer, opener, kind):
    """A user id that isn't the opener's, and that the parent has."""
    own = ids_of(opener, kind)[0]
    inside = [extent[0] + more for extent in writer.get("parentMap", EVERY_ID) for more in range(min(extent[2], 2))] if kind == "uid" else [0, 1]
    return next(number for number in [*inside, 1] if number != own)


def acting_ids(process, kind, maker_uid):
    """The same, with the maker's user id for a process that is told to be the owner, and another for one that isn't."""
    uid, gid = ids_of(process, kind)
    if kind == "gid":
        uid = maker_uid if process.get("owner", True) else 1 - maker_uid
    return uid, gid


def write_at(file, offset, data):
    try:
        if offset:
            os.lseek(file, offset, os.SEEK_SET)
        os.write(file, data)
    except OSError as error:
        return errno.errorcode[error.errno]
    return None


def send_descriptor(channel, descriptor):
    channel.sendmsg([b"0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))])


def receive_descriptor(channel):
    _, ancillary, _, _ = channel.recvmsg(1, socket.CMSG_SPACE(4))
    return array.array("i", ancillary[0][2])[0]
