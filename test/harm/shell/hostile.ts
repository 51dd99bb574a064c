import { readPrompt } from '../../../src/engine/text/index.ts';

/** Names that a file, a user, an image or a volume may have on Linux. Where a shell reads one, `canary` is called, or another word than the name arrives. */
export const HOSTILE: readonly string[] = [
  'a b',
  'a;canary',
  'a&&canary',
  'a|canary',
  'a$(canary)',
  'a`canary`',
  "a'b",
  "a';canary;'b",
  'a"b',
  'a";canary;"b',
  `a'"'"';canary #`,
  'a\ncanary',
  'a\u2028canary\u2029',
  'a\u0085canary',
  'a\u0007b',
  'a\u001b[31mb',
  'a\u009b31mb',
  '-rf',
  '#a',
  'a*',
  '~',
  '~root/a',
  'a{1,2}',
  'a>owned',
  'a<a1',
  'a\\b',
  'a\\',
  '$HOME',
  `\${IFS}canary`,
  '!!',
  '=canary',
  'a:b',
  'a,b',
  'Ünïcode',
];

/** What a name is that is safe, so that each place where one arrives is seen. */
export const MARK = 'zqx7';

/** Names that are safe, some of which are written in another way. */
export const PLAIN: readonly string[] = [MARK, `${MARK}:b`, `${MARK},b`, `ä${MARK}`];

/** A text without one of its words. */
export interface Gap {
  with: (name: string) => string;
}

/** Words of a text: of a path, of a user, of an image, and all others. */
const WORD = /[\w./@~+-]*[A-Za-z][\w./@~+-]*/g;

/** Each word of a text, to be replaced: of a path all but the folder. In a line that is a command, a name is quoted as its author would. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const line = text.slice(text.lastIndexOf('\n', index) + 1).split('\n', 1)[0] ?? '';
    const isCommand = readPrompt(line.trim()) !== undefined;
    const quoted = (name: string) => (isCommand && !PLAIN.includes(name) ? `'${name.replaceAll("'", `'"'"'`)}'` : name);
    const folder = /^(?:~\/|\.\.?\/|\/)/.exec(word)?.[0] ?? '';
    const behind = text.slice(index + word.length);
    return { with: (name) => `${text.slice(0, index)}${folder}${quoted(name)}${behind}` };
  });
}
