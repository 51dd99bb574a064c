"""Records which maps the real rootlesskit, which rootless Docker runs in, makes of the files, or what it says.

Run as root where Debian's rootlesskit and uidmap are installed: /usr/bin/python3 test/oracle/idmap/record_rootlesskit.py [--out FOLDER]
"""

import os
import random
import re
import subprocess
import tempfile

import own_etc
import recorder
import subid_texts
import tool_stage

ANN = {"name": "ann", "uid": 1000, "gid": 1000}
# in group users, while the group of his name has another gid: getsubids -g asks for that one
CARL = {"name": "carl", "uid": 1002, "gid": 100}
LENT = "ann:100000:65536\n"
SHOW = ["/bin/sh", "-c", "cat /proc/self/uid_map; echo gid; cat /proc/self/gid_map"]
ERROR = "[rootlesskit:parent] error: "

# what the name has, what the uid has, and both
OWNERS = [
    "ann:100000:10\n1000:200000:10\n", "1000:200000:10\nann:100000:10\n", "1000:200000:10\nann:100000:10\n1000:300000:10\nann:400000:10\n",
    "ann:100000:10\nann:100000:10\n", "ann:100000:10\n1000:100000:10\n", "1000:100000:10\nann:100000:20\n", "ann:100000:10\nann:100010:10\n",
    "ann:300000:10\nann:100000:10\n", "anna:100000:10\n", "anna:100000:10\nann:300000:10\n", "ann:1000:1\n", "ann:999:3\n", "ann:100000:10\nann:100005:10\n",
    "ann:100000:9223372036854775807\n", "ann:100000:9223372036854775808\n", "ann:100000:10\n1000:9223372036854775808:1\n", "ann:100000:4294867295\n",
    "ann:100000:4294867294\n", "ann:100000:4294867293\n", "ann:4294967295:1\n", "ann:0:1000\n", "ann:0:10\nann:100000:10\n",
    "".join("ann:%d:1\n" % (100000 + 2 * i) for i in range(250)), "".join("ann:%d:1\n" % (100000 + 2 * i) for i in range(6)),
    "ann:100000:10\nbob\n", "bob:x:1\nann:100000:10\n", "ann:x:10\n", "ann:100000:0x10\n", "ann:100000:010\n", "ann:100000:-10\n", "# ann\n  ann:100000:10  \n",
]  # fmt: skip
CARLS = [
    "carl:100000:10\n", "1002:200000:10\n", "1003:300000:10\n", "100:400000:10\n", "carl:100000:10\n1002:200000:10\n1003:300000:10\n100:400000:10\n",
    "1003:300000:10\ncarl:100000:10\n1002:200000:10\n",
]  # fmt: skip


def cases():
    for text in OWNERS:
        yield {"user": ANN, "subuid": text, "subgid": text}
        yield {"user": ANN, "subuid": LENT, "subgid": text}
        yield {"user": ANN, "subuid": text, "subgid": LENT, "getsubids": False}
    for text in CARLS:
        yield {"user": CARL, "subuid": text, "subgid": text}
        yield {"user": CARL, "subuid": "carl:100000:10\n", "subgid": text}
        yield {"user": CARL, "subuid": "carl:100000:10\n", "subgid": text, "getsubids": False}
    for text in subid_texts.READINGS:
        yield {"user": ANN, "subuid": text, "subgid": text}
        yield {"user": ANN, "subuid": text, "subgid": LENT, "getsubids": False}
    rng = random.Random(recorder.SEED)
    for _ in range(20):
        yield {"user": ANN, "subuid": subid_texts.random_file(rng), "subgid": rng.choice([LENT, subid_texts.random_file(rng)])}


def answer(row, etc, folder):
    own_etc.write(etc, "subuid", row["subuid"])
    own_etc.write(etc, "subgid", row["subgid"])
    user = row["user"]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "HOME": folder, "XDG_RUNTIME_DIR": folder}
    if row.get("getsubids") is False:
        environment["GETSUBIDS"] = "/none"

    def become():
        os.setgroups([])
        os.setresgid(user["gid"], user["gid"], user["gid"])
        os.setresuid(user["uid"], user["uid"], user["uid"])

    ran = subprocess.run(
        ["rootlesskit", "--net=host", "--state-dir=%s/state" % folder, *SHOW],
        preexec_fn=become, env=environment, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    if ran.returncode == 0:
        uid, gid = ([[int(field) for field in line.split()] for line in side.splitlines() if line] for side in ran.stdout.decode().split("gid"))
        return {"uid": uid, "gid": gid}
    said = tool_stage.without_child(ran.stderr.decode("utf-8", "replace"))
    assert ERROR in said, said
    return {"error": re.sub(r"(new[ug]idmap) \d+ ", r"\1 PID ", said[said.index(ERROR) + len(ERROR) :]).removesuffix("\n")}


def main():
    folder = recorder.out_folder(__doc__)
    users, files, rows, seen = [ANN, CARL], [], [], []
    with own_etc.own_etc() as etc, tempfile.TemporaryDirectory() as state:
        os.chmod(state, 0o777)
        for row in cases():
            if row in seen:
                continue
            seen.append(row)
            # the state folder goes with the process that made it, else with the next one's user
            subprocess.run(["rm", "-rf", state + "/state"], check=True)
            for kind in ("subuid", "subgid"):
                if row[kind] not in files:
                    files.append(row[kind])
            numbers = {"user": users.index(row["user"]), **{kind: files.index(row[kind]) for kind in ("subuid", "subgid")}}
            rows.append({**row, **numbers, **answer(row, etc, state)})
    query = ["dpkg-query", "-W", "-f", "${Version}", "rootlesskit"]
    version = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    recorder.save(folder, "rootlesskit.json", rows, [("users", users), ("files", files)], rootlesskit=version, seed=recorder.SEED)


if __name__ == "__main__":
    main()
