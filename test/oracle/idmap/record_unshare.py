"""Records which maps the real unshare makes for a command, or what it says on standard error.

Run as root where util-linux and Debian's uidmap are installed: /usr/bin/python3 test/oracle/idmap/record_unshare.py [--out FOLDER]
"""

import json
import os
import re
import shlex
import subprocess

import own_etc
import recorder
import unshare_cases
import userns

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "SHELL": "/bin/true"}
SHOW = ["/bin/sh", "-c", "cat /proc/self/uid_map; echo gid; cat /proc/self/gid_map"]


def run(words, prepare):
    return subprocess.run(
        words, preexec_fn=prepare, env=ENVIRONMENT, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=20
    )


def told(words, prepare):
    ran = run(words, prepare)
    if ran.returncode == 0:
        assert ran.stderr == b"", (words, ran.stderr)
        uid, gid = ([[int(field) for field in line.split()] for line in side.splitlines() if line] for side in ran.stdout.decode().split("gid"))
        return {"uid": uid, "gid": gid}
    assert ran.returncode == 1, (words, ran)
    return {"stderr": re.sub(r"/proc/\d+/", "/proc/PID/", ran.stderr.decode("utf-8", "replace"))}


def answer(row, folder):
    user = unshare_cases.USERS[row["user"]]
    own_etc.write(folder, "subuid", row["subuid"])
    own_etc.write(folder, "subgid", row["subgid"])
    words = shlex.split(row["command"])
    # A command that lacks an option's value must not take it from here.
    words += [] if words[-1] in ("--map-group", "--map-users", "-rS") else SHOW

    def become():
        os.setgroups([])
        os.setresgid(user["gid"], user["gid"], user["gid"])
        os.setresuid(user["uid"], user["uid"], user["uid"])

    if "parent" not in row:
        return told(words, become)
    with userns.child(userns.enter_user_namespace) as pid:
        for kind in ("uid", "gid"):
            refused = userns.write_once("/proc/%d/%s_map" % (pid, kind), userns.map_text(row["parent"][kind]))
            assert refused is None, refused
        namespace = os.open("/proc/%d/ns/user" % pid, os.O_RDONLY)

        def join():
            userns.join(namespace)
            become()

        try:
            return told(words, join)
        finally:
            os.close(namespace)


def main():
    folder = recorder.out_folder(__doc__)
    users = list(unshare_cases.USERS)
    files, rows, seen = [], [], set()
    with own_etc.own_etc() as etc:
        for row in unshare_cases.cases():
            known = json.dumps(row)
            if known in seen:
                continue
            seen.add(known)
            for kind in ("subuid", "subgid"):
                if row[kind] not in files:
                    files.append(row[kind])
            numbers = {"user": users.index(row["user"]), **{kind: files.index(row[kind]) for kind in ("subuid", "subgid")}}
            rows.append({**row, **numbers, **answer(row, etc)})
    versions = {key: subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True).stdout for key, package in (("util_linux", "util-linux"), ("shadow", "uidmap"))}
    tables = [("users", list(unshare_cases.USERS.values())), ("files", files)]
    recorder.save(folder, "unshare.json", rows, tables, **versions, seed=recorder.SEED)


if __name__ == "__main__":
    main()
