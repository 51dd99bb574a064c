import { readLxc } from './lxc.ts';

/** A directory of the host that a container has: where it is on the host, and inside. */
export interface LxcMount {
  source: string;
  target: string;
}

/**
 * The host's directories in an LXC config: `mp0: /tank/media,mp=/media` of Proxmox VE, whose other mount points are volumes of a storage
 * (pct.conf(5)), and `lxc.mount.entry = /tank/media media none bind` (lxc.container.conf(5), fstab's fields; the target is relative to the root).
 */
export function lxcMounts(text: string): LxcMount[] {
  return readLxc(text).settings.flatMap(({ key, value }): LxcMount[] => {
    if (/^mp[0-9]+$/.test(key)) {
      const [volume = '', ...options] = value.split(',');
      const source = volume.replace(/^volume=/, '');
      const target = options.find((option) => option.startsWith('mp='))?.slice(3) ?? '';
      return source.startsWith('/') && target !== '' ? [{ source, target }] : [];
    }
    if (key !== 'lxc.mount.entry') return [];
    const [source = '', target = '', , options = ''] = value.split(/\s+/);
    const isShare = source.startsWith('/') && !/^\/(?:dev|proc|sys)(?:\/|$)/.test(source);
    return isShare && /\br?bind\b/.test(options) ? [{ source, target: `/${target.replace(/^\/+/, '')}` }] : [];
  });
}
