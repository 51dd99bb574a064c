import { type JsonNode, memberOf, type Problems } from '../../text/index.ts';

/** A key by which a profile, a config.json or what inspect prints is known. */
export const TELLING = /\b(?:defaultAction|syscalls|ociVersion|HostConfig)\b/;

/** Whether what was read of a text that is no JSON is no object either, so that each of its words would be a problem of its own. */
export function isOtherText(root: JsonNode | undefined, problems: Problems): boolean {
  if (root?.kind === 'object') return false;
  const codes = new Set(problems.list().map(({ code }) => code));
  if (root?.kind === 'array')
    return STRAYING.some((code) => codes.has(code)) && memberOf(root.items[0], 'HostConfig') === undefined;
  return root === undefined ? !codes.has('json-empty') : codes.has('json-stray') || codes.has('json-unquoted');
}

/** Problems that no list of JSON has which merely needs fixing. */
const STRAYING = ['json-stray', 'json-comma-missing', 'json-junk'];

/** Where the object begins that stands in a text behind something else (a prompt, `profile =`, a fence); undefined where there is none. */
export function objectWithin(text: string): number | undefined {
  const key = TELLING.exec(text)?.index ?? 0;
  const start = text.lastIndexOf('{', key);
  return start === -1 ? undefined : start;
}

/** Whether an object has a key that tells. */
export function hasTellingKey(root: JsonNode): boolean {
  return root.kind === 'object' && root.members.some(({ key }) => TELLING.test(key.value));
}

/** The text with blanks in place of what stands before `start`: places stay as they are. */
export function blankBefore(text: string, start: number): string {
  return text.slice(0, start).replace(/[^\n]/g, ' ') + text.slice(start);
}
