/** Words that stand on every page: a page that has only these of a question says nothing of it. */
const COMMON: ReadonlySet<string> = new Set(
  'a an and are as at be been but by can did do does for from had has have how i if in into is it its my no not of on or so that the their then there this to was we what when where which who why will with you your'.split(
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
