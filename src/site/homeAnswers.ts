import { parseSubids, toOutside, usernsRemap } from '../engine/idmap/index.ts';
import { decide, parseCall } from '../engine/seccomp/index.ts';
import { presetFilter } from './presetFilter.ts';

/** The id that root has outside a container of `dockerd --userns-remap`, with the talk's /etc/subuid. */
export function rootOutside(): number | undefined {
  const subids = parseSubids('dockremap:165536:65536\n').value ?? [];
  return toOutside(usernsRemap(subids, { name: 'dockremap' }).value ?? [], 0);
}

/** What `unshare(CLONE_NEWUSER)` gets under Docker's default, as a chip shows it. */
export async function unshareVerdict(): Promise<{ tone: 'allow' | 'deny'; chip: string }> {
  const filter = await presetFilter('docker-26.1', 'SCMP_ARCH_X86_64');
  const call = parseCall('unshare(CLONE_NEWUSER)', 'SCMP_ARCH_X86_64').value;
  if (call === undefined) throw new Error('unshare(CLONE_NEWUSER) is no call.');
  const { action } = decide(filter, call);
  return action === 'ALLOW' ? { tone: 'allow', chip: '✓ allowed' } : { tone: 'deny', chip: '✕ refused' };
}
