import type { Part } from '../../../engine/idmap/index.ts';
import type { Computed } from './compute.ts';

/** The one part of the first text that is read for users and for groups, though it says neither. */
function eitherPart({ reading }: Computed): Part | undefined {
  const parts = reading.texts[0]?.parts ?? [];
  const either = parts.filter((part) => (part.kind === 'subids' || part.kind === 'map') && part.of === 'either');
  return either.length === 1 ? either[0] : undefined;
}

export function lacksGroups(computed: Computed): boolean {
  return eitherPart(computed) !== undefined;
}

/** The text with a copy of those lines for groups, each under the name of its file, for the reader to change. */
export function withGroups(text: string, computed: Computed): string {
  const part = eitherPart(computed);
  if (!part) return text;
  const [users, groups] =
    part.kind === 'subids' ? ['/etc/subuid', '/etc/subgid'] : ['/proc/self/uid_map', '/proc/self/gid_map'];
  const lines = part.text.endsWith('\n') ? part.text : `${part.text}\n`;
  const copied = `==> ${users} <==\n${lines}\n==> ${groups} <==\n${lines}`;
  return text.slice(0, part.span.start) + copied + text.slice(part.span.end);
}
