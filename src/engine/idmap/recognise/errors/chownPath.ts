import { type Message, quotedPath, unquoted } from './Message.ts';

/** The path in "changing ownership of 'x': …", "chown: x: …", "lchown /x: …", `chown "/x" failed: …` or `chown("/x", 101) failed`; none where words stand for it. */
export function pathOf(message: Message, at: number): string | undefined {
  const found = ['invalid argument', 'operation not permitted'].map((words) => message.small.indexOf(words, at));
  const errno = found.find((each) => each !== -1);
  if (errno === undefined) return quotedPath(message.text.slice(at, at + 1000));
  const before = message.text.slice(Math.max(at, errno - 1000), errno).replace(/(?:: ?| \(\d+: )$/, '');
  const clause = before.slice(before.lastIndexOf(': ') + 1).trim();
  const inQuotes = quotedPath(clause);
  if (inQuotes !== undefined) return inQuotes;
  const bare = clause
    .replace(/^l?f?chown (?=\/)/, '')
    .replace(/^chmod on (\/.*) failed$/, '$1')
    .replace(
      /^(?:changing|cannot change|change|preserving|setting|failed to preserve) (?:the )?(?:ownership|group|permissions|times)(?: of| for)? (?:directory )?/,
      '',
    );
  const path = unquoted(bare);
  if (path === '' || /^[lf]?ch(?:mod|own)$/i.test(path) || path.length > 900 || path.includes('[')) return undefined;
  return path !== bare || /^(?:\/|\.\.?\/)/.test(path) || !/\s/.test(path) ? path : undefined;
}
