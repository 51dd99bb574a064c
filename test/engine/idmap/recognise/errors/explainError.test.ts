import { describe, expect, test } from 'vitest';
import { explainError, groupErrors, mergeDaemonJson, recognise } from '../../../../../src/engine/idmap/index.ts';
import { errorEntries } from '../../../../../src/engine/idmap/recognise/errors/isErrorLine.ts';
import { assignFreeRange, CURRENT_USER } from '../../../../../src/engine/idmap/subid/assignCommands.ts';
import { shellWord } from '../../../../../src/engine/text/index.ts';
import { testRows } from '../../../../testRows.ts';
import { MESSAGES } from './messages.ts';

describe('an error', () => {
  testRows(
    'each message',
    MESSAGES,
    ([message, code]) => `${message} is ${code}`,
    ([message, code, facts, ask]) => {
      const explained = explainError(message);
      expect([explained?.code, explained?.facts, explained?.ask]).toEqual([code, facts, ask]);
      expect(recognise(message).some(({ kind }) => kind === 'error')).toBe(true);
    },
  );

  test('is explained: who said no, what it means, what to look at, and where it is taught', () => {
    expect(explainError('mkdir /var/lib/registry/docker: permission denied')).toEqual({
      code: 'permission-denied',
      who: 'the kernel: the file’s owner and mode, or a security module',
      says: 'The process cannot access /var/lib/registry/docker. If the message is from a container, /var/lib/registry/docker is a path in the container; on the host it is below HOST of -v HOST:CONTAINER. The kernel compares host IDs: the process’s host UID and GIDs with the owner of the file, and of each directory above it, on the host.',
      facts: { path: '/var/lib/registry/docker' },
      next: [
        {
          why: 'On the host, check the owner and mode of every directory on the path. Each needs x for the host UID.',
          command: 'namei -l HOST_PATH',
        },
        { why: 'On the host, check the process’s host UID.', command: 'ps -eo uid,gid,pid,args' },
        {
          why: 'If both are right, a “+” after the mode means an ACL, which counts as well.',
          command: 'getfacl -n HOST_FOLDER',
        },
        {
          why: 'If all of that is right, check SELinux and AppArmor, as root. For SELinux, label the volume with :z or :Z.',
          command: 'sudo ausearch -m avc -ts recent; sudo dmesg | grep -i apparmor',
        },
      ],
      causes: [
        {
          layer: 'file-mode',
          who: 'the kernel: owner and mode of the file, or of a directory above it',
          says: 'The process’s host UID is neither the owner nor in a group with access. In a user namespace the container’s root has an ordinary UID on the host, such as 100000.',
          tells: {
            why: 'On the host, one of these lines lacks r, w or x for the UID of the process.',
            command: 'namei -l HOST_PATH; ps -eo uid,gid,pid,args',
          },
          fixes: [
            {
              why: 'If a directory above lacks x, leave the owners alone: let only that UID through, by an ACL.',
              command: 'setfacl -m u:HOST_UID:x CLOSED_DIRECTORY',
            },
            {
              why: 'If the folder itself belongs to somebody else, give it on the host to the UID that the process has there. Only this folder, and only if nobody else uses it.',
              command: 'sudo chown -R HOST_UID:HOST_GID HOST_PATH',
            },
          ],
        },
        {
          layer: 'lsm',
          who: 'SELinux: the label of the file',
          says: 'Owner and mode allow the access. SELinux, on by default on Fedora and RHEL, lets a container use a file only if the file has a label for containers, such as container_file_t, with the container’s categories.',
          tells: {
            why: 'getenforce prints Enforcing, and an audit record with “avc: denied” names the file.',
            command: 'getenforce; sudo ausearch -m avc -ts recent',
          },
          fixes: [
            {
              why: 'Mount the folder with :z (shared by containers) or :Z (this one only). Both relabel everything in it, so never use them on a home or a system directory.',
              command: 'docker run -v HOST_PATH:/data:Z IMAGE',
            },
          ],
        },
        {
          layer: 'lsm',
          who: 'AppArmor: the profile of the container',
          says: 'The default profile denies paths such as /proc/sys and /sys, and mounting, to root as well.',
          tells: {
            why: 'A line with apparmor="DENIED" names the profile and the path.',
            command: 'sudo dmesg | grep apparmor=',
          },
          fixes: [
            {
              why: 'Mount a volume elsewhere, or load a profile of your own that allows the path, and name it.',
              command: 'docker run --security-opt apparmor=PROFILE IMAGE',
            },
          ],
        },
      ],
      learn: { path: '/reference/errors/#permission-denied-on-a-volume', title: '“permission denied” on a volume' },
    });
  });
});

test.each<[message: string, commands: readonly string[]]>([
  ['bash: ./run.sh: Permission denied', ['ls -ln PATH; findmnt -T PATH -o TARGET,OPTIONS; namei -l PATH']],
  ['exec user process caused: permission denied', ['docker inspect --format "{{.Path}} {{.Config.User}}" CONTAINER']],
  [
    'newuidmap: cannot open /etc/subuid: Cannot allocate memory',
    ['tail -n 1 /etc/subuid | cat -A', 'test -z "$(tail -c 1 /etc/subuid)" || echo | sudo tee -a /etc/subuid'],
  ],
  ...[
    'newuidmap: cannot open /etc/subuid: No such file or directory',
    'open /etc/subuid: no such file or directory',
  ].map((message): [string, string[]] => [message, ['ls -l /etc/subuid /etc/subgid', assignFreeRange(CURRENT_USER)]]),
  [
    'kubelet mappings: error retrieving additional uids for user "kubelet": exit status 1',
    [
      'getsubids kubelet; getsubids -g kubelet',
      `getsubids kubelet || getsubids -g kubelet || {\n${assignFreeRange(shellWord('kubelet'), 7208960)}\n}`,
      'sudo systemctl restart kubelet',
    ],
  ],
  [
    'kubelet mappings: mismatched subuids and subgids for user "kubelet"',
    [
      'getsubids kubelet; getsubids -g kubelet',
      'sudo usermod --del-subgids OLD_FIRST-OLD_LAST --add-subgids FIRST-LAST kubelet',
      'sudo systemctl restart kubelet',
    ],
  ],
])('%j: what to do about the file', (message, commands) => {
  expect(explainError(message)?.next.map(({ command }) => command)).toEqual(commands);
});

test.each([
  [undefined, true, 'restarts Docker, which stops its containers, only if dockerd accepts the file; it needs jq.'],
  [
    { docker: '28.5.2' },
    true,
    'restarts Docker, which stops its containers, only if dockerd accepts the file; it needs jq.',
  ],
  [
    { docker: '20.10.24' },
    false,
    'restarts Docker, which stops its containers; it needs jq. dockerd 20.10.24 cannot check the file first. If Docker does not start, restore the newest backup: the daemon.json.~N~ with the highest N.',
  ],
])('what dockerd %j is offered in place of root', (versions, validates, words) => {
  const [group] = groupErrors(recognise('root cannot be remapped with itself'), 1, versions);
  const [step] = group?.explained.next ?? [];
  expect(step?.command).toBe(mergeDaemonJson('default', validates));
  expect(step?.why).toBe(
    `Use another account, or default. The command keeps the other settings of /etc/docker/daemon.json, and ${words}`,
  );
});

describe('whatever is explained is taken for an error', () => {
  const isError = (text: string) => recognise(text).some(({ kind }) => kind === 'error');

  testRows(
    'each phrase, where a program reports it',
    errorEntries().flatMap(({ phrases }) => phrases),
    String,
    (phrase) => {
      expect(isError(`app[7]: it failed: ${phrase} 1000`)).toBe(true);
    },
  );

  test.each([
    'no mapping for container root',
    'no uid mapping for container root',
    'cannot set id-mapping',
    'user namespaces enabled, but no mappings found.',
    "user namespaces aren't enabled in the kernel",
    'no namespace path to join nor mappings',
    'the runtime does not support user namespaces',
    'could not find newuidmap',
    'newuidmap should be setuid or have filecaps setuid',
    'subuid overflow detected',
    'Cannot change ownership to uid 5000, gid 5000',
    'failed to preserve ownership for a',
    "can't find available subuid range",
    'unknown user/group media',
  ])('%j by itself', (line) => {
    expect(isError(line)).toBe(true);
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

test('whom a program expects as the owner is not the owner', () => {
  expect(explainError('sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set')?.code).toBe('unknown');
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
