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
    "00:5", "0:5", "1:0", "-1:5", "4294967296", "99999999999999999999:1", "200000,65536", "200000-265535", "5:1e3", "5:1.5", "ten",
]  # fmt: skip
SETTINGS = [
    "200000:65536", "200000", "identity", "no", "yes", "0", "1", "2", "200000:0x10", "200000:010", "200000:0", "x", "200000:x", "", "4294967295", " 5:5",
    "managed",
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
    if status == 0:
        return tool_stage.split_maps(printed)
    lines = [line for line in said.splitlines() if not line.startswith(("Attempted to remove disk", "Note: in a future version"))]
    return {"status": status, "said": lines[0].replace(folder, "FOLDER") if lines else ""}


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
    for arguments in (["--private-users=5:5", "--private-users=7:7"], ["-U", "--private-users=5:5"], ["--private-users=x", "--private-users=5:5"], ["--private-users"], []):
        rows.append({"text": " ".join(["systemd-nspawn", *arguments]), **answer(arguments, folder)})
    for value in SETTINGS:
        text = "[Exec]\nPrivateUsers=%s\n" % value
        rows.append({"text": text, **answer([], folder, text)})
    for text in ("[Exec]\nPrivateUsers=5:5\nPrivateUsers=7:7\n", "[Files]\nPrivateUsers=5:5\n", "[Exec]\nPrivateUsers=5:5\nPrivateUsers=x\n", "[Exec]\n# PrivateUsers=5:5\n"):
        rows.append({"text": text, **answer([], folder, text)})
    recorder.save(out, "nspawn.json", rows, systemd=tool_stage.version("systemd-container"))


if __name__ == "__main__":
    main()
