"""Records which maps systemd-nspawn gives for --private-users= and for PrivateUsers= of a settings file, or what it says.

Run as root where Debian's systemd-container and busybox-static are installed: /usr/bin/python3 test/oracle/idmap/record_nspawn.py [--out FOLDER]
"""

import os
import shlex
import subprocess

import recorder
import tool_stage

VALUES = [
    "identity", "yes", "true", "on", "t", "y", "YES", "no", "false", "off", "n", "f", "No", "0", "1", "2", "65536", "200000", "4294967294", "4294967295",
    "4294901759", "4294901760", "managed", "auto", "", "pick ", "Identity", "200000:", ":5", ":", "200000:0", "200000:1", "200000:0x10", "200000:0X1f",
    "200000:010", "200000:0o17", "200000:0b11", "200000:08", "200000: 5", "200000:5 ", "200000:+5", "200000:-5", "200000:--5", "200000:5:5",
    "200000:4294967296", "200000:99999999999999999999", "200000:4294767295", "200000:4294767296", "0x10000:65536", "0200000", "+5:5", " 5:5", "5 :5",
    "65535", "65535:1", "65534:2", "4294836224", "00:5", "0:5", "1:0", "-1:5", "4294967296", "99999999999999999999:1", "200000,65536", "200000-265535", "5:1e3", "5:1.5", "ten",
]  # fmt: skip
SETTINGS = [
    "200000:65536", "200000", "identity", "no", "yes", "0", "1", "2", "200000:0x10", "200000:010", "200000:0", "x", "200000:x", "", "4294967295", " 5:5",
    "managed", "65535", "65535:65536",
]  # fmt: skip
# Whose the files are made, and what stands before the range.
OWNERSHIPS = ["off", "chown", "map", "auto", "yes", "no", "0", "CHOWN", "x", ""]
RANGES = ["131072", "131072:65536", "131072:65535", "200000", "200000:65536", "4294836224", "identity", "0:10", "65536:2147483647", "no"]
COMMANDS = [
    "--private-users=5:5 --private-users=7:7", "-U --private-users=5:5", "--private-users=x --private-users=5:5", "--private-users", "", "-qU --private-users=5:5",
    "--private-users=200000 --private-users-chown", "--private-users=131072 --private-users-chown", "--private-users-chown --read-only", "--private-users-chown --volatile=yes",
    "--private-users-ownership=chown --private-users-ownership=off --private-users=5:5", "--private-users-own=chown --private-users=5:5", "--private-u=5:5", "--private-users=5:5 --private-users-ownership",
    "--private-users-ownership=chown", "--private-users-ownership=chown --private-users=no", "--private-network --private-users=managed",
    "--private-users-ownership=help --private-users=x", "--private-users=x --version", "--version --private-users=x",
]  # fmt: skip
# Options that have nothing to do with IDs, whose values systemd-nspawn reads before it starts anything.
TAKEN = [
    "setenv=A=1", "setenv=A", "setenv=_a1=b c", "uuid=01234567-89ab-cdef-0123-456789abcdef", "machine=a.b", "hostname=", "hostname=a--b", "no-new-privileges=T",
    "register=off", "notify-ready=no", "suppress-sync=1", "link-journal=no", "volatile=off", "settings=Yes", "settings=trusted", "resolv-conf=off", "resolv-conf=0",
    "timezone=off", "console=pipe", "chdir=/", "capability=all,cap_chown,21,,", "drop-capability=CAP_MKNOD", "capability=62", "ambient-capability=CAP_CHOWN", "tmpfs=/tmp:mode=755",
    "bind=/bin:/mnt:rbind", "bind=+/bin",
]  # fmt: skip
REFUSED = [
    "setenv=1A=3", "setenv=A-B=3", "setenv==3", "setenv=", "setenv=A.B=1", "uuid=x", "uuid=00000000000000000000000000000000", "uuid=0123-4567-89abcdef0123456789abcdef",
    "machine=a_b", "machine=-a", "machine=a..b", "hostname=a-.b", "hostname=a.", "hostname=" + 65 * "a", "no-new-privileges=x", "register=", "notify-ready=maybe", "suppress-sync=2",
    "link-journal=x", "volatile=x", "settings=x", "resolv-conf=x", "timezone=", "console=yes", "chdir=a", "capability=SYS_ADMIN", "capability=63", "drop-capability=CAP_X",
    "capability=all,x", "ambient-capability=CAP_CHOWN,all", "tmpfs=a", "inaccessible=", "bind=a", "bind=/a:b", "bind=/a:", "bind-ro=",
    "capability=help", "console=help", "timezone=help",
]  # fmt: skip
FILES = [
    "[Exec]\nPrivateUsers=5:5\nPrivateUsers=7:7\n", "[Files]\nPrivateUsers=5:5\n", "[Exec]\nPrivateUsers=5:5\nPrivateUsers=x\n", "[Exec]\n# PrivateUsers=5:5\n",
    "[Exec]\nPrivateUsers=5:5\nPrivateUsersOwnership=chown\n", "[Files]\nPrivateUsersOwnership=map\n", "[Exec]\nPrivateUsers=5:5\n[Files]\nPrivateUsersChown=yes\n",
    "[Exec]\nPrivateUsers=5:5\n[Files]\nPrivateUsersChown=no\n", "[Exec]\nPrivateUsers=5:5\n[Files]\nPrivateUsersChown=chown\n", "[Exec]\nPrivateUsers=131072\n[Files]\nPrivateUsersChown=1\n",
    "[Exec]\nPrivateUsers=5:5\n[Files]\nPrivateUsersOwnership=x\n", "[Exec]\nPrivateUsers=5:5\n[Files]\nPrivateUsersOwnership=chown\n", "[Files]\nPrivateUsersOwnership=chown\nReadOnly=yes\n",
    " [Exec] \n PrivateUsers = 5:5 \n", "[exec]\nPrivateUsers=5:5\n", "[Exec]\nprivateusers=5:5\n", "[Exec]\nParameters=a \\\nPrivateUsers=5:5\n",
]  # fmt: skip


def answer(arguments, folder, settings=None):
    """The container's maps, or the last thing systemd-nspawn said before it gave up."""
    root = os.path.join(folder, "root")
    file = "/run/systemd/nspawn/oracle.nspawn"
    os.makedirs(os.path.dirname(file), exist_ok=True)
    if settings is not None:
        with open(file, "w") as output:
            output.write(settings)
    command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--pipe", "--machine=oracle", "--directory=" + root]
    status, printed, said = tool_stage.run(command + arguments + tool_stage.SHOW_MAPS)
    if settings is not None:
        os.unlink(file)
    give_back(root)
    if status == 0:
        return tool_stage.split_maps(printed) if "\ngid\n" in printed else {"printed": True}
    lines = [line for line in said.splitlines() if not line.startswith(("Attempted to remove disk", "Note: in a future version"))]
    return {"status": status, "said": lines[0].replace(folder, "FOLDER") if lines else ""}


def give_back(root):
    """Ownership chown gave the files away."""
    for folder, _, files in os.walk(root):
        for path in [folder, *(os.path.join(folder, name) for name in files)]:
            os.lchown(path, 0, 0)


def give_machine_id(folder):
    """A root that was never booted has none, and systemd-nspawn 262 asks for it."""
    path = os.path.join(folder, "machine-id")
    with open(path, "w") as file:
        file.write("0123456789abcdef0123456789abcdef\n")
    subprocess.run(["mount", "--bind", path, "/etc/machine-id"], check=True)


def main():
    out = recorder.out_folder(__doc__)
    folder = tool_stage.enter()
    tool_stage.build_root(folder)
    give_machine_id(folder)
    rows = []
    for extents in tool_stage.one_runs():
        text = "--private-users=%d:%d" % tuple(extents[0][1:])
        rows.append({"map": extents, "text": text, **answer([text], folder)})
    for value in VALUES:
        option = "--private-users=" + value
        rows.append({"text": shlex.quote(option), **answer([option], folder)})
    for users in RANGES:
        for ownership in OWNERSHIPS:
            arguments = ["--private-users=" + users, "--private-users-ownership=" + ownership]
            rows.append({"text": shlex.join(["systemd-nspawn", *arguments]), **answer(arguments, folder)})
    for command in COMMANDS:
        rows.append({"text": ("systemd-nspawn " + command).strip(), **answer(command.split(), folder)})
    for option in TAKEN + REFUSED:
        arguments = ["--private-users=5:5", "--" + option]
        rows.append({"text": shlex.join(["systemd-nspawn", *arguments]), **answer(arguments, folder)})
    for value in SETTINGS:
        text = "[Exec]\nPrivateUsers=%s\n" % value
        rows.append({"text": text, **answer([], folder, text)})
    for text in FILES:
        rows.append({"text": text, **answer([], folder, text)})
    recorder.save(out, "nspawn.json", rows, systemd=tool_stage.version("systemd-container"))


if __name__ == "__main__":
    main()
