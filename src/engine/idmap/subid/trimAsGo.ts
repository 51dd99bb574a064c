/** What unicode.IsSpace of Go holds; unlike JavaScript's own list it has U+0085 and lacks the byte order mark. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `text` without white space at its ends, as strings.TrimSpace of Go leaves it; dockerd and rootlesskit read files so. */
export function trimAsGo(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code <= 0x20 || code >= 0x85) && SPACE.test(text.charAt(at));
}
