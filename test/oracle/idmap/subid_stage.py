"""What the real usermod and useradd make of /etc/subuid and /etc/subgid, a case a row: the stage of record_subids.py and record_subid_removals.py."""

import subprocess

import own_etc
import recorder
import subid_texts

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}
LAST = 4294967295
FILES = subid_texts.GRANTS + [text for text in subid_texts.READINGS if len(text) < 1200]


def answer(row, etc, command, settings=""):
    """The file as the command leaves it, or what it says. ann is there; `settings` go into login.defs."""
    for name, text in own_etc.FILES.items():
        own_etc.write(etc, name, text)
    kind = row["kind"]
    own_etc.write(etc, "sub" + kind, row["text"])
    # the twin of the other kind stays away: usermod and useradd leave it alone then
    own_etc.write(etc, "subgid" if kind == "uid" else "subuid", None)
    if settings:
        own_etc.write(etc, "login.defs", own_etc.FILES["login.defs"] + settings)
    ran = subprocess.run(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    after = own_etc.read(etc, "sub" + kind)
    if ran.returncode != 0:
        assert after == row["text"], row
        return {"says": ran.stderr.decode().splitlines()[0]}
    return {} if after == row["text"] else {"after": after}


def record(title, file, cases, ask):
    """Keeps what `ask` (a row, its /etc) tells of each case, once."""
    folder = recorder.out_folder(title)
    rows = []
    with own_etc.own_etc() as etc:
        for row in cases:
            told = {**row, **ask(row, etc)}
            if told not in rows:
                rows.append(told)
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "passwd"], capture_output=True, text=True, check=True).stdout
    recorder.save(folder, file, rows, shadow=version, seed=recorder.SEED)
