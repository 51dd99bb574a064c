"""Where a process is that writes to another's /proc files, as src/engine/idmap/kernel/Writer.ts names the places."""

import contextlib
import os

import userns

EVERY_ID = [[0, 0, 4294967295]]


@contextlib.contextmanager
def parent_namespace(extents, kind):
    """A descriptor of a new namespace with these extents as its map of the kind; None, without extents, is the recorder's own."""
    if extents is None:
        yield None
        return
    with userns.child(userns.enter_user_namespace) as pid:
        for each in ("uid", "gid"):
            refused = userns.write_once("/proc/%d/%s_map" % (pid, each), userns.map_text(extents if each == kind else EVERY_ID))
            assert refused is None, refused
        namespace = os.open("/proc/%d/ns/user" % pid, os.O_RDONLY)
        try:
            yield namespace
        finally:
            os.close(namespace)


def enter(namespace):
    if namespace is not None:
        userns.join(namespace)


def take(process, parent, made, uid, gid):
    """Takes the place and the credentials of the process; the ids are the parent's. `made` is the new namespace."""
    where = process.get("namespace", "parent")
    capabilities = process.get("capabilities")
    # Opening a file of /proc is no question here: CAP_DAC_OVERRIDE is nothing that the rules look at.
    if capabilities is not None:
        capabilities = [*capabilities, "CAP_DAC_OVERRIDE"]
    if where == "above":
        # The recorder's own root made the parent.
        userns.become(0 if process.get("owner", True) else 1, 0, capabilities)
        return
    enter(parent)
    if where == "parent":
        userns.become(uid, gid, capabilities)
        return
    userns.become(uid, gid)
    if where == "beside":
        userns.enter_user_namespace()
    else:
        userns.join(made)
        userns.libc.prctl(userns.PR_SET_DUMPABLE, 1, 0, 0, 0)
    if capabilities is not None:
        userns.keep_capabilities(capabilities)
