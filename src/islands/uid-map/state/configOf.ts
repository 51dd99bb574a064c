import { type LxcMount, lxcMounts, onlyParts, type Part } from '../../../engine/idmap/index.ts';

/** The one directory of the host that an LXC config gives its container; undefined where there are none or several. */
export function mountOf(parts: readonly Part[]): LxcMount | undefined {
  const mounts = parts.flatMap((part) => (part.kind === 'lxc' ? lxcMounts(part.content) : []));
  const [only, ...others] = mounts;
  return others.length === 0 ? only : undefined;
}

/** The lines of /etc/subuid in a text that has an LXC config as well, at their places; undefined where there is no config in it. */
export function subidsBesideConfig(text: string, parts: readonly Part[]): string | undefined {
  if (!parts.some(({ kind }) => kind === 'lxc')) return undefined;
  return onlyParts(
    text,
    parts.filter(({ kind }) => kind === 'subids'),
  );
}
