"""The agent at a profile's "listenerPath": answers every call that it is notified of with one error number."""

import array
import fcntl
import os
import select
import socket
import struct
import threading

ANSWER = 491
# linux/seccomp.h; struct seccomp_notif has 80 bytes, seccomp_notif_resp 24
NOTIF_RECV, NOTIF_SEND = 0xC0502100, 0xC0182101
NOTIF_BYTES = 80


def start(path):
    """Listens at the path as long as the recorder runs."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(path)
    server.listen()
    threading.Thread(target=accept, args=(server,), daemon=True).start()


def accept(server):
    while True:
        connection, _ = server.accept()
        with connection:
            fds = array.array("i")
            _, ancillary, _, _ = connection.recvmsg(65536, socket.CMSG_SPACE(fds.itemsize))
            for _, _, data in ancillary:
                fds.frombytes(data[: fds.itemsize])
        for listener in fds:
            threading.Thread(target=answer_all, args=(listener,), daemon=True).start()


def answer_all(listener):
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while not any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll()):
        notification = bytearray(NOTIF_BYTES)
        try:
            fcntl.ioctl(listener, NOTIF_RECV, notification)
            (number,) = struct.unpack_from("<Q", notification)
            fcntl.ioctl(listener, NOTIF_SEND, struct.pack("<QqiI", number, 0, -ANSWER, 0))
        except OSError:
            # The process is gone: nobody waits for the answer.
            continue
    os.close(listener)
