/** Words of an exercise: plain, code, set apart, or a link. */
export type InlinePart =
  | string
  | { code: string }
  | { strong: readonly InlinePart[] }
  | { em: readonly InlinePart[] }
  | { href: string; words: readonly InlinePart[] };

/** Code, strong, emphasis, a link whose address may have parentheses in it: `/play/seccomp/#call=socket(AF_ALG)`. */
const INLINE =
  /`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|\*(?<em>.+?)\*|\[(?<words>[^\]]+)\]\((?<href>(?:[^()\s]|\([^()\s]*\))+)\)/;

/** Reads the inline Markdown of an exercise's front matter; a line's end is a space. */
export const inlineParts = (markdown: string): InlinePart[] =>
  partsOf(withQuotes(markdown.trim().replaceAll(/\s*\n\s*/g, ' ')));

/** The quotation marks and apostrophes of print, as chapters have them; code keeps its own. */
const withQuotes = (text: string): string =>
  text.replaceAll(/`[^`]+`|["']/g, (found, at: number) => {
    if (found.length > 1) return found;
    const opens = /(?:^|[\s([*])$/.test(text.slice(0, at));
    return found === '"' ? (opens ? '“' : '”') : opens ? '‘' : '’';
  });

function partsOf(text: string): InlinePart[] {
  const found = INLINE.exec(text);
  if (!found?.groups) return text === '' ? [] : [text];
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [...(before === '' ? [] : [before]), partOf(found.groups), ...partsOf(after)];
}

function partOf({ code, strong, em, words = '', href = '' }: Record<string, string | undefined>): InlinePart {
  if (code !== undefined) return { code };
  if (strong !== undefined) return { strong: partsOf(strong) };
  if (em !== undefined) return { em: partsOf(em) };
  return { href, words: partsOf(words) };
}

/** The same without its marks, to be read out. */
export const plainWords = (markdown: string): string => inlineParts(markdown).map(wordsOf).join('');

function wordsOf(part: InlinePart): string {
  if (typeof part === 'string') return part;
  if ('code' in part) return part.code;
  const inner = 'strong' in part ? part.strong : 'em' in part ? part.em : part.words;
  return inner.map(wordsOf).join('');
}
