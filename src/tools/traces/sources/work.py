# What a service in Python does: threads, other programs, processes, files, a database, TLS, an event loop.
import asyncio
import concurrent.futures
import mmap
import multiprocessing
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading


def square(number):
    return number * number


def tls(folder):
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(f"{folder}/certificate", f"{folder}/key")
    client = ssl.create_default_context(cafile=f"{folder}/certificate")
    listening = socket.create_server(("127.0.0.1", 0))

    def answer():
        connection, _ = listening.accept()
        with server.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.sendall(b"hello")

    thread = threading.Thread(target=answer)
    thread.start()
    with socket.create_connection(listening.getsockname()) as plain, client.wrap_socket(plain, server_hostname="localhost") as wrapped:
        print(wrapped.version(), wrapped.recv(100))
    thread.join()


async def loop():
    async def serve(_, writer):
        writer.write(b"hello")
        writer.close()

    server = await asyncio.start_unix_server(serve, "/tmp/loop")
    reader, _ = await asyncio.open_unix_connection("/tmp/loop")
    process = await asyncio.create_subprocess_exec("true")
    print(await reader.read(), await process.wait())
    server.close()


def files(folder):
    with open(f"{folder}/file", "w+b") as file:
        file.write(bytes(10000))
        file.flush()
        os.fsync(file.fileno())
        with mmap.mmap(file.fileno(), 0) as mapped:
            mapped[0] = 1
    database = sqlite3.connect(f"{folder}/database")
    database.execute("create table numbers (number)")
    database.executemany("insert into numbers values (?)", [(number,) for number in range(100)])
    database.commit()
    print(database.execute("select sum(number) from numbers").fetchone())


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, lambda *_: print("alarm"))
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        print(list(threads.map(square, range(10))))
    print(subprocess.run("ls /etc/debian_version | cat", shell=True, capture_output=True, check=True).stdout)
    for method in ("fork", "spawn", "forkserver"):
        with multiprocessing.get_context(method).Pool(2) as processes:
            print(method, processes.map(square, range(4)))
    with tempfile.TemporaryDirectory() as temporary:
        files(temporary)
    tls(os.getcwd())
    asyncio.run(loop())
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    signal.pause()
