"""An /etc of the recorder's own, seen in its mount namespace alone: a few accounts, and subordinate ids as a case wants them."""

import contextlib
import os
import subprocess

PASSWD = """root:x:0:0:root:/root:/bin/sh
ann:x:1000:1000::/home/ann:/bin/sh
anna:x:1000:1000::/home/anna:/bin/sh
bob:x:1001:1001::/home/bob:/bin/sh
carl:x:1002:100::/home/carl:/bin/sh
"""
GROUP = "root:x:0:\nusers:x:100:\nann:x:1000:\nbob:x:1001:\ncarl:x:1003:\n"
FILES = {
    "passwd": PASSWD,
    "group": GROUP,
    "shadow": "root:*:20000::::::\nann:*:20000::::::\nbob:*:20000::::::\ncarl:*:20000::::::\n",
    "gshadow": "root:*::\nusers:*::\nann:*::\nbob:*::\ncarl:*::\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\n",
    "login.defs": "UID_MIN 1000\nUID_MAX 60000\nGID_MIN 1000\nGID_MAX 60000\nUSERGROUPS_ENAB yes\n",
}


@contextlib.contextmanager
def own_etc():
    """Mounts a folder in memory over /etc, and gives it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", "/etc"], check=True)
    try:
        for name, text in FILES.items():
            write("/etc", name, text)
        yield "/etc"
    finally:
        subprocess.run(["umount", "/etc"], check=True)


def write(folder, name, text):
    """Writes the file whole; None removes it."""
    path = os.path.join(folder, name)
    if text is None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        return
    with open(path, "wb") as file:
        file.write(text.encode())
    os.chmod(path, 0o644)


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read().decode()
