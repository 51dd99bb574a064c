import { shell } from '../../../text/index.ts';
import type { Cause } from './Explained.ts';
import type { Message } from './Message.ts';

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

/**
 * Who says “permission denied” about a file, and what tells them apart (fs/namei.c, generic_permission; user_namespaces(7); podman-run(1), --volume;
 * docs.docker.com, Bind mounts).
 */
export function deniedCauses({ small }: Message, rootless: boolean): Cause[] {
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
        rootless
          ? {
              why: 'Change the owner with the IDs of the container. Only this folder, and only if nobody else uses it.',
              command: 'podman unshare chown -R UID:GID HOST_PATH',
            }
          : {
              why: 'On the host, give the folder to the UID that the process has there. Only this folder, and only if nobody else uses it.',
              command: 'sudo chown -R HOST_UID:HOST_GID HOST_PATH',
            },
      ],
    },
    {
      layer: 'lsm',
      who: 'SELinux: the label of the file',
      says: 'Owner and mode allow the access, but a container may use only files with its label. This is the default on Fedora and RHEL.',
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
      says: 'The default profile denies paths such as /proc/sys and /sys, and mounting, to root as well.',
      tells: {
        why: 'A line with apparmor="DENIED" names the path.',
        command: 'sudo dmesg | grep apparmor=',
      },
      fixes: [
        {
          why: 'Mount a volume elsewhere, or load a profile of your own that allows the path, and name it.',
          command: 'docker run --security-opt apparmor=PROFILE IMAGE',
        },
      ],
    },
  ];
}
