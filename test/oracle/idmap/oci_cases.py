"""The "linux" of config.json files that runc and crun read in ways of their own, who runs inside, and root's lines in /etc/subuid and /etc/subgid."""

USER = '"namespaces": [{ "type": "mount" }, { "type": "pid" }, { "type": "user" }]'
PLAIN = '"namespaces": [{ "type": "mount" }, { "type": "pid" }]'
ONE = '[{ "containerID": 0, "hostID": 100000, "size": 65536 }]'
ROOTS_LINE = "root:700000:65536\n"
LINES = [
    "", ROOTS_LINE, "root:700000:10\n", "root:700000:0\n", "root:4294967290:65536\n", "root:0:65536\n", "0:700000:65536\n", "ann:5:5\nroot:700000:65536\nroot:800000:5\n", "root:700000",
    "root:x:5\n", "root:700000:4294967296\n", "root:-5:10\n",
]  # fmt: skip
USERS = [(0, 0), (5, 7), (1000, 1000), (70000, 0), (0, 70000), (4294967294, 5)]
# Lists that only one of the two takes, or neither.
LISTS = [
    "[]", "null", "{}", '"x"', "[null]", "[5]", "[{}]", ONE.replace("0,", '"0",', 1), ONE.replace("0,", '"5",', 1), ONE.replace("100000", '"100000"'), ONE.replace("65536", '"65536"'),
    ONE.replace("0,", "null,", 1), ONE.replace("0,", "true,", 1), ONE.replace('"containerID": 0, ', ""), ONE.replace("containerID", "containerId"),
    ONE.replace('"containerID"', '"containerID": 1, "containerID"'), ONE.replace("100000", "-1"), ONE.replace("100000", "-18446744073709451616"), ONE.replace("100000", "1e5"),
    ONE.replace("100000", "4294967296"), ONE.replace("65536", "0"), ONE.replace("[", "[ /* all */ "), ONE.replace("[", "[ // all\n"), ONE.replace("[", "[ # all\n"), ONE.replace("}]", "},]"),
    '[{ "containerID": 5, "hostID": 100000, "size": 10 }]', '[{ "containerID": 5, "hostID": 0, "size": 1 }]',
]  # fmt: skip
NAMESPACES = [
    "null", "{}", "[]", '"user"', '[{ "type": "mount" }, { "type": "pid" }, { "type": "user", "path": "" }]', '[{ "type": "mount" }, { "type": "pid" }, { "type": "user", "path": null }]', '[{ "type": "mount" }, { "type": "pid" }, { "type": "user", "path": 5 }]',
    '[{ "type": "mount" }, { "type": "pid" }, { "type": "USER" }]', '[{ "type": "mount" }, { "type": "pid" }, { "Type": "user" }]', '[{ "type": "mount" }, {}, { "type": "user" }]', '[{ "type": "mount" }, null, { "type": "user" }]',
    '[{ "type": "mount" }, { "type": "time" }, { "type": "pid" }, { "type": "user" }]',
]  # fmt: skip


def both(uids, gids):
    return '"uidMappings": %s, "gidMappings": %s' % (uids, gids)


def cases():
    """(linux, (uid, gid), lines) each."""
    root = (0, 0)
    for each in LISTS:
        yield "{ %s, %s }" % (USER, both(each, each)), root, ROOTS_LINE
        yield "{ %s, %s }" % (USER, both(each, ONE)), (5, 5), ""
        yield "{ %s, %s }" % (PLAIN, both(ONE, each)), root, ""
    for each in NAMESPACES:
        yield '{ "namespaces": %s, %s }' % (each, both(ONE, ONE)), root, ""
    for lines in LINES:
        for user in USERS:
            yield "{ %s }" % USER, user, lines
        yield '{ %s, "uidMappings": %s }' % (USER, ONE), (5, 7), lines
        yield '{ %s, "gidMappings": %s }' % (USER, ONE), (5, 7), lines
    for user in USERS:
        yield "{ %s, %s }" % (USER, both(ONE, ONE)), user, ""
    yield "{ %s, %s, %s }" % (USER, both(ONE, ONE), both("[]", "[]")), root, ROOTS_LINE
    yield "{ %s, %s, %s }" % (USER, both(ONE, ONE), both(ONE, ONE).replace("Mappings", "MAPPINGS").replace("100000", "5")), root, ""
