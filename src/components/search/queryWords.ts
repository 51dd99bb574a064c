/** Words that stand on every page: a page that has only these of a question says nothing of it. */
const COMMON: ReadonlySet<string> = new Set(
  'a an and are as at be been but by can did do does for from had has have how i if in into is it its my no not of on or our so that the their then there this to us was we what when where which who why will with you your'.split(
    ' ',
  ),
);

/** The words of a question that tell something, in small letters, each once; all of them where none does ("to be or not"). */
export function tellingWords(query: string): string[] {
  const words = query
    .toLowerCase()
    .split(/[\s:,;"'“”‘’()[\]{}<>=|]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const telling = words.filter((word) => !COMMON.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

/** Numbers, paths and marks differ from machine to machine; words of one letter say nothing. */
const WORD = /[a-z][a-z0-9_.-]*[a-z0-9]/gi;
const MOST_WORDS = 6;

/**
 * What to search where nothing says the whole question, such as a pasted error: its words without numbers and marks, then without the last of
 * them one by one, then each alone, longest first. None is the question itself.
 */
export function relaxedQueries(query: string): string[] {
  const telling = tellingWords(query);
  const isTelling = (word: string) => telling.some((each) => each.includes(word.toLowerCase()));
  const words = [...new Set(query.match(WORD) ?? [])].filter(isTelling).slice(0, MOST_WORDS);
  const shorter = words.map((_, at) => words.slice(0, words.length - at).join(' '));
  const alone = [...words].sort((a, b) => b.length - a.length);
  return [...new Set([...shorter, ...alone])].filter((each) => each !== query);
}
