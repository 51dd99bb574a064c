"""What programs of the base system print: files, ids, newuidmap, unshare, mount. Each case: the program, what it is a case of, the text."""

import os
import re
import shutil

import message_stage
import tool_stage
import userns


def of_files(folder):
    def case(program, code, *arguments, cwd=None, **more):
        return {"program": program, "case": code, "text": message_stage.inside(message_stage.SMALL, arguments, cwd=cwd or folder + "/ours", **more)}

    busybox = "/bin/busybox"
    yield case("chown", "chown-unmapped", "chown", "5000", "file")
    yield case("chown", "chown-unmapped", "chown", "5000:5000", folder + "/ours/file")
    yield case("chgrp", "chown-unmapped", "chgrp", "5000", "file")
    yield case("chown", "chown-not-owner", "chown", "0", "foreign")
    yield case("chmod", "chmod-not-owner", "chmod", "600", "foreign")
    yield case("busybox", "chown-unmapped", busybox, "chown", "5000", "file")
    # busybox hands the group back that it saw, 65534, which has no mapping either
    yield case("busybox", "chown-unmapped", busybox, "chown", "0", "foreign")
    yield case("install", "chown-unmapped", "install", "-o", "5000", "file", "copy")
    yield case("touch", "permission-denied", "touch", folder + "/theirs/new")
    yield case("busybox", "permission-denied", busybox, "touch", folder + "/theirs/new")
    yield case("mkdir", "permission-denied", "mkdir", folder + "/theirs/new")
    yield case("cat", "permission-denied", "cat", folder + "/theirs/file")
    yield case("busybox", "permission-denied", busybox, "cat", folder + "/theirs/file")
    yield case("ls", "permission-denied", "ls", folder + "/closed")
    yield case("rm", "permission-denied", "rm", "-f", folder + "/theirs/file")
    yield case("cp", "permission-denied", "cp", "file", folder + "/theirs/new")
    yield case("dash", "permission-denied", "dash", "-c", "echo x > " + folder + "/theirs/new")
    yield case("bash", "permission-denied", "bash", "-c", "echo x > " + folder + "/theirs/new")
    yield case("chown", "name-unknown", "chown", "1000:media", "file")
    yield case("chown", "name-unknown", "chown", "nobody-here", "file")
    yield case("chgrp", "name-unknown", "chgrp", "media", "file")
    tool_stage.run(["git", "init", "--quiet", folder + "/theirs/repository"])
    yield case("git", "git-ownership", "git", "-C", folder + "/theirs/repository", "status")
    yield case("setfacl", "acl-unmapped", "setfacl", "-m", "u:5000:r", "file")
    yield case("mknod", "mknod", "mknod", "null", "c", "1", "3")
    yield case("tar", "tar-unmapped", "tar", "--same-owner", "-xf", folder + "/owners.tar")
    yield case("chroot", "setid-unmapped", "chroot", "--userspec=5000:0", "/", "true")
    yield case("chroot", "setid-unmapped", "chroot", "--userspec=0:5000", "/", "true")
    yield case("setpriv", "setid-unmapped", "setpriv", "--reuid", "5000", "true")
    yield case("setpriv", "setid-unmapped", "setpriv", "--regid", "5000", "--clear-groups", "true")
    yield case("setpriv", "setgroups-denied", "setpriv", "--clear-groups", "true", setgroups=False)
    yield case("python3", "chown-unmapped", "python3", "-c", "import os; os.chown('file', 5000, 5000)")


def of_newuidmap(folder):
    def ask(code, tool, *arguments, prepare=None, start=None, lent=message_stage.FILES["subuid"]):
        def enter():
            os.setgroups([])
            os.setresgid(1000, 1000, 1000)
            os.setresuid(1000, 1000, 1000)
            userns.enter_user_namespace()

        message_stage.lend(folder, lent)
        with userns.child(start or enter) as pid:
            if prepare:
                tool_stage.run([*message_stage.ANN, tool, str(pid), *prepare])
            said = tool_stage.run([*message_stage.ANN, tool, str(pid), *arguments])[2]
            return {"program": tool, "case": code, "text": re.sub(r"\b%d\b" % pid, "PID", said)}

    yield ask("newuidmap-not-allowed", "newuidmap", "0", "1000", "1", "1", "200000", "65536")
    yield ask("newuidmap-not-allowed", "newuidmap", "0", "1001", "1")
    yield ask("newuidmap-not-allowed", "newuidmap", "0", "100000", "65537")
    yield ask("newuidmap-not-allowed", "newgidmap", "0", "1000", "1", "1", "200000", "65536")
    yield ask("newuidmap-not-allowed", "newuidmap", "0", "100000", "65536", lent="")
    yield ask("write-not-permitted", "newuidmap", "0", "1000", "1", prepare=["0", "1000", "1"])
    yield ask("write-invalid", "newuidmap", "0", "100000", "10", "5", "100010", "5")
    yield ask("newuidmap-owner", "newuidmap", "0", "1000", "1", start=lambda: None)
    yield {"program": "newuidmap", "case": "newuidmap-no-process", "text": tool_stage.run([*message_stage.ANN, "newuidmap", "4194303", "0", "1000", "1"])[2]}
    # Without its setuid bit, as when it was copied into an image.
    plain = folder + "/newuidmap"
    shutil.copy("/usr/bin/newuidmap", plain)
    os.chmod(plain, 0o755)
    without = ask("write-not-permitted", plain, "0", "1000", "1", "1", "100000", "65536")
    yield {**without, "program": "newuidmap"}


def of_unshare(folder):
    def ask(code, *arguments, lent=message_stage.FILES["subuid"], run_as=message_stage.ANN):
        message_stage.lend(folder, lent)
        return {"program": "unshare", "case": code, "text": re.sub(r"\b\d{3,7}\b(?=/)", "PID", tool_stage.run([*run_as, "unshare", *arguments])[2])}

    yield ask("newuidmap-not-allowed", "--user", "--map-users=0:200000:10", "true")
    yield ask("unshare-no-subids", "--user", "--map-auto", "true", lent="")
    yield ask("write-not-permitted", "--map-root-user", "true", run_as=["setpriv", "--bounding-set", "-setfcap", "--inh-caps", "-setfcap"])
    yield ask("userns-not-permitted", "--user", "true", run_as=["chroot", folder + "/jail"] if message_stage.jail(folder) else [])
    yield ask("userns-not-permitted", "--mount", "true")
    limited = ["unshare", "--map-root-user", "sh", "-c", "echo 0 > /proc/sys/user/max_user_namespaces; exec unshare --user true"]
    yield {"program": "unshare", "case": "userns-limit", "text": tool_stage.run([*message_stage.ANN, *limited])[2]}
    written = "echo '0 1000 2' > /proc/self/uid_map"
    yield {"program": "bash", "case": "echo-not-permitted", "text": tool_stage.run([*message_stage.ANN, "unshare", "--user", "bash", "-c", written])[2]}


def of_mount(folder):
    for code, option, source in (
        ("idmapped-mount", "u:0:100000:65536 g:0:100000:65536", "/proc"),
        ("idmap-option", "u:0:100000:0", folder + "/ours"),
    ):
        said = tool_stage.run(["mount", "-o", "bind,X-mount.idmap=" + option, source, folder + "/theirs"])[2]
        yield {"program": "mount", "case": code, "text": said}
