"""What the recorders do: each runs in namespaces of its own, takes --out, and writes one row a line."""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# The recorder's own folder: "idmap", or "seccomp".
GROUP = os.path.basename(os.path.dirname(os.path.abspath(sys.argv[0])))
RECORDINGS = os.path.join(os.path.dirname(HERE), "recordings", GROUP)
OWN_NAMESPACES = "IDMAP_ORACLE_NAMESPACES"
SEED = 20160824


def out_folder(description):
    """Reads the command line; starts the script again in mount and pid namespaces of its own where it isn't yet; gives the output folder."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", default=RECORDINGS, help="the folder for the recordings (default: %(default)s)")
    folder = os.path.abspath(parser.parse_args().out)
    if os.environ.get(OWN_NAMESPACES) != "1":
        os.environ[OWN_NAMESPACES] = "1"
        own = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", sys.executable, os.path.abspath(sys.argv[0])]
        os.execvp("unshare", own + ["--out", folder])
    os.makedirs(folder, exist_ok=True)
    return folder


@contextlib.contextmanager
def tmpfs():
    """A new file system in memory, seen by nobody else, and gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "oracle", folder], check=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def save(folder, name, rows, tables=(), **more):
    """Writes the recording, one row a line, under a header that says what answered. `tables`: (name, rows) that the rows refer to by number."""
    release = os.uname().release.split("-")[0]
    header = {"kernel": release, "machine": os.uname().machine, **more, "recorder": "test/oracle/%s/%s" % (GROUP, os.path.basename(sys.argv[0]))}
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(json.dumps(header)[:-1])
        for table, lines in [*tables, ("rows", rows)]:
            file.write(', "%s": [\n%s\n]' % (table, ",\n".join(json.dumps(line, separators=(",", ":")) for line in lines)))
        file.write("}\n")
    print("%s: %d rows, Linux %s%s" % (name, len(rows), release, "".join(", %s %s" % pair for pair in more.items())))
