import type { Diagnostic } from '../../text/index.ts';

/**
 * Why LXC starts no container with these maps, though the kernel takes each of them: a kind without a map, or whose root has no id. Its start
 * ends where it becomes root inside (seen with LXC 6.0.4).
 */
export function isOfTheStart({ code }: Pick<Diagnostic, 'code'>): boolean {
  return code === 'lxc-one-sided' || code === 'lxc-root-unmapped';
}
