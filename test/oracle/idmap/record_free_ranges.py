"""Records what the commands do that assign a free range, or one that was asked for by number: on files and accounts of many kinds.

Run as root where Debian's passwd, mawk, gawk and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_free_ranges.py [--out FOLDER]
The commands stand in free_range_texts.json, which a test holds against the engine.
"""

import itertools
import json
import os
import subprocess
import tempfile

import own_etc
import recorder

TEXTS = os.path.join(recorder.HERE, "free_range_texts.json")
AWKS = {"mawk": "exec /usr/bin/mawk", "gawk": "exec /usr/bin/gawk", "busybox": "exec /bin/busybox awk"}
SUDO = 'exec "$@"'

# subuid, subgid (None: no file), and further lines of passwd and group.
CASES = {
    "empty files": ("", "", "", ""),
    "Proxmox VE": ("root:100000:65536\n", "root:100000:65536\n", "", ""),
    "no newline at the end": ("root:100000:65536\nbob:524288:65536", "bob:589824:65536", "", ""),
    "begins at 524288": ("bob:524288:65536\n", "bob:524288:65536\n", "", ""),
    "the files differ": ("bob:524288:65536\n", "carl:589824:65536\n", "", ""),
    "the user has a range": ("ann:100000:65536\n", "ann:100000:65536\n", "", ""),
    "the user has a high range": ("ann:1000000:65536\nbob:524288:65536\n", "ann:1000000:65536\n", "", ""),
    "the user has it for users": ("bob:100000:65536\nann:524288:65536\n", "bob:100000:65536\n", "", ""),
    "the user has it in both files": ("ann:524288:65536\n", "ann:524288:65536\n", "", ""),
    "the user has a part of it": ("ann:524288:1000\n", "", "", ""),
    "an account at 100010": ("", "", "ldap:x:100010:100010::/:/bin/sh\n", "ldap:x:100010:\n"),
    "an account in the first range": ("", "", "ldap:x:530000:530000::/:/bin/sh\n", ""),
    "a group in the first range": ("", "", "", "staff:x:589823:\n"),
    "a group with members": ("", "", "", "staff:x:524288:ann,bob\n"),
    "nobody at the end of all ids": ("", "", "nfsnobody:x:4294967294:4294967294::/:/bin/sh\n", ""),
    "comments and blank lines": ("# lines of the site\n\nbob:524288:65536:his\n", "\n", "", ""),
    "one id, and odd lines": ("bob:530000:1\nbob\nbob:x:y\n", "+\n", "", ""),
    "all up to 2147483648": ("bob:0:2147483648\n", "", "", ""),
    "nearly all ids": ("bob:0:4294901760\n", "", "", ""),
    "an account of a domain": ("LAB\\nina:1000000:65536\n", "", "LAB\\nina:x:1005:1005::/:/bin/sh\n", ""),
    "no files": (None, None, "", ""),
    "only /etc/subuid": ("root:100000:65536\n", None, "", ""),
}


def run(tools, text):
    ran = subprocess.run(
        ["sh", "-c", text], env={"PATH": tools + ":/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # fmt: skip
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


def answer(etc, tools, case, text):
    subuid, subgid, passwd, group = CASES[case]
    for name, base in own_etc.FILES.items():
        own_etc.write(etc, name, base + {"passwd": passwd, "group": group}.get(name, ""))
    own_etc.write(etc, "subuid", subuid)
    own_etc.write(etc, "subgid", subgid)
    status, out, _ = run(tools, text)
    after = {}
    for name, before in (("subuid", subuid), ("subgid", subgid)):
        now = own_etc.read(etc, name) if os.path.exists(os.path.join(etc, name)) else None
        if now != before:
            # What was there stays there, byte for byte but for a last newline.
            there = before or ""
            assert now.startswith(there), (case, now)
            after[name] = now[len(there) :].strip("\n").splitlines()
    return {"out": out.splitlines(), "done": status == 0, **after}


def main():
    folder = recorder.out_folder(__doc__)
    with open(TEXTS, encoding="utf-8") as file:
        texts = json.load(file)
    rows = []
    with tempfile.TemporaryDirectory() as tools, own_etc.own_etc() as etc:
        for name, text in {"sudo": SUDO, "awk": ""}.items():
            own_etc.write(tools, name, "#!/bin/sh\n%s\n" % text)
            os.chmod(os.path.join(tools, name), 0o755)
        for case, name in itertools.product(CASES, texts):
            answers = []
            for command in AWKS.values():
                own_etc.write(tools, "awk", "#!/bin/sh\n%s \"$@\"\n" % command)
                os.chmod(os.path.join(tools, "awk"), 0o755)
                answers.append(answer(etc, tools, case, texts[name]))
            assert answers[0] == answers[1] == answers[2], (case, name, answers)
            rows.append({"case": case, "files": CASES[case], "command": name, **answers[0]})
    shadow = subprocess.run(["dpkg-query", "-W", "-f", "${source:Upstream-Version}", "passwd"], capture_output=True, check=True).stdout.decode()
    recorder.save(folder, "freeRanges.json", rows, shadow=shadow, awk=", ".join(AWKS))


if __name__ == "__main__":
    main()
