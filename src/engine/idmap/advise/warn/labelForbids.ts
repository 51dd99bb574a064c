import { listed } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import type { Seen } from '../Seen.ts';
import type { Warning } from '../Warning.ts';

/** Types that a process of the type container_t may use (container-selinux, container.te; svirt_sandbox_file_t is their older name). */
const FOR_CONTAINERS = /^(?:container_(?:file|ro_file|share|var_lib)_t|svirt_sandbox_file_t|fusefs_t|nfs_t|cifs_t)$/;

/** Files whose SELinux type a confined container may not write to, whoever owns them and whatever the map. */
export function labelForbids(_situation: unknown, { labels = [] }: Seen): Warning[] {
  const types = [...new Set(labels.map(({ type }) => type))].filter((type) => !FOR_CONTAINERS.test(type));
  return types.map((type): Warning => {
    const paths = labels.filter((each) => each.type === type).map(({ path }) => path);
    return {
      code: 'label-forbids',
      severity: 'warning',
      message: `SELinux: ${listed(paths)} ${paths.length === 1 ? 'has' : 'have'} the type ${type}. A container (container_t) may write only to container_file_t, whoever owns the files: Permission denied.`,
      hint: 'Mount the volume with :z, or with :Z for a single container. Both relabel everything in it, so never use them on a home or a system directory. ausearch -m avc shows what was refused.',
      learn: LESSONS.volume,
    };
  });
}
