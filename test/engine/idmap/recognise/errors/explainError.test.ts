import { describe, expect, test } from 'vitest';
import { type Explained, explainError, groupErrors, recognise } from '../../../../../src/engine/idmap/index.ts';

type Row = [text: string, answer: Omit<Explained, 'learn'> & { learn: string }];

describe('the whole answer', () => {
  test.each<Row>([
    [
      'mkdir /var/lib/registry/docker: permission denied',
      {
        code: 'permission-denied',
        who: 'the kernel: the file’s owner and mode, or a security module',
        says: 'The process may not reach or change /var/lib/registry/docker. If a container says so, /var/lib/registry/docker is a path in it: on the host it is below what stands left in -v HOST:CONTAINER. The kernel compares outside ids: whoever the process is inside, its outside id is set against the owner of the file, and of each folder above it, on the host.',
        facts: { path: '/var/lib/registry/docker' },
        next: [
          {
            why: 'See owner and mode on the host, of every folder on the way. Each needs x for the outside id.',
            command: 'namei -l HOST_PATH',
          },
          { why: 'See the process’s outside id, on the host.', command: 'ps -eo uid,gid,pid,args' },
          { why: 'If both fit, a “+” after the mode is an ACL: it counts as well.', command: 'getfacl -n HOST_FOLDER' },
          {
            why: 'If all of that fits, ask SELinux or AppArmor. For SELinux, label the volume with :z or :Z.',
            command: 'ausearch -m avc -ts recent; dmesg | grep -i apparmor',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'fs/namei.c, generic_permission; user_namespaces(7)',
      },
    ],
    [
      '[rootlesskit:parent] error: failed to setup UID/GID map: failed to compute uid/gid map: No subuid ranges found for user 1001 ("testuser")',
      {
        code: 'no-subids-rootlesskit',
        who: 'RootlessKit, for rootless Docker',
        says: '“testuser” has no line in /etc/subuid. Rootless Docker does not start without one in both files.',
        facts: { user: 'testuser' },
        ask: { kind: 'uid', side: 'inside', id: 1 },
        next: [
          { why: 'See who is lent what. The line may go by name or by uid.', command: 'cat /etc/subuid /etc/subgid' },
          {
            why: 'As root, lend a range that no account and no other line has, in both files.',
            command: 'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 testuser',
          },
          { why: 'Then start it again, as that user.', command: 'systemctl --user restart docker' },
        ],
        learn: '/learn/user-namespaces/#without-root-and-in-kubernetes',
        source: 'RootlessKit, pkg/parent/parent.go and pkg/parent/idtools, GetSubIDRanges',
      },
    ],
    [
      'docker: failed to register layer: Error processing tar file(exit status 1): Container ID 197609 cannot be mapped to a host ID.',
      {
        code: 'storage-no-host-id',
        who: 'dockerd, unpacking an image',
        says: 'Something in the container is to belong to id 197609, and no extent of its map has that. A map of 65536 ids ends at 65535.',
        facts: { inside: { uid: 197609 } },
        ask: { kind: 'uid', side: 'inside', id: 197609 },
        next: [
          {
            why: 'See what the remap user is lent, in both files: together more than 197609 ids are needed.',
            command: 'grep "^dockremap:" /etc/subuid /etc/subgid',
          },
          {
            why: 'As root, lend that user further ids that nobody else has. They follow inside on those there are.',
            command: 'usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST dockremap',
          },
          { why: 'dockerd reads the files when it starts.', command: 'systemctl restart docker' },
          {
            why: 'Or choose an image whose files have lower owners: such an id is mostly that of the one who built it.',
          },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'moby 26.1.5 and containers/storage 1.57, pkg/idtools/idtools.go, ToHost',
      },
    ],
    [
      'there might not be enough IDs available in the namespace (requested 0:22 for /run/utmp): lchown /run/utmp: invalid argument',
      {
        code: 'storage-insufficient',
        who: 'the kernel, as Podman unpacked an image',
        says: 'The image’s /run/utmp belongs to uid 0 and gid 22, and the user’s namespace has no gid 22. A range of 65536 ids would have it.',
        facts: { inside: { uid: 0, gid: 22 }, path: '/run/utmp', kind: 'gid' },
        ask: { kind: 'gid', side: 'inside', id: 22 },
        next: [
          {
            why: 'See the map: the first and the third number of a line have to reach beyond 22.',
            command: 'podman unshare cat /proc/self/uid_map /proc/self/gid_map',
          },
          { why: 'See what the user is lent, in both files.', command: 'grep "^USER:" /etc/subuid /etc/subgid' },
          {
            why: 'As root, lend a range that nobody else has, in both files.',
            command: 'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER',
          },
          { why: 'Podman keeps its namespace until told: let it see the new lines.', command: 'podman system migrate' },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'containers/storage 1.57, pkg/idtools/idtools.go, checkChownErr; older releases in the older words',
      },
    ],
    [
      'Error: cannot set up namespace using "/usr/bin/newuidmap": should have setuid or have filecaps setuid: exit status 1',
      {
        code: 'newuidmap-no-privilege',
        who: 'Podman or Buildah, after newuidmap failed',
        says: '/usr/bin/newuidmap has neither its setuid bit nor the file capability cap_setuid, so it may write no more than the caller could. A copy into an image, or an unpacked archive, loses both; a mount with nosuid makes them count for nothing.',
        facts: { kind: 'uid', path: '/usr/bin/newuidmap' },
        next: [
          {
            why: 'An s among the mode’s letters, or a line of getcap, is what it takes.',
            command: 'ls -l /usr/bin/newuidmap; getcap /usr/bin/newuidmap',
          },
          { why: 'nosuid among the options?', command: 'findmnt -T /usr/bin/newuidmap -o TARGET,OPTIONS' },
          {
            why: 'As root, give the capability back (or install the package anew).',
            command: 'setcap cap_setuid=ep /usr/bin/newuidmap',
          },
        ],
        learn: '/learn/user-namespaces/#without-root-and-in-kubernetes',
        source: 'Podman 5.4.2, pkg/rootless/rootless_linux.go, tryMappingTool; containers/storage 1.57, pkg/unshare',
      },
    ],
    [
      "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces. On e.g. debian this can be enabled with 'sysctl kernel.unprivileged_userns_clone=1'.",
      {
        code: 'userns-forbidden',
        who: 'the host, to bwrap',
        says: 'bwrap could not make a user namespace: the host switches them off for users without privileges, or AppArmor allows them to programs it knows alone. In a container it is the outer one’s filter.',
        facts: {},
        next: [
          {
            why: 'See whether the host forbids it: 0 in the first, 1 in the last does. The middle one is Debian’s alone.',
            command:
              'sysctl user.max_user_namespaces kernel.unprivileged_userns_clone kernel.apparmor_restrict_unprivileged_userns',
          },
          {
            why: 'A number other than 0 is a seccomp filter: try once with seccomp=unconfined.',
            command: 'grep Seccomp: /proc/self/status',
          },
        ],
        learn: '/reference/errors/#unshare-operation-not-permitted',
        source: 'bubblewrap 0.12.0, bubblewrap.c, main; kernel/user_namespace.c, create_user_ns',
      },
    ],
    [
      'newuidmap: Target process 123 is owned by a different user: uid:1000 pw_uid:1000 st_uid:0, gid:1000 pw_gid:1000 st_gid:0',
      {
        code: 'newuidmap-owner',
        who: 'newuidmap, before it wrote anything',
        says: 'The process belongs to uid 0 and gid 0, and the caller is uid 1000, gid 1000. It maps only processes of the caller’s own uid and gid.',
        facts: {},
        next: [
          { why: 'The account’s group in /etc/passwd counts, not one taken with newgrp or sg.', command: 'id' },
          { why: 'Start the namespace as the user who calls newuidmap.' },
        ],
        learn: '/reference/errors/#write-error-on-uid_map-and-newuidmap--not-allowed',
        source: 'shadow 4.17.4, src/newuidmap.c, main',
      },
    ],
    [
      'E1125 run.go:74] "command failed" err="failed to run Kubelet: failed to create kubelet: create user namespace manager: kubelet mappings: error retrieving additional uids for user \\"kubelet\\": exit status 1"',
      {
        code: 'no-subids-kubelet',
        who: 'the kubelet, which asks getsubids for its Pods’ ids',
        says: 'The account “kubelet” is there, and getsubids fails for it: mostly no line of the file lends it a range. Every Pod with hostUsers: false takes 65536 ids from that range.',
        facts: { user: 'kubelet' },
        next: [
          { why: 'It says what the files lend that account.', command: 'getsubids kubelet; getsubids -g kubelet' },
          {
            why: 'Lend one range in both files, the same: it begins at a multiple of 65536, at 65536 or above, and has 65536 ids for each Pod (110 here).',
            command: 'usermod --add-subuids 65536-7274495 --add-subgids 65536-7274495 kubelet',
          },
          { why: 'The kubelet asks when it starts.', command: 'systemctl restart kubelet' },
        ],
        learn: '/learn/user-namespaces/#without-root-and-in-kubernetes',
        source: 'Kubernetes, pkg/kubelet/kubelet_pods.go, getKubeletMappings; kubernetes.io, User Namespaces',
      },
    ],
    [
      'open /etc/subuid: no such file or directory',
      {
        code: 'subids-missing',
        who: 'the engine, reading the file',
        says: 'The host has no /etc/subuid, so it lends ids to nobody. It wants one line a range: name:start:count.',
        facts: { path: '/etc/subuid' },
        next: [
          { why: 'See which of the two files are there; both are needed.', command: 'ls -l /etc/subuid /etc/subgid' },
          {
            why: 'As root, make them. usermod writes a line only into a file that exists.',
            command: 'touch /etc/subuid /etc/subgid',
          },
          {
            why: 'Then lend a range that no account has, in both.',
            command: 'usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER',
          },
        ],
        learn: '/reference/errors/#no-subuid-ranges-found-for-user',
        source: 'moby 26.1.5, pkg/idtools/idtools.go, parseSubidFile; containers/storage 1.57, pkg/idtools',
      },
    ],
    [
      'rootless container requires user namespaces',
      {
        code: 'userns-wanted',
        who: 'runc, reading config.json',
        says: 'A user without privileges starts the container, and config.json asks for no user namespace. Without one only root may.',
        facts: {},
        next: [
          { why: 'Let runc write a config.json for that: it maps your own id.', command: 'runc spec --rootless' },
          {
            why: 'Or see what yours lacks: {"type": "user"} under linux.namespaces, and both lists of mappings.',
            command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
          },
        ],
        learn: '/learn/user-namespaces/#without-root-and-in-kubernetes',
        source: 'runc 1.1.15, libcontainer/configs/validate/rootless.go, rootlessEUIDMappings',
      },
    ],
    [
      'newuidmap 123 [0 1000 1 1 100000 65536] failed: exit status 1',
      {
        code: 'newuidmap-failed',
        who: 'newuidmap, called by RootlessKit',
        says: 'It was asked for 0 inside as 1000, and 1 to 65536 inside as 100000 to 165535 outside. The line above, or between the colons, is newuidmap’s own and tells why; without one, the file or the program’s privileges are at fault.',
        facts: { kind: 'uid', range: { inside: 1, outside: 100000, count: 65536 } },
        next: [
          { why: 'One line for the user has to lend 100000 to 165535.', command: 'grep "^USER:" /etc/subuid' },
          {
            why: 'newuidmap needs its setuid bit or its file capability.',
            command: 'ls -l $(command -v newuidmap); getcap $(command -v newuidmap)',
          },
        ],
        learn: '/reference/errors/#write-error-on-uid_map-and-newuidmap--not-allowed',
        source: 'RootlessKit, pkg/parent/parent.go, setupUIDGIDMap',
      },
    ],
    [
      "fatal: detected dubious ownership in repository at '/srv/repo'\nTo add an exception for this directory, call:\n\n	git config --global --add safe.directory /srv/repo",
      {
        code: 'git-ownership',
        who: 'git, comparing owners',
        says: '/srv/repo belongs to another user than the one who runs git. With a map that is so where the owner outside is somebody else inside, or nobody (65534).',
        facts: { path: '/srv/repo' },
        next: [
          { why: 'Put the owner beside yourself, where git runs.', command: 'ls -ldn PATH; id' },
          { why: 'Be the owner: run the container as that id, or with --userns=keep-id in rootless Podman.' },
          {
            why: 'Or tell git that you trust this one repository.',
            command: 'git config --global --add safe.directory PATH',
          },
        ],
        learn: '/reference/errors/#files-owned-by-nobody-or-65534',
        source: 'git 2.47, setup.c, ensure_valid_ownership',
      },
    ],
    [
      'chown: invalid user: ‘1000:docker’',
      {
        code: 'name-unknown',
        who: 'chown, before it asked the kernel',
        says: '“docker” is no group of the /etc/group where chown runs. A container has its own; the host’s names are not in it.',
        facts: {},
        next: [
          { why: 'See whether it is known here.', command: 'getent group docker' },
          {
            why: 'Use the number. It is the one inside: what it is outside, the map tells.',
            command: 'chown 1000:GID PATH',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'coreutils 9.7, src/chown.c; gnulib, lib/userspec.c, parse_user_spec',
      },
    ],
    [
      'type=AVC msg=audit(1700000000.123:456): avc:  denied  { write } for  pid=1234 comm="touch" name="data" dev="dm-0" ino=1234 scontext=system_u:system_r:container_t:s0:c1,c2 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=dir permissive=0',
      {
        code: 'selinux-denied',
        who: 'SELinux, whatever owner and mode say',
        says: 'A process of the type container_t asked for “write” on “data”, whose type is user_home_t. The id map has no part in it: a container may write only what is container_file_t.',
        facts: { path: 'data' },
        next: [
          { why: 'See the label on the host.', command: 'ls -ldZ HOST_PATH' },
          {
            why: 'Mount it with :z, shared by containers, or :Z, for this one alone; both relabel all of it. Never so a home or a directory of the system.',
            command: 'podman run -v HOST_PATH:/data:Z IMAGE',
          },
          {
            why: 'Or leave the labels, and switch the separation off for this container.',
            command: 'podman run --security-opt label=disable -v HOST_PATH:/data IMAGE',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'security/selinux/avc.c, avc_audit_pre_callback and avc_audit_post_callback; podman-run(1), --volume',
      },
    ],
    [
      "touch: '/data/x' kann nicht berührt werden: Keine Berechtigung",
      {
        code: 'permission-denied',
        who: 'the kernel: the file’s owner and mode, or a security module',
        says: 'The process may not reach or change /data/x. If a container says so, /data/x is a path in it: on the host it is below what stands left in -v HOST:CONTAINER. The kernel compares outside ids: whoever the process is inside, its outside id is set against the owner of the file, and of each folder above it, on the host.',
        facts: { path: '/data/x' },
        next: [
          {
            why: 'See owner and mode on the host, of every folder on the way. Each needs x for the outside id.',
            command: 'namei -l HOST_PATH',
          },
          { why: 'See the process’s outside id, on the host.', command: 'ps -eo uid,gid,pid,args' },
          { why: 'If both fit, a “+” after the mode is an ACL: it counts as well.', command: 'getfacl -n HOST_FOLDER' },
          {
            why: 'If all of that fits, ask SELinux or AppArmor. For SELinux, label the volume with :z or :Z.',
            command: 'ausearch -m avc -ts recent; dmesg | grep -i apparmor',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'fs/namei.c, generic_permission; user_namespaces(7)',
      },
    ],
    [
      'mkdir: impossible de créer le répertoire « /data/x »: Permission non accordée',
      {
        code: 'permission-denied',
        who: 'the kernel: the file’s owner and mode, or a security module',
        says: 'The process may not reach or change /data/x. If a container says so, /data/x is a path in it: on the host it is below what stands left in -v HOST:CONTAINER. The kernel compares outside ids: whoever the process is inside, its outside id is set against the owner of the file, and of each folder above it, on the host.',
        facts: { path: '/data/x' },
        next: [
          {
            why: 'See owner and mode on the host, of every folder on the way. Each needs x for the outside id.',
            command: 'namei -l HOST_PATH',
          },
          { why: 'See the process’s outside id, on the host.', command: 'ps -eo uid,gid,pid,args' },
          { why: 'If both fit, a “+” after the mode is an ACL: it counts as well.', command: 'getfacl -n HOST_FOLDER' },
          {
            why: 'If all of that fits, ask SELinux or AppArmor. For SELinux, label the volume with :z or :Z.',
            command: 'ausearch -m avc -ts recent; dmesg | grep -i apparmor',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'fs/namei.c, generic_permission; user_namespaces(7)',
      },
    ],
    [
      "chown: der Eigentümer von '/data' wird geändert: Das Argument ist ungültig",
      {
        code: 'chown-unmapped',
        who: 'the kernel, to chown',
        says: '/data was to be given to a user or group that the map lacks inside. The kernel answers EINVAL, for it can’t say who that would be outside.',
        facts: { path: '/data' },
        next: [
          {
            why: 'See the map from inside: the id you gave has to lie in a line of it.',
            command: 'cat /proc/self/uid_map /proc/self/gid_map',
          },
          {
            why: 'busybox’s chown also says so where it changes only the user, and the file’s group shows as 65534: it hands that back.',
            command: 'ls -ln PATH',
          },
          { why: 'Or change it outside, with the outside id.', command: 'chown OUTSIDE_UID:OUTSIDE_GID HOST_PATH' },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'fs/open.c, chown_common; coreutils 9.7, src/chown-core.c',
      },
    ],
    [
      'standard_init_linux.go:228: exec user process caused: permission denied',
      {
        code: 'exec-denied',
        who: 'the kernel, as the runtime started the container’s program',
        says: 'The container’s first program may not be run: its file has no x for the container’s user, a folder above it has none, or it lies on a mount with noexec. The kernel compares outside ids here, too.',
        facts: {},
        next: [
          {
            why: 'See which program it is, and as whom it runs.',
            command: 'docker inspect --format "{{.Path}} {{.Config.User}}" CONTAINER',
          },
          {
            why: 'In the image: x for the owner, the group or others. COPY keeps the mode it had outside.',
            command: 'ls -ln FILE',
          },
          {
            why: 'If it comes from a volume: noexec in the options forbids it.',
            command: 'findmnt -T HOST_PATH -o TARGET,OPTIONS',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'runc before 1.1, libcontainer/standard_init_linux.go; fs/exec.c, do_open_execat',
      },
    ],
    [
      'newuidmap: open of uid_map failed: Permission denied',
      {
        code: 'write-denied',
        who: 'the kernel, to newuidmap',
        says: 'The writer may not even open uid_map: it belongs to another user, or a security module forbids it.',
        facts: { kind: 'uid' },
        next: [
          {
            why: 'newuidmap needs its setuid bit or its file capability; a copy into an image, or a mount with nosuid, loses it.',
            command: 'ls -l $(command -v newuidmap); getcap $(command -v newuidmap)',
          },
          {
            why: 'Inside another container, the outer map must have the ids as well: an outside id that the writer’s own namespace lacks is refused so.',
            command: 'cat /proc/self/uid_map',
          },
          {
            why: 'Ubuntu since 23.10 takes the capabilities away in a user namespace that no AppArmor profile allows: 1 means so.',
            command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
          },
          { why: 'A map is written once. Start a new namespace for another.' },
        ],
        learn: '/reference/errors/#write-error-on-uid_map-and-newuidmap--not-allowed',
        source: 'kernel/user_namespace.c, map_write and new_idmap_permitted',
      },
    ],
    [
      'cpio: chown failed - Invalid argument',
      {
        code: 'chown-unmapped',
        who: 'the kernel, to chown',
        says: 'The file was to be given to a user or group that the map lacks inside. The kernel answers EINVAL, for it can’t say who that would be outside.',
        facts: {},
        next: [
          {
            why: 'See the map from inside: the id you gave has to lie in a line of it.',
            command: 'cat /proc/self/uid_map /proc/self/gid_map',
          },
          {
            why: 'busybox’s chown also says so where it changes only the user, and the file’s group shows as 65534: it hands that back.',
            command: 'ls -ln PATH',
          },
          { why: 'Or change it outside, with the outside id.', command: 'chown OUTSIDE_UID:OUTSIDE_GID HOST_PATH' },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'fs/open.c, chown_common; coreutils 9.7, src/chown-core.c',
      },
    ],
    [
      'rsync: [receiver] chown "/data/.x.Ab12" failed: Invalid argument (22)',
      {
        code: 'chown-unmapped',
        who: 'the kernel, to chown',
        says: '/data/.x.Ab12 was to be given to a user or group that the map lacks inside. The kernel answers EINVAL, for it can’t say who that would be outside.',
        facts: { path: '/data/.x.Ab12' },
        next: [
          {
            why: 'See the map from inside: the id you gave has to lie in a line of it.',
            command: 'cat /proc/self/uid_map /proc/self/gid_map',
          },
          {
            why: 'busybox’s chown also says so where it changes only the user, and the file’s group shows as 65534: it hands that back.',
            command: 'ls -ln PATH',
          },
          { why: 'Or change it outside, with the outside id.', command: 'chown OUTSIDE_UID:OUTSIDE_GID HOST_PATH' },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'fs/open.c, chown_common; coreutils 9.7, src/chown-core.c',
      },
    ],
    [
      'cannot clone: Operation not permitted\nError: cannot re-exec process',
      {
        code: 'userns-forbidden',
        who: 'the host, to Podman',
        says: 'Podman could not make a user namespace: the host switches them off for users without privileges, or AppArmor allows them to programs it knows alone. In a container it is the outer one’s filter.',
        facts: {},
        next: [
          {
            why: 'See whether the host forbids it: 0 in the first, 1 in the last does. The middle one is Debian’s alone.',
            command:
              'sysctl user.max_user_namespaces kernel.unprivileged_userns_clone kernel.apparmor_restrict_unprivileged_userns',
          },
          {
            why: 'A number other than 0 is a seccomp filter: try once with seccomp=unconfined.',
            command: 'grep Seccomp: /proc/self/status',
          },
        ],
        learn: '/reference/errors/#unshare-operation-not-permitted',
        source: 'Podman 5.4.2, pkg/rootless/rootless_linux.c; kernel/user_namespace.c, create_user_ns',
      },
    ],
    [
      'su: cannot set groups: Operation not permitted',
      {
        code: 'setgroups-denied',
        who: 'the kernel',
        says: 'Setting groups is switched off in this user namespace: “deny” was written to its setgroups file, which is how an unprivileged user may map a group at all. Supplementary groups can be neither taken nor dropped.',
        facts: { kind: 'gid' },
        next: [
          { why: '“deny” here is it.', command: 'cat /proc/self/setgroups' },
          {
            why: 'If it says “allow”, the process lacks CAP_SETGID, or gid_map has not been written yet.',
            command: 'cat /proc/self/gid_map; grep CapEff /proc/self/status',
          },
          {
            why: 'With ranges in /etc/subuid and /etc/subgid, newgidmap writes the map and leaves setgroups on.',
            command: 'grep "^USER:" /etc/subgid',
          },
        ],
        learn: '/learn/user-namespaces/#without-root-and-in-kubernetes',
        source: 'kernel/groups.c, may_setgroups; user_namespaces(7)',
      },
    ],
    [
      'nginx: [emerg] chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
      {
        code: 'chown-not-owner',
        who: 'the kernel, to chown',
        says: '/var/cache/nginx/client_temp belongs to somebody whom the map lacks (it shows as 65534 inside), or the caller has no CAP_CHOWN. Root inside may change the owner only where the file’s user and group both have a mapping.',
        facts: { path: '/var/cache/nginx/client_temp' },
        next: [
          { why: 'See the owner from inside; 65534 is the sign.', command: 'ls -ldn PATH' },
          { why: 'See the real owner on the host, and change it there.', command: 'ls -ldn HOST_PATH' },
          {
            why: 'On NFS it may be the server: root_squash makes root nobody there, whatever the map.',
            command: 'findmnt -T PATH',
          },
        ],
        learn: '/reference/errors/#files-owned-by-nobody-or-65534',
        source: 'fs/attr.c, chown_ok and chgrp_ok; kernel/capability.c, capable_wrt_inode_uidgid',
      },
    ],
    [
      'sudo: /etc/sudo.conf is owned by uid 65534, should be 0',
      {
        code: 'owner-unexpected',
        who: 'sudo, looking at the owner',
        says: '/etc/sudo.conf shows as 65534, the overflow id: its owner outside has no id in this map, so it is not root’s inside. The files were unpacked under another map, or without one.',
        facts: { inside: { uid: 65534 }, path: '/etc/sudo.conf' },
        next: [
          { why: 'See how it looks inside, and what the map has.', command: 'ls -ln PATH; cat /proc/self/uid_map' },
          { why: 'See the real owner, on the host.', command: 'ls -ln HOST_PATH' },
          {
            why: 'Remake the container from its image, or shift its files on the host to the map’s first id outside. --userns=host on a remapped dockerd, and a copied root file system, have this.',
          },
        ],
        learn: '/reference/errors/#files-owned-by-nobody-or-65534',
        source: 'sudo 1.9.16, lib/util/sudo_conf.c, sudo_conf_read_v1; kernel/user_namespace.c, from_kuid_munged',
      },
    ],
    [
      'postfix/postfix-script: warning: not owned by root: /var/spool/postfix/.',
      {
        code: 'owner-unexpected',
        who: 'Postfix, looking at the owner',
        says: '/var/spool/postfix/. is not root’s, as this user namespace shows it. If it shows as 65534, its owner outside has no id in this map: the files were unpacked under another map, or without one.',
        facts: { path: '/var/spool/postfix/.' },
        next: [
          { why: 'See how it looks inside, and what the map has.', command: 'ls -ln PATH; cat /proc/self/uid_map' },
          { why: 'See the real owner, on the host.', command: 'ls -ln HOST_PATH' },
          {
            why: 'Remake the container from its image, or shift its files on the host to the map’s first id outside. --userns=host on a remapped dockerd, and a copied root file system, have this.',
          },
        ],
        learn: '/reference/errors/#files-owned-by-nobody-or-65534',
        source: 'Postfix 3.10, conf/postfix-script; kernel/user_namespace.c, from_kuid_munged',
      },
    ],
    [
      'CRON[1187]: pam_loginuid(cron:session): set_loginuid failed',
      {
        code: 'loginuid',
        who: 'the kernel, to pam_loginuid',
        says: 'pam_loginuid may not write /proc/self/loginuid: it is set already, and to change it takes CAP_AUDIT_CONTROL outside every user namespace. Where the module is required, cron and sshd then start nothing. Today’s passes over it wherever the map is not the host’s.',
        facts: { path: '/proc/self/loginuid' },
        next: [
          { why: '4294967295 is “not set”.', command: 'cat /proc/self/loginuid /proc/self/uid_map' },
          { why: 'See which services require it.', command: 'grep -r pam_loginuid /etc/pam.d' },
          {
            why: 'In the container, make it optional: a container has no audit session of its own.',
            command: "sed -i 's/required\\(.*pam_loginuid\\)/optional\\1/' /etc/pam.d/cron",
          },
        ],
        learn: '/learn/user-namespaces/#limits',
        source:
          'Linux-PAM 1.7.0, modules/pam_loginuid/pam_loginuid.c, set_loginuid; kernel/audit.c, audit_set_loginuid_perm',
      },
    ],
    [
      'FATAL:   could not use fakeroot: no mapping entry found in /etc/subuid for jdoe',
      {
        code: 'no-subids-apptainer',
        who: 'Apptainer (Singularity), for --fakeroot',
        says: '“jdoe” has no line in /etc/subuid, and --fakeroot maps the ids that it lends.',
        facts: { user: 'jdoe' },
        ask: { kind: 'uid', side: 'inside', id: 1 },
        next: [
          { why: 'See who is lent what.', command: 'cat /etc/subuid /etc/subgid' },
          {
            why: 'As root, lend a range that no account and no other line has, in both files. apptainer config fakeroot --add does the same.',
            command: 'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 jdoe',
          },
        ],
        learn: '/learn/user-namespaces/#without-root-and-in-kubernetes',
        source: 'Apptainer, internal/pkg/fakeroot/fakeroot.go, GetUserEntry',
      },
    ],
    [
      'E: setgroups 65534 failed - setgroups (1: Operation not permitted)\nE: setegid 65534 failed - setegid (22: Invalid argument)\nE: seteuid 100 failed - seteuid (22: Invalid argument)\nE: setgroups 0 failed - setgroups (1: Operation not permitted)',
      {
        code: 'setid-unmapped',
        who: 'the kernel',
        says: 'A process was to become uid 100, and the map of its user namespace has no such id inside. The kernel answers EINVAL: it can’t say who that would be outside.',
        facts: { kind: 'uid', inside: { uid: 100 } },
        ask: { kind: 'uid', side: 'inside', id: 100 },
        next: [
          {
            why: 'See the map from inside. The id has to lie in a line: from its first number up to first plus third, minus one.',
            command: 'cat /proc/self/uid_map',
          },
          {
            why: 'See which user the image, or -u, asks for.',
            command: 'docker inspect --format "{{.Config.User}}" CONTAINER',
          },
          { why: 'Choose a lower id, or give the user a longer range in both /etc/subuid and /etc/subgid.' },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'kernel/sys.c, __sys_setresuid; kernel/groups.c',
      },
    ],
    [
      'lxc-start 100 20240101120000.000 ERROR    utils - ../src/lxc/utils.c:lxc_map_ids:3699 - newuidmap failed to write mapping "newuidmap: uid range [1005-1006) -> [1005-1006) not allowed": newuidmap 12345 0 100000 1005 1005 1005 1\nlxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:lxc_spawn:1788 - Failed to set up id mapping.\nlxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:__lxc_start:2107 - Failed to spawn container "100"',
      {
        code: 'newuidmap-not-allowed',
        who: 'newuidmap, before it wrote anything, called by LXC',
        says: 'It was asked to make uid 1005 inside 1005 outside, and no single line of /etc/subuid lends the caller that id. Without a line it maps only the caller’s own uid.',
        facts: {
          range: { inside: 1005, outside: 1005, count: 1 },
          kind: 'uid',
          inside: { uid: 1005 },
          outside: { uid: 1005 },
        },
        ask: { kind: 'uid', side: 'outside', id: 1005 },
        next: [
          {
            why: 'See which ranges there are, and for whom. The caller’s line has to reach from 1005 to 1005.',
            command: 'cat /etc/subuid',
          },
          {
            why: 'As root, lend the id. If 1005 is an account of the host whose files the container is to share, that is what you want; else see that no account and no other line has it. The file has one line a range.',
            command: 'echo root:1005:1 >> /etc/subuid',
          },
          {
            why: 'newgidmap comes next, and asks the same of /etc/subgid where the groups are mapped alike. Lend it there, too.',
            command: 'echo root:1005:1 >> /etc/subgid',
          },
        ],
        learn: '/reference/errors/#write-error-on-uid_map-and-newuidmap--not-allowed',
        source: 'shadow 4.17.4, src/newuidmap.c and src/newgidmap.c, verify_range',
      },
    ],
    [
      'newgidmap: open of gid_map failed: Permission denied',
      {
        code: 'write-denied',
        who: 'the kernel, to newgidmap',
        says: 'The writer may not even open gid_map: it belongs to another user, or a security module forbids it.',
        facts: { kind: 'gid' },
        next: [
          {
            why: 'newgidmap needs its setuid bit or its file capability; a copy into an image, or a mount with nosuid, loses it.',
            command: 'ls -l $(command -v newgidmap); getcap $(command -v newgidmap)',
          },
          {
            why: 'Inside another container, the outer map must have the ids as well: an outside id that the writer’s own namespace lacks is refused so.',
            command: 'cat /proc/self/gid_map',
          },
          {
            why: 'Ubuntu since 23.10 takes the capabilities away in a user namespace that no AppArmor profile allows: 1 means so.',
            command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
          },
          { why: 'A map is written once. Start a new namespace for another.' },
          { why: 'Without CAP_SETGID, gid_map takes one line, and only after “deny” was written to setgroups.' },
        ],
        learn: '/reference/errors/#write-error-on-uid_map-and-newuidmap--not-allowed',
        source: 'kernel/user_namespace.c, map_write and new_idmap_permitted',
      },
    ],
    [
      'cpio: opt/app: Cannot change ownership to uid 5000, gid 5000: Invalid argument',
      {
        code: 'tar-unmapped',
        who: 'the kernel, to cpio',
        says: 'The archive says that the file belongs to uid 5000 and gid 5000, and the map lacks uid 5000. The file is there, and belongs to the one who unpacked it.',
        facts: { inside: { uid: 5000, gid: 5000 }, kind: 'uid', path: 'opt/app' },
        ask: { kind: 'uid', side: 'inside', id: 5000 },
        next: [
          { why: 'See how far the map reaches.', command: 'cat /proc/self/uid_map' },
          {
            why: 'If the owner doesn’t matter, unpack without owners.',
            command: 'cpio --no-preserve-owner -i < ARCHIVE',
          },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'tar 1.35 and cpio 2.15, paxutils, chown_error_details; fs/open.c, chown_common',
      },
    ],
    [
      'chown: invalid user: ‘carl’',
      {
        code: 'name-unknown',
        who: 'chown, before it asked the kernel',
        says: '“carl” is no user of the /etc/passwd where chown runs. A container has its own; the host’s names are not in it.',
        facts: { user: 'carl' },
        next: [
          { why: 'See whether it is known here.', command: 'getent passwd carl' },
          {
            why: 'Use the number. It is the one inside: what it is outside, the map tells.',
            command: 'chown UID PATH',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'coreutils 9.7, src/chown.c; gnulib, lib/userspec.c, parse_user_spec',
      },
    ],
    [
      'chown: invalid group: ‘1000:media’',
      {
        code: 'name-unknown',
        who: 'chown, before it asked the kernel',
        says: '“media” is no group of the /etc/group where chown runs. A container has its own; the host’s names are not in it.',
        facts: {},
        next: [
          { why: 'See whether it is known here.', command: 'getent group media' },
          {
            why: 'Use the number. It is the one inside: what it is outside, the map tells.',
            command: 'chown 1000:GID PATH',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'coreutils 9.7, src/chown.c; gnulib, lib/userspec.c, parse_user_spec',
      },
    ],
    [
      'chgrp: invalid group: ‘media’',
      {
        code: 'name-unknown',
        who: 'chgrp, before it asked the kernel',
        says: '“media” is no group of the /etc/group where chgrp runs. A container has its own; the host’s names are not in it.',
        facts: {},
        next: [
          { why: 'See whether it is known here.', command: 'getent group media' },
          {
            why: 'Use the number. It is the one inside: what it is outside, the map tells.',
            command: 'chgrp GID PATH',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'coreutils 9.7, src/chown.c; gnulib, lib/userspec.c, parse_user_spec',
      },
    ],
    [
      "touch: no se puede efectuar `touch' sobre '/data/x': Permiso denegado",
      {
        code: 'permission-denied',
        who: 'the kernel: the file’s owner and mode, or a security module',
        says: 'The process may not reach or change /data/x. If a container says so, /data/x is a path in it: on the host it is below what stands left in -v HOST:CONTAINER. The kernel compares outside ids: whoever the process is inside, its outside id is set against the owner of the file, and of each folder above it, on the host.',
        facts: { path: '/data/x' },
        next: [
          {
            why: 'See owner and mode on the host, of every folder on the way. Each needs x for the outside id.',
            command: 'namei -l HOST_PATH',
          },
          { why: 'See the process’s outside id, on the host.', command: 'ps -eo uid,gid,pid,args' },
          { why: 'If both fit, a “+” after the mode is an ACL: it counts as well.', command: 'getfacl -n HOST_FOLDER' },
          {
            why: 'If all of that fits, ask SELinux or AppArmor. For SELinux, label the volume with :z or :Z.',
            command: 'ausearch -m avc -ts recent; dmesg | grep -i apparmor',
          },
        ],
        learn: '/reference/errors/#permission-denied-on-a-volume',
        source: 'fs/namei.c, generic_permission; user_namespaces(7)',
      },
    ],
    [
      'failed to register layer: failed to Lchown "/etc/gshadow" for UID 0, GID 42 (try increasing the number of subordinate IDs in /etc/subuid and /etc/subgid): lchown /etc/gshadow: invalid argument',
      {
        code: 'storage-insufficient',
        who: 'the kernel, as rootless Docker unpacked an image',
        says: 'The image’s /etc/gshadow belongs to uid 0 and gid 42, and the user’s namespace has no gid 42. A range of 65536 ids would have it.',
        facts: { inside: { uid: 0, gid: 42 }, path: '/etc/gshadow', kind: 'gid' },
        ask: { kind: 'gid', side: 'inside', id: 42 },
        next: [
          { why: 'See what the user is lent, in both files.', command: 'grep "^USER:" /etc/subuid /etc/subgid' },
          {
            why: 'As root, lend a range that nobody else has, in both files: with the user’s own id it needs 42 ids at least.',
            command: 'sudo usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST USER',
          },
          {
            why: 'RootlessKit reads the files when it starts, as that user.',
            command: 'systemctl --user restart docker',
          },
        ],
        learn: '/reference/errors/#invalid-argument-and-unmapped-user',
        source: 'moby 26.1.5, pkg/archive/archive.go, createTarFile',
      },
    ],
    [
      'open /etc/subgid: no such file or directory',
      {
        code: 'subids-missing',
        who: 'the engine, reading the file',
        says: 'The host has no /etc/subgid, so it lends ids to nobody. It wants one line a range: name:start:count.',
        facts: { path: '/etc/subgid' },
        next: [
          { why: 'See which of the two files are there; both are needed.', command: 'ls -l /etc/subuid /etc/subgid' },
          {
            why: 'As root, make them. usermod writes a line only into a file that exists.',
            command: 'touch /etc/subuid /etc/subgid',
          },
          {
            why: 'Then lend a range that no account has, in both.',
            command: 'usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER',
          },
        ],
        learn: '/reference/errors/#no-subuid-ranges-found-for-user',
        source: 'moby 26.1.5, pkg/idtools/idtools.go, parseSubidFile; containers/storage 1.57, pkg/idtools',
      },
    ],
    [
      'Error: setup of 7 user namespaces failed: 41 left',
      {
        code: 'unknown',
        who: 'it can’t be told from the words',
        says: 'This is an error that is not known here. The numbers in it: 7, 41.',
        facts: {},
        next: [
          {
            why: 'See the map, inside, and look for such a number in it.',
            command: 'cat /proc/self/uid_map /proc/self/gid_map',
          },
        ],
        learn: '/reference/errors/#read-the-errno',
        source: 'user_namespaces(7)',
      },
    ],
  ])('%s', (text, answer) => {
    const explained = explainError(text);
    expect(explained && { ...explained, learn: explained.learn.path }).toEqual(answer);
    expect(recognise(text).some(({ kind }) => kind === 'error')).toBe(true);
  });
});

describe('one program says it in several ways', () => {
  test.each<[text: string, code: string | undefined]>([
    [
      'bwrap: No permissions to create a new namespace, likely because the kernel does not allow non-privileged user namespaces.',
      'userns-forbidden',
    ],
    [
      'bwrap: No permissions to creating new namespace, likely because the kernel does not allow non-privileged user namespaces.',
      'userns-forbidden',
    ],
    [
      'bwrap: Creating new namespace failed, likely because the kernel does not support user namespaces.',
      'userns-disabled',
    ],
    [
      'bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)',
      'userns-limit',
    ],
    ['bwrap: Creating new namespace failed: Resource temporarily unavailable', 'unknown'],
    [
      'create user namespace manager: kubelet mappings: mismatched subuids and subgids for user "kubelet"',
      'no-subids-kubelet',
    ],
    [
      "Failed to create pod sandbox: can't set `spec.hostUsers: false`, runtime does not support user namespaces",
      'pod-not-supported',
    ],
    [
      'can\'t set `spec.hostUsers: false`, RuntimeClass handler "gvisor" does not support user namespaces',
      'pod-not-supported',
    ],
    [
      "Failed to start daemon: Can't create ID mappings: can't find available subgid range: couldn't parse all ranges in /etc/subgid file: Cannot parse subuid/gid information: Format not correct for /etc/subgid file",
      'subids-unreadable',
    ],
    ['Failed to map ids for bind mount /srv: Function not implemented', 'idmapped-mount'],
    [
      'lxc-execute ann 20260101120000.000 ERROR    confile - ../src/lxc/confile.c:set_config_idmaps:2271 - Invalid argument - Failed to parse id mappings',
      'lxc-idmap-unreadable',
    ],
    ['failed to parse idmap: u 0 100000 65536 # root', 'lxc-idmap-unreadable'],
    [
      'Error: nomap requires additional UIDs or GIDs defined in /etc/subuid and /etc/subgid to function correctly',
      'no-subids-podman',
    ],
    [
      'ERRO[0000] cannot find mappings for user ann: No subuid ranges found for user "ann" in /etc/subuid',
      'no-subids-podman',
    ],
  ])('%s', (text, code) => {
    expect(explainError(text)?.code).toBe(code);
    expect(recognise(text).map(({ kind }) => kind)).toEqual(['error']);
  });
});

describe('errors that stand together have one explanation', () => {
  test.each<[text: string, groups: string]>([
    [
      'E: setgroups 65534 failed - setgroups (1: Operation not permitted)\nE: setegid 65534 failed - setegid (22: Invalid argument)\nE: seteuid 100 failed - seteuid (22: Invalid argument)\nE: setgroups 0 failed - setgroups (1: Operation not permitted)',
      '4 setid-unmapped',
    ],
    [
      'lxc-start 100 20240101120000.000 ERROR    utils - ../src/lxc/utils.c:lxc_map_ids:3699 - newuidmap failed to write mapping "newuidmap: uid range [1005-1006) -> [1005-1006) not allowed": newuidmap 12345 0 100000 1005 1005 1005 1\nlxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:lxc_spawn:1788 - Failed to set up id mapping.\nlxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:__lxc_start:2107 - Failed to spawn container "100"',
      '3 newuidmap-not-allowed',
    ],
    ['cannot clone: Operation not permitted\nError: cannot re-exec process', '2 userns-forbidden'],
    [
      "touch: cannot touch '/a/x': Permission denied\ntouch: cannot touch '/b/x': Permission denied",
      '1 permission-denied, 1 permission-denied',
    ],
    [
      'newuidmap: uid range [0-1) -> [1001-1002) not allowed\nnewgidmap: gid range [0-1) -> [1001-1002) not allowed',
      '1 newuidmap-not-allowed, 1 newuidmap-not-allowed',
    ],
    [
      'cannot clone: Operation not permitted\n\nError: cannot re-exec process',
      '1 userns-forbidden, 1 userns-forbidden',
    ],
  ])('%j', (text, groups) => {
    expect(
      groupErrors(recognise(text))
        .map(({ parts, explained }) => `${parts.length} ${explained.code}`)
        .join(', '),
    ).toBe(groups);
  });
});

test('a log that says one thing for a megabyte has one explanation, and no more groups are made than are asked for', () => {
  const once = 'chown: changing ownership of "a": Invalid argument\n';
  const other = "touch: cannot touch '/a/x': Permission denied\n";
  const groups = (text: string, most?: number) =>
    groupErrors(recognise(text), most).map(({ parts, explained }) => `${parts.length} ${explained.code}`);
  expect(groups(once.repeat(20_000) + other)).toEqual(['20000 chown-unmapped', '1 permission-denied']);
  expect(groups((once + other).repeat(9), 2)).toEqual(['1 chown-unmapped', '1 permission-denied']);
});

describe('settings that speak of user namespaces are no errors', () => {
  test.each([
    'services:\n  registry:\n    image: registry:2\n    user: "1000:1000"\n    userns_mode: "host"\n    volumes:\n      - /srv/data:/data',
    'volatile.idmap.base: "0"',
    "volatile.idmap.current: '[]'",
    'raw.idmap: both 1000 1000',
    'security.idmap.isolated: "true"',
    'annotations:\n  io.kubernetes.cri-o.userns-mode: "auto:size=65536"',
  ])('%j', (text) => {
    expect(recognise(text).filter(({ kind }) => kind === 'error')).toEqual([]);
    expect(explainError(text)).toBe(undefined);
  });
});
