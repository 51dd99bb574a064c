import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { PODMAN_RUN, sourceOf } from './sources.ts';

/** SELinux's own record of a refusal, as ausearch and dmesg show it. */
export const labelErrors: readonly ErrorEntry[] = [
  {
    code: 'selinux-denied',
    title: '`avc: denied`: SELinux refused',
    layer: 'lsm',
    examples: [
      'type=AVC msg=audit(1700000000.123:456): avc:  denied  { write } for  pid=1234 comm="touch" name="data" dev="dm-0" ino=1234 scontext=system_u:system_r:container_t:s0:c1,c2 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=dir permissive=0',
    ],
    sources: [
      sourceOf('linux', 'security/selinux/avc.c', 'avc_audit_pre_callback and avc_audit_post_callback'),
      PODMAN_RUN,
    ],
    phrases: ['avc: denied'],
    explain: ({ text }, at) => {
      const record = text.slice(at, at + 2000);
      const asked = /denied \{ ([a-z_ ]{1,80}) \}/i.exec(record)?.[1] ?? 'access';
      const source = /scontext=[^: ]+:[^: ]+:([\w-]+)/.exec(record)?.[1];
      const target = /tcontext=[^: ]+:[^: ]+:([\w-]+)/.exec(record)?.[1];
      if (source === undefined || target === undefined) return undefined;
      const name = /\b(?:path|name)="([^"]{1,500})"/.exec(record)?.[1];
      return {
        who: 'SELinux, whatever the owner and mode',
        says: `A process of type ${source} asked for “${asked}” on ${name === undefined ? 'a file' : `“${name}”`}, which has type ${target}, and the policy does not allow “${asked}” there. The ID map is not the cause.${source === 'container_t' ? ofContainer(target) : ''}`,
        facts: name === undefined ? {} : { path: name },
        next: [
          { why: 'Check the label on the host.', command: 'ls -ldZ HOST_PATH' },
          {
            why: 'Mount it with :z (shared by containers) or :Z (this one only). Both relabel everything in it, so never use them on a home or a system directory.',
            command: 'podman run -v HOST_PATH:/data:Z IMAGE',
            fixes: true,
          },
          {
            why: 'Or keep the labels, and disable SELinux separation for this container. Warning: SELinux then no longer protects the host from it.',
            command: 'podman run --security-opt label=disable -v HOST_PATH:/data IMAGE',
            fixes: true,
          },
        ],
        learn: LESSONS.volume,
      };
    },
  },
];

/** container_selinux(8); podman-run(1), --volume: with :Z, the categories of one container are part of the label. */
function ofContainer(target: string): string {
  return target === 'container_file_t'
    ? ' container_file_t is the right type for a container: the categories at the end of both contexts differ, so the file was labelled for another container, with :Z.'
    : ' A container may read and write what has the type container_file_t.';
}
