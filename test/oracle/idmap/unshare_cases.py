"""The unshare commands to record, and who runs them on what files. FILES and USERS are told by their numbers' names."""

import random

import subid_texts

USERS = {
    "ann": {"name": "ann", "uid": 1000, "gid": 1000},
    "bob": {"name": "bob", "uid": 1001, "gid": 1001},
    "carl": {"name": "carl", "uid": 1002, "gid": 100},
    "root": {"name": "root", "uid": 0, "gid": 0},
    "stranger": {"name": "", "uid": 1005, "gid": 1005},
}
LENT = "ann:100000:65536\n"
NESTED = {"uid": [[0, 100000, 1000], [1000, 200000, 1000], [5000, 5000, 1]], "gid": [[0, 100000, 65536]]}

# for ann and for root
COMMANDS = [
    "unshare -U", "unshare --user", "unshare -r", "unshare --map-root-user", "unshare -c", "unshare --map-current-user", "unshare -Ur", "unshare -rUmpf",
    "unshare -r --map-current-user", "unshare -c -r", "unshare --map-user=5", "unshare --map-user 5 --map-group 6", "unshare --map-group=7", "unshare -r --map-group=7",
    "unshare --map-user=7 -r", "unshare --map-user=ann --map-group=ann", "unshare --map-user=root --map-group=users", "unshare --map-user=bob",
    "unshare --map-user=4294967294", "unshare --map-user=4294967295", "unshare --map-user=4294967296", "unshare --map-user=18446744073709551615",
    "unshare --map-user=18446744073709551616", "unshare --map-user=-1", "unshare --map-user=-0", "unshare --map-user=+5", "unshare '--map-user= 5'", "unshare '--map-user=5 '",
    "unshare --map-user=010", "unshare --map-user=0x10", "unshare --map-user=nobody", "unshare --map-group=anna", "unshare --map-user=", "unshare --map-group=-5x",
    # ranges
    "unshare --map-users=0:100000:10", "unshare --map-users=0:100000:65536 --map-groups=0:100000:65536", "unshare --map-users 0:100000:65537",
    "unshare --map-users=100000,0,10", "unshare --map-groups=100000,0,10", "unshare --map-users=0:100000:10 --map-users=10:100010:10",
    "unshare --map-users=10:100010:10 --map-users=0:100000:10", "unshare --map-users=0:100000:10 --map-users=5:100020:10", "unshare --map-users=0:1000:1",
    "unshare --map-users=0:1000:1 --map-groups=0:1000:1", "unshare --map-groups=0:1000:1", "unshare --map-groups=0:100000:10 --map-user=0",
    "unshare --map-users=0:100000:10 --map-group=0", "unshare --map-users=0:100000:0", "unshare --map-users=0:100000:0 -r", "unshare --map-users=0:100000:1 -r",
    "unshare --map-users=0:100000", "unshare --map-users=0:100000:10:", "unshare --map-users=0:100000:10x", "unshare --map-users=", "unshare --map-users=x",
    "unshare '--map-users= 0: 100000: 10'", "unshare '--map-users=0 :100000:10'", "unshare --map-users=+0:+100000:+10", "unshare --map-users=-1:100000:1",
    "unshare --map-users=0:-4294867296:10", "unshare --map-users=4294967296:100000:10", "unshare --map-users=4294967295:100000:10",
    "unshare --map-users=99999999999999999999:100000:10", "unshare --map-users=0:100000,10", "unshare --map-users=0,100000:10", "unshare --map-users=AUTO",
    "unshare --map-users=0:0:4294967295", "unshare --map-users=all", "unshare --map-groups=all", "unshare --map-users=all --map-groups=all", "unshare --map-users=all -r",
    # from the files
    "unshare --map-auto", "unshare --map-subids", "unshare --map-users=auto", "unshare --map-groups=auto", "unshare --map-users=subids", "unshare --map-groups=subids",
    "unshare --map-users auto --map-groups auto", "unshare -r --map-auto", "unshare -c --map-auto", "unshare --map-auto --map-user=5 --map-group=6",
    "unshare -r --map-subids", "unshare -c --map-subids", "unshare --map-auto --map-user=65535", "unshare --map-auto --map-user=65536", "unshare --map-auto --map-user=65537",
    "unshare --map-subids --map-user=99999", "unshare --map-subids --map-user=100000", "unshare --map-subids --map-user=165535", "unshare --map-subids --map-user=165536",
    "unshare --map-auto --map-subids", "unshare --map-auto --map-auto", "unshare --map-auto --map-users=65536:1000:1",
    # round the caller's own id
    "unshare -r --map-users=0:100000:10", "unshare -c --map-users=0:100000:2000", "unshare -c --map-users=995:100000:10", "unshare -r --map-users=1:100000:10",
    "unshare -r --map-users=0:100000:10 --map-users=10:100010:10", "unshare -c --map-users=0:100000:1000 --map-users=1000:101000:10",
    "unshare -c --map-users=0:100000:1000 --map-users=1001:101000:10", "unshare --map-user=5 --map-users=0:100000:10 --map-users=10:100010:10",
    "unshare -r --map-users=0:995:10", "unshare --map-user=3 --map-users=0:995:10",
    # setgroups
    "unshare -r --setgroups=deny", "unshare -r --setgroups=allow", "unshare --setgroups=deny -U", "unshare -U --setgroups=allow", "unshare --map-user=0 --setgroups=deny",
    "unshare --map-user=0 --setgroups=allow", "unshare --map-auto --setgroups=deny", "unshare --map-auto --setgroups=allow", "unshare -r --setgroups=x",
    "unshare --map-group=0 --setgroups allow", "unshare --map-groups=0:1000:1 --setgroups=allow", "unshare --map-groups=0:1000:1 --setgroups=deny",
    # without a user namespace
    "unshare --setgroups=allow", "unshare --setgroups=deny", "unshare --setgroups=allow -m", "unshare -G 0", "unshare -G 5", "unshare -S 0", "unshare -S 5", "unshare -S 1000",
    "unshare -G 4294967295", "unshare -S 4294967295", "unshare --setgroups=allow -S 5 -G 6", "unshare --setgroups=deny -G 5", "unshare -m", "unshare -n", "unshare -i", "unshare -u",
    "unshare -C", "unshare -T", "unshare -pf", "unshare -f", "unshare --mount-proc", "unshare -pf --mount-proc", "unshare -m -S 5 -G 5", "unshare --monotonic=5", "unshare -m -U",
    # mounts and clocks that fail whatever the maps
    "unshare -r --mount-proc", "unshare -r -f --mount-proc", "unshare -rpf --mount-proc", "unshare -rp --kill-child --mount-proc", "unshare --map-auto --mount-proc --setuid 70000",
    "unshare -r --monotonic=5", "unshare -rT --boottime=x", "unshare -rT --boottime=-5x", "unshare -U --setgroups=deny --monotonic=5",
    # whom it becomes
    "unshare -r -S 0", "unshare -r -S 0 -G 0", "unshare -r -S 1", "unshare -U -S 0", "unshare -U -G 0", "unshare --map-auto -S 0", "unshare --map-auto -S 0 -G 0",
    "unshare --map-auto --setuid=5 --setgid=6", "unshare --map-auto -G 65536", "unshare --map-auto -S 65536", "unshare --map-auto -S x", "unshare --map-auto -G -1",
    "unshare -r --map-auto -S4294967296",
    # getopt
    "unshare --map-root", "unshare --map-c", "unshare --map-us=5", "unshare --map-u 5", "unshare --map-a", "unshare --map-", "unshare --map-gr=1", "unshare --map-group",
    "unshare --m", "unshare --nope", "unshare --nope=5", "unshare -x", "unshare -Ux", "unshare -rS", "unshare --map-users", "unshare --fork=5 -r", "unshare --map-auto=5",
    "unshare -r --propagation=nope", "unshare -rm --propagation=slave", "unshare -r -- ", "unshare --map-root-user=1", "unshare -r --keep-caps", "unshare -r --kill-child",
    "unshare -r --kill-child=SIGKILL", "unshare -r --kill-child=term", "unshare -r --kill-child=sIgRtMin+1", "unshare -r --kill-child=RTMAX-30", "unshare -r --kill-child=RT30",
    "unshare -r --kill-child=RT30x", "unshare -r --kill-child=RT4294967296", "unshare -r --kill-child=BADSIGNAL", "unshare -r --kill-child=9", "unshare -r --kill-child=",
    "unshare -r --kill-child=RT31", "unshare -r --kill-child=RTMIN", "unshare -r --kill-child=RTMIN+x", "unshare -r --kill-child=RT2147483648", "unshare -r --kill-child=SIGSIGKILL",
    "unshare --se=deny -U", "unshare --set=deny -U", "unshare -r -x --nope", "unshare --map-users=x --map-groups=y",
]  # fmt: skip

# what `auto` makes of odd files
READINGS = subid_texts.GRANTS + [text for text in subid_texts.READINGS if len(text) < 1000]


def row(command, user="ann", subuid=LENT, subgid=LENT, **more):
    return {"command": command, "user": user, "subuid": subuid, "subgid": subgid, **more}


def cases():
    for command in COMMANDS:
        yield row(command)
        yield row(command, "root")
    for command in ("unshare -r", "unshare -c", "unshare --map-auto", "unshare --map-users=all", "unshare -r --map-auto", "unshare --map-groups=subids", "unshare --map-group=carl"):
        for user in ("bob", "carl", "stranger"):
            yield row(command, user)
            yield row(command, user, "1001:7:1\n1002:8:2\n1005:9:3\n", "1001:200000:9\n1002:300000:9\n1005:400000:9\n")
    for text in READINGS:
        yield row("unshare --map-auto", subuid=text)
        yield row("unshare --map-users=auto -c", "root", text, text)
        yield row("unshare --map-groups=subids", subgid=text)
    for command in ("unshare -r", "unshare -c", "unshare --map-user=7", "unshare --map-users=all", "unshare --map-users=all --map-groups=all", "unshare --map-users=all -r",
                    "unshare --map-users=0:0:10", "unshare --map-users=0:900:200", "unshare --map-users=0:1000:1000", "unshare --map-users=0:2000:1", "unshare --map-users=0:5000:1 -r",
                    "unshare --map-auto", "unshare -U -S 0", "unshare --map-groups=all -G 5", "unshare --setgroups=deny", "unshare --setgroups=allow -G 5", "unshare -G 70000", "unshare -m -S 5000",
                    "unshare -S 2500"):  # fmt: skip
        yield row(command, "root", "root:900:100\n", "root:0:65536\n", parent=NESTED)
    for lent in ("anna:100000:65536\n", "bob:100000:65536\n", "1000:100000:65536\n"):
        yield row("unshare --map-users=0:100000:10 --map-groups=0:100000:10", subuid=lent, subgid=lent)
    long_map = " ".join("--map-users=%d:%d:1" % (2 * i, 2 * i) for i in range(341))
    for count in (5, 6, 340, 341):
        yield row(" ".join(["unshare", *long_map.split()[:count]]), "root")
    yield row(" ".join("--map-users=%d:%d:1" % (100000000 + 2 * i, 100000000 + 2 * i) for i in range(190)).join(["unshare ", ""]), "root")
    yield from random_rows(random.Random(20160824))


def random_rows(rng):
    """Ranges of ann's round the caller's own ids, mapped to each other in any way."""
    for _ in range(150):
        words = ["unshare"]
        for option in ("--map-users", "--map-groups"):
            for _ in range(rng.choice([0, 1, 1, 2])):
                numbers = rng.choice([0, 1, 990, 1000, 1001]) + rng.randrange(12), rng.choice([995, 1000, 100000]) + rng.randrange(12), rng.randrange(1, 30)
                words.append("%s=%d:%d:%d" % (option, *numbers))
        words += rng.choice([[], ["-r"], ["-c"], ["--map-user=%d" % rng.randrange(1020)], ["--map-group=%d" % rng.randrange(30)]])
        lent = "ann:100000:100\nann:990:40\n"
        yield row(" ".join(words), rng.choice(["ann", "ann", "root"]), lent, lent)
