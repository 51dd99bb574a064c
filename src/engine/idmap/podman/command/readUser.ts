import type { Span } from '../../../text/index.ts';
import type { Word } from '../text/Word.ts';

/** Who runs inside: a uid and a gid where the text has numbers, or names that the image's /etc/passwd resolves. */
export interface PodmanUser {
  /** As typed; undefined where the mode of --userns decides it. */
  text: string | undefined;
  uid?: number;
  gid?: number;
  span: Span;
}

/** The value of --user: user[:group], each a name or a number. */
export function readUser(word: Word): PodmanUser {
  const [user = '', group = ''] = word.text.split(':', 2);
  const uid = id(user);
  const gid = id(group);
  return { text: word.text, ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }), span: word.span() };
}

function id(text: string): number | undefined {
  return /^[0-9]{1,10}$/.test(text) && Number(text) <= 2147483647 ? Number(text) : undefined;
}
