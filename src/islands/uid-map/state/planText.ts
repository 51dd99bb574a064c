import { format, type Plan } from '../../../engine/idmap/index.ts';
import type { State } from './State.ts';

/**
 * A map that was made, as a text to ask: the config of LXC as the chosen tool writes it, with the lines of /etc/subuid and /etc/subgid that it needs, or for any other
 * tool the maps as the kernel shows them, users and groups told apart.
 */
export function planText({ uid, gid, subuid, subgid }: Plan, { tool, have }: Pick<State, 'tool' | 'have'>): string {
  if (tool !== 'proxmox' && tool !== 'lxc') {
    return `${headed('/proc/self/uid_map', format(uid, 'uid_map'))}\n${headed('/proc/self/gid_map', format(gid, 'uid_map'))}`;
  }
  const lines = format(uid, 'lxc', { kind: 'uid' }) + format(gid, 'lxc', { kind: 'gid' });
  const config = tool === 'proxmox' ? lines.replaceAll(' = ', ': ') : lines;
  const file = (grants: readonly string[]) => `${[have.trim(), ...grants].filter(Boolean).join('\n')}\n`;
  return `${config}\n${headed('/etc/subuid', file(subuid))}\n${headed('/etc/subgid', file(subgid))}`;
}

/** As head(1) and tail(1) name a file. */
function headed(file: string, lines: string): string {
  return `==> ${file} <==\n${lines}`;
}
