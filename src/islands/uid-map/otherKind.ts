import type { Source } from './State.ts';

const SUBUID_LINE = /^[^\s:#]+:[0-9]+:[0-9]+$/;
const UID_MAP_LINE = /^[0-9]+[ \t]+[0-9]+[ \t]+[0-9]+$/;

/** The kind that a text is where it was taken for the other one: every line that says something has that kind's form. */
export function otherKind(source: Source, text: string): Source | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const form = source === 'subuid' ? UID_MAP_LINE : SUBUID_LINE;
  if (lines.length === 0 || !lines.every((line) => form.test(line))) return undefined;
  return source === 'subuid' ? 'uid_map' : 'subuid';
}
