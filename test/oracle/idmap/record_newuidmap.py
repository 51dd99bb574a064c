"""Records what the real newuidmap and newgidmap answer: standard error word for word where it ends with 1, or the map and setgroups afterwards.

Run as root where Debian's uidmap is installed: /usr/bin/python3 test/oracle/idmap/record_newuidmap.py [--out FOLDER]
"""

import json
import os
import re
import subprocess

import newuidmap_cases
import own_etc
import recorder
import userns

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}


def become(uid, gid):
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def answer(row, folder):
    """What the program does to a process as the row wants it."""
    kind, caller = row["kind"], row["caller"]
    gid = caller.get("currentGid", caller["gid"])
    target = row.get("target", {"uid": caller["uid"], "gid": gid})
    own_etc.write(folder, "sub%s" % kind, row["subids"])

    def start():
        become(target["uid"], target["gid"])
        if target.get("sameNamespace"):
            userns.libc.prctl(userns.PR_SET_DUMPABLE, 1, 0, 0, 0)
        else:
            userns.enter_user_namespace()

    with userns.child(start) as pid:
        maps = "/proc/%d/%s_map" % (pid, kind)
        if "setgroups" in target:
            assert userns.write_once("/proc/%d/setgroups" % pid, target["setgroups"].encode()) is None
        if "written" in target:
            assert userns.write_once(maps, userns.map_text(target["written"])) is None
        before = userns.read_map(maps)
        names = {"PID": str(pid), "NOBODY": "999999"}
        args = [re.sub("PID|NOBODY", lambda name: names[name.group()], word) for word in row["args"]]
        ran = subprocess.run(
            ["/usr/bin/new%smap" % kind, *args],
            preexec_fn=lambda: become(caller["uid"], gid),
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
        )
        said = ran.stderr.decode("utf-8", "replace")
        if ran.returncode != 0:
            assert ran.returncode == 1 and userns.read_map(maps) == before, row
            # shadow 4.13 names the process
            told = re.sub(r"Target (process )?%d is" % pid, r"Target \1PID is", said)
            return {"stderr": told.replace("999999", "NOBODY")}
        assert said == "", (row, said)
        with open("/proc/%d/setgroups" % pid) as setgroups:
            return {"map": userns.read_map(maps), "setgroups": setgroups.read().strip()}


def main():
    folder = recorder.out_folder(__doc__)
    callers, files, rows, seen = [], [], [], set()
    with own_etc.own_etc() as etc:
        for row in newuidmap_cases.cases():
            known = json.dumps(row)
            if known in seen:
                continue
            seen.add(known)
            for value, table in ((row["caller"], callers), (row["subids"], files)):
                if value not in table:
                    table.append(value)
            told = answer(row, etc)
            rows.append({**row, "caller": callers.index(row["caller"]), "subids": files.index(row["subids"]), **told})
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "uidmap"], capture_output=True, text=True, check=True).stdout
    recorder.save(folder, "newuidmap.json", rows, [("callers", callers), ("files", files)], shadow=version, seed=recorder.SEED)


if __name__ == "__main__":
    main()
