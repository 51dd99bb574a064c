"""Records what the real usermod leaves of /etc/subuid and /etc/subgid after --del-subuids (-V) and --del-subgids (-W), or what it says.

Run as root where Debian's passwd is installed: /usr/bin/python3 test/oracle/idmap/record_subid_removals.py [--out FOLDER]
"""

import random
import subprocess

import own_etc
import recorder
import record_subids
import subid_texts

RANGES = [
    (100000, 165535), (100000, 100000), (165535, 165535), (120000, 130000), (99999, 100000), (165535, 165536), (0, 99999), (165536, 200000), (0, record_subids.LAST), (0, record_subids.LAST - 1),
    (5, 4), (5, record_subids.LAST + 1), (0, 0),
]  # fmt: skip


def cases():
    for kind in ("uid", "gid"):
        for first, last in RANGES:
            yield {"kind": kind, "text": "ann:100000:65536\n", "first": first, "last": last}
    for text in record_subids.FILES + record_subids.HOLES:
        yield {"kind": "uid", "text": text, "first": 100000, "last": 165535}
        yield {"kind": "gid", "text": text, "first": 100003, "last": 100005}
    rng = random.Random(recorder.SEED)
    for _ in range(120):
        text = subid_texts.random_file(rng)
        first, count = subid_texts.random_probe(rng)
        yield {"kind": rng.choice(["uid", "gid"]), "text": text, "first": first, "last": first + count - 1}


def answer(row, etc):
    for name, text in own_etc.FILES.items():
        own_etc.write(etc, name, text)
    kind = row["kind"]
    own_etc.write(etc, "sub" + kind, row["text"])
    own_etc.write(etc, "subgid" if kind == "uid" else "subuid", None)
    option = {"uid": "-V", "gid": "-W"}[kind]
    command = ["usermod", option, "%d-%d" % (row["first"], row["last"]), "ann"]
    ran = subprocess.run(command, env=record_subids.ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    after = own_etc.read(etc, "sub" + kind)
    if ran.returncode != 0:
        assert after == row["text"], row
        return {"says": ran.stderr.decode().splitlines()[0]}
    return {} if after == row["text"] else {"after": after}


def main():
    folder = recorder.out_folder(__doc__)
    rows = []
    with own_etc.own_etc() as etc:
        for row in cases():
            told = {**row, **answer(row, etc)}
            if told not in rows:
                rows.append(told)
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "passwd"], capture_output=True, text=True, check=True).stdout
    recorder.save(folder, "subidRemovals.json", rows, shadow=version, seed=recorder.SEED)


if __name__ == "__main__":
    main()
