import type { ErrorEntry } from './ErrorEntry.ts';
import { LESSONS } from './lessons.ts';

/** SELinux's own record of a refusal, as ausearch and dmesg show it. */
export const labelErrors: readonly ErrorEntry[] = [
  {
    phrases: ['avc: denied'],
    explain: ({ text }, at) => {
      const record = text.slice(at, at + 2000);
      const asked = /denied \{ ([a-z_ ]{1,80}) \}/i.exec(record)?.[1] ?? 'access';
      const source = /scontext=[^: ]+:[^: ]+:([\w-]+)/.exec(record)?.[1];
      const target = /tcontext=[^: ]+:[^: ]+:([\w-]+)/.exec(record)?.[1];
      if (source === undefined || target === undefined) return undefined;
      const name = /\b(?:path|name)="([^"]{1,500})"/.exec(record)?.[1];
      return {
        code: 'selinux-denied',
        who: 'SELinux, whatever owner and mode say',
        says: `A process of the type ${source} asked for “${asked}” on ${name === undefined ? 'a file' : `“${name}”`}, whose type is ${target}. The id map has no part in it${source === 'container_t' ? ': a container may write only what is container_file_t' : ''}.`,
        facts: name === undefined ? {} : { path: name },
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
        learn: LESSONS.volume,
        source: 'security/selinux/avc.c, avc_audit_pre_callback and avc_audit_post_callback; podman-run(1), --volume',
      };
    },
  },
];
