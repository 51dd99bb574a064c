import { type Diagnostic, type Parsed, sourceText, spanAt } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { mapsOf } from './Entries.ts';
import { readMount } from './mount.ts';

/**
 * The maps of an idmapped mount, as the kernel has them: inside are the ids on the disk, outside those that the mount shows (Linux,
 * Documentation/filesystems/idmappings.rst). From a mount command, a line of /etc/fstab, an X-mount.idmap option, or Podman's idmap= volume
 * option. Both kinds are needed: mount_setattr(2) answers EINVAL to a namespace that lacks one.
 */
export function parseMountIdmap(text: string): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const { entries, diagnostics, values } = readMount(text);
  const [first] = values;
  if (!first) {
    const message = 'No X-mount.idmap=, --map-users or idmap= in this text.';
    const hint = 'Write mount --bind -o "X-mount.idmap=b:1000:1005:1" FROM TO.';
    return { value: undefined, diagnostics: [{ code: 'mount-no-idmap', severity: 'error', message, hint }] };
  }
  const all: Diagnostic[] = [...diagnostics];
  const span = spanAt(source, first.start, first.end);
  const path = values.map(({ words }) => words[0]).find((word) => word?.text.startsWith('/'));
  if (path) {
    all.push({
      code: 'mount-namespace',
      severity: 'info',
      message: `The mount takes the maps of the namespace ${path.text}: they are not in this text.`,
      hint: 'Read uid_map and gid_map in the same directory.',
      span: spanAt(source, path.start, path.end),
    });
    return { value: { uid: undefined, gid: undefined }, diagnostics: all };
  }
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  all.push(...ofTheKernel);
  if (entries.length === 0 && all.length === 0) {
    const hint = 'Write entries such as b:1000:1005:1 after the =.';
    all.push({
      code: 'mount-empty',
      severity: 'error',
      message: 'The option has no entry; mount refuses it.',
      hint,
      span,
    });
  }
  const missing = maps.uid === undefined ? 'uid' : maps.gid === undefined ? 'gid' : undefined;
  if (entries.length > 0 && missing && first.option !== 'idmap') {
    const message = `No entry for ${missing.toUpperCase()}s: an idmapped mount needs both kinds.`;
    const hint = `Add an entry that begins with ${missing === 'uid' ? 'u' : 'g'}: or b:.`;
    all.push({ code: 'mount-one-sided', severity: 'error', message, hint, span });
  }
  return { value: maps, diagnostics: all };
}
