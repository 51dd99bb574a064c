import type { Cause, Message } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';

/** Node's own words, and the places of its image: few images have USER node without it. */
const OF_NODE = /\beacces: permission denied\b|\bnpm err|\/node_modules\b|\/home\/node\//;

/** docs.docker.com, Dockerfile reference, COPY --chown; nodejs/docker-node issues 740 and 1262. */
const OF_IMAGE: Cause = {
  layer: 'file-mode',
  who: 'the kernel: the image’s file belongs to root, and the program runs as another user',
  says: 'COPY and ADD create files for root (0:0), whatever USER says. A program that runs as USER node may read them, but not change them, nor create a file beside them.',
  tells: {
    why: 'In the container: the owner is 0, id -u is not, and the file system is overlay. Any other file system means a volume or a bind mount, and the next cause.',
    command: 'id -u; ls -ldn PATH; df PATH',
  },
  fixes: [
    {
      why: 'In the Dockerfile, copy the files for the image’s user.',
      command: 'COPY --chown=node:node . .',
    },
    {
      why: 'If the program creates files, its directory must belong to that user as well: create it before USER.',
      command: 'RUN mkdir -p DIRECTORY && chown node:node DIRECTORY',
    },
  ],
};

/** A mount with noexec, which the text may show beside the message: as the first cause then. */
const NOEXEC = /\bnoexec\b/;

export const NO_EXECUTION: Cause = {
  layer: 'kernel',
  who: 'the kernel: the mount has the option noexec',
  says: 'Nothing on a mount with noexec can be executed, not even by root, whatever the owner and the mode. Docker sets noexec for --tmpfs, and many hosts for /tmp, /var, /home and removable disks.',
  tells: {
    why: 'The options of the file’s mount include noexec.',
    command: 'findmnt -T PATH -o TARGET,OPTIONS',
  },
  fixes: [
    {
      why: 'Put the program elsewhere: into the image, for example. For a script, start its interpreter with the script as its argument: the script then needs no x.',
    },
    {
      why: 'If the file is on a tmpfs of the container, mount that tmpfs with exec. DIRECTORY is its mount point in the container.',
      command: 'docker run --tmpfs DIRECTORY:exec IMAGE',
    },
    {
      why: 'For a volume, mount the host’s file system without noexec, if you administer that host. Warning: users can then execute what they write there.',
      command: 'sudo mount -o remount,exec MOUNT_POINT',
    },
  ],
};

const NOT_EXECUTABLE: Cause = {
  layer: 'file-mode',
  who: 'the kernel: the file has no x',
  says: 'The file lacks x for the user of the process. Root needs an x too: for the owner, the group or others. COPY keeps the mode of the source file.',
  tells: { why: 'The mode has no x for the owner, the group or others.', command: 'ls -ln PATH' },
  fixes: [
    {
      why: 'In the Dockerfile, make the file executable for every user; COPY --chmod needs BuildKit.',
      command: 'COPY --chmod=755 entrypoint.sh /entrypoint.sh',
    },
    { why: 'For a file in a volume, make this one file executable on the host.', command: 'chmod a+x HOST_PATH' },
  ],
};

/** A directory that the process may not enter. */
const CLOSED_ABOVE: Cause = {
  layer: 'file-mode',
  who: 'the kernel: a directory above the file is closed',
  says: 'The process’s host UID needs x on every directory above the file. In a user namespace the container’s root has an ordinary UID on the host, such as 100000, and a home of mode 0700 stops it. If a program is started with a working directory (cwd in Node, “in directory” in a Java message), the process needs x on that directory too, and on every directory above it.',
  tells: {
    why: 'On the host, one of the directories has no x for the UID of the process. Check the working directory, if there is one, in the same way.',
    command: 'namei -l HOST_PATH',
  },
  fixes: [
    {
      why: 'Let only that UID through the closed directory, by an ACL.',
      command: 'setfacl -m u:HOST_UID:x CLOSED_DIRECTORY',
    },
  ],
};

/** bash and zsh name the path and no more, of a program that they start as of a file that they open (seen: bash 5.2, zsh 5.9). */
const OF_SHELL =
  /(?:\bbash: |: line \d+: )(?:line \d+: )?([^ :]+): (?:[^ :]+: bad interpreter: )?permission denied|\bzsh:(?:\d+:)? permission denied: (\S+)/i;

/** The path of such a message, if there is one. */
export function ofShell(text: string): string | undefined {
  const said = OF_SHELL.exec(text);
  return said?.[1] ?? said?.[2];
}

const OPENED: Cause = {
  layer: 'file-mode',
  who: 'the kernel: the shell could not open the file',
  says: 'bash and zsh print the same message for a file that the shell itself opens: after > or <, or as a script. The owner, group and mode of the file or its directory do not allow the process’s host UID.',
  tells: { why: 'The command has > or < before this path, or runs bash with this path.', command: 'ls -ldn PATH' },
  fixes: [{ why: 'Write to a directory that belongs to the user of the process, such as a volume of its own.' }],
};

/** Words of a file that was opened, changed or looked for, none of which noexec refuses. */
const OPENS =
  /\b(?:can't|cannot|could not|unable to|failed to|error) (?:open|opening|touch|create|creating|remove|access|stat|read|write|overwrite|move|chdir|cd|make)\b|\b(?:mk|read|rm|ch)?dir(?:at)? |\b(?:open(?:at2?)?|unlink(?:at)?|l?stat|mknod|rename|remove|access|creat) '?[./]|\b(?:cat|ls|cp|mv|rm|head|tail|grep|find|tar|rsync|scp|wc): /;

/** Security modules, which say no after owner and mode: to a file that is opened, or to code that is mapped (mmap(2), PROT_EXEC). */
export const moduleCauses = (rootless: boolean, asCode = false): Cause[] => [
  {
    layer: 'lsm',
    who: 'SELinux: the label of the file',
    says: `${asCode ? 'Owner and mode are not the cause.' : 'Owner and mode allow the access.'} SELinux, on by default on Fedora and RHEL, lets a container ${asCode ? 'map a file as code' : 'use a file'} only if the file has a label for containers, such as container_file_t, with the container’s categories.`,
    tells: {
      why: 'getenforce prints Enforcing, and an audit record with “avc: denied” names the file.',
      command: 'getenforce; sudo ausearch -m avc -ts recent',
    },
    fixes: [
      {
        why: 'Mount the folder with :z (shared by containers) or :Z (this one only). Both relabel everything in it, so never use them on a home or a system directory.',
        command: shell`${rootless ? 'podman' : 'docker'} run -v HOST_PATH:/data:Z IMAGE`,
      },
    ],
  },
  {
    layer: 'lsm',
    who: 'AppArmor: the profile of the container',
    says: asCode
      ? 'Owner and mode are not the cause. The profile has no rule that lets the program map this file as code, or a rule denies it. The default profiles of Docker and Podman allow every file, so the container uses another profile.'
      : 'The default profile denies paths such as /proc/sys and /sys, and mounting, to root as well.',
    tells: {
      why: 'A line with apparmor="DENIED" names the profile and the path.',
      command: 'sudo dmesg | grep apparmor=',
    },
    fixes: [
      asCode
        ? {
            why: 'On the host, add a rule for the library to the profile, with its path in the container: “/PATH/*.so* mr,”. Remove a deny rule that matches the path. Then load the profile again.',
            command: 'sudo apparmor_parser -r PROFILE_FILE',
          }
        : {
            why: 'Mount a volume elsewhere, or load a profile of your own that allows the path, and name it.',
            command: 'docker run --security-opt apparmor=PROFILE IMAGE',
          },
    ],
  },
];

/** Who says “permission denied” as a program is to be started, and what tells them apart (fs/exec.c, do_open_execat). */
export function executionCauses({ small }: Message, rootless: boolean): Cause[] {
  const path = ofShell(small);
  const isAfter = path !== undefined && ['>', '> ', '<', '< '].some((sign) => small.includes(`${sign}${path}`));
  return [
    ...(isAfter ? [OPENED] : []),
    ...(NOEXEC.test(small) ? [NO_EXECUTION, NOT_EXECUTABLE] : [NOT_EXECUTABLE, NO_EXECUTION]),
    CLOSED_ABOVE,
    ...(path !== undefined && !isAfter ? [OPENED] : []),
    ...moduleCauses(rootless),
  ];
}

/**
 * Who says “permission denied” about a file, and what tells them apart (fs/namei.c, generic_permission; user_namespaces(7); podman-run(1), --volume;
 * docs.docker.com, Bind mounts).
 */
export function deniedCauses(message: Message, rootless: boolean): Cause[] {
  const { small } = message;
  if (ofShell(small) !== undefined || (NOEXEC.test(small) && !OPENS.test(small)))
    return executionCauses(message, rootless);
  return [
    ...(OF_NODE.test(small) ? [OF_IMAGE] : []),
    {
      layer: 'file-mode',
      who: 'the kernel: owner and mode of the file, or of a directory above it',
      says: 'The process’s host UID is neither the owner nor in a group with access. In a user namespace the container’s root has an ordinary UID on the host, such as 100000.',
      tells: {
        why: 'On the host, one of these lines lacks r, w or x for the UID of the process.',
        command: 'namei -l HOST_PATH; ps -eo uid,gid,pid,args',
      },
      fixes: [
        ...CLOSED_ABOVE.fixes.map((step) => ({
          ...step,
          why: 'If a directory above lacks x, leave the owners alone: let only that UID through, by an ACL.',
        })),
        rootless
          ? {
              why: 'If the folder itself belongs to somebody else, change its owner with the IDs of the container. Only this folder, and only if nobody else uses it.',
              command: 'podman unshare chown -R UID:GID HOST_PATH',
            }
          : {
              why: 'If the folder itself belongs to somebody else, give it on the host to the UID that the process has there. Only this folder, and only if nobody else uses it.',
              command: 'sudo chown -R HOST_UID:HOST_GID HOST_PATH',
            },
      ],
    },
    ...moduleCauses(rootless),
  ];
}
