"""Records what further programs print that are refused a user namespace, or meet an owner or an id that the map lacks: word for word.

Run as root where Debian's bubblewrap, podman, rsync, cpio, sudo, nginx, apt and python3-seccomp are installed:
/usr/bin/python3 test/oracle/idmap/record_other_messages.py [--out FOLDER]
"""

import errno
import os
import re

import message_stage
import recorder
import seccomp
import tool_stage

CLONE_NEWUSER = 0x10000000
PACKAGES = ("bubblewrap", "podman", "rsync", "cpio", "sudo", "nginx", "apt", "util-linux")
# root and 999 more are themselves inside; ann, bob and 5000 are nobody there.
HOST = [[0, 0, 1000]]


def of_namespaces(folder):
    """A filter answers for the kernel: what a host forbids can't be brought about on any kernel alike."""
    environment = {"PATH": os.environ["PATH"], "HOME": folder + "/home", "USER": "ann", "XDG_RUNTIME_DIR": folder + "/user"}

    def ask(code, number, *arguments):
        def refuse():
            os.setgroups([])
            os.setresgid(1000, 1000, 1000)
            os.setresuid(1000, 1000, 1000)
            rules = seccomp.SyscallFilter(seccomp.ALLOW)
            rules.add_rule(seccomp.ERRNO(number), "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER))
            rules.load()

        said = tool_stage.run(arguments, env=environment, cwd=folder, preexec_fn=refuse)[2]
        # Podman warns of how the root of this machine is mounted.
        said = "".join(line + "\n" for line in said.splitlines() if "not a shared mount" not in line)
        return {"program": arguments[0], "case": code, "text": message_stage.without_ids(said)}

    bwrap = ("bwrap", "--unshare-user", "--ro-bind", "/", "/", "true")
    yield ask("userns-forbidden", errno.EPERM, *bwrap)
    yield ask("userns-disabled", errno.EINVAL, *bwrap)
    yield ask("userns-limit", errno.ENOSPC, *bwrap)
    yield ask("userns-forbidden", errno.EPERM, "podman", "--storage-driver", "vfs", "unshare", "true")


def of_owners(folder):
    ours = folder + "/ours"

    def case(code, extents, *arguments, cwd=ours, **more):
        said = message_stage.inside(extents, arguments, cwd=cwd, **more)
        # nginx writes time and process, rsync a name of its own.
        said = re.sub(r"^\d{4}/\d\d/\d\d [\d:]{8} (\[\w+\]) \d+#\d+:", r"2016/08/24 12:00:00 \1 1#1:", said, flags=re.MULTILINE)
        return {"program": arguments[0], "case": code, "text": re.sub(r"/\.copy\.\w{6}\"", '/.copy.Ab12Cd"', said)}

    yield case("chown-unmapped", message_stage.SMALL, "rsync", "--chown=5000:5000", "file", "copy")

    archive = folder + "/owners.cpio"
    tool_stage.run(["sh", "-c", "echo foreign | cpio --quiet -o -H newc > " + archive], cwd=ours)
    os.chmod(archive, 0o644)
    os.mkdir(ours + "/unpacked")
    os.chown(ours + "/unpacked", 100000, 100000)
    yield case("tar-unmapped", message_stage.SMALL, "cpio", "--quiet", "-i", "-F", archive, cwd=ours + "/unpacked")

    settings = folder + "/sudo.conf"
    with open(settings, "w"):
        os.chown(settings, 5000, 5000)
    tool_stage.mount("--bind", settings, "/etc/sudo.conf")
    yield case("owner-unexpected", HOST, "sudo", "-V")

    body, config = folder + "/body", folder + "/nginx.conf"
    os.mkdir(body)
    os.chown(body, 5000, 5000)
    others = "".join("%s_temp_path %s/%s; " % (name, folder, name) for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
    with open(config, "w") as file:
        file.write("user root; error_log stderr; pid %s/nginx.pid; events {} http { client_body_temp_path %s; %s}" % (folder, body, others))
    yield case("chown-not-owner", HOST, "nginx", "-t", "-q", "-c", config)

    yield case("setgroups-denied", HOST, "su", "-c", "true", setgroups=False)
    lists = folder + "/lists"
    options = ["APT::Sandbox::User=bob", "Dir::State::lists=" + lists, "Dir::Etc::sourcelist=%s/none.list" % folder, "Dir::Etc::sourceparts=%s/sources" % folder]
    os.makedirs(lists + "/partial")
    os.mkdir(folder + "/sources")
    with open(folder + "/sources/nowhere.list", "w") as file:
        file.write("deb [trusted=yes] http://127.0.0.1:9/ nowhere main\n")
    told = case("setid-unmapped", HOST, "apt-get", "update", *(word for option in options for word in ("-o", option)), setgroups=False)
    # Which of its helpers says it how often differs from run to run.
    told["text"] = "".join(dict.fromkeys(line + "\n" for line in told["text"].splitlines() if line.startswith("E: set")))
    yield told


def main():
    out = recorder.out_folder(__doc__)
    os.environ["LC_ALL"] = "C"
    folder = message_stage.stage()
    rows = [*of_namespaces(folder), *of_owners(folder)]
    for row in rows:
        assert row["text"].strip(), row
    recorder.save(out, "otherMessages.json", rows, **{package: tool_stage.version(package) for package in PACKAGES})


if __name__ == "__main__":
    main()
