import type { ListedFile } from './Listing.ts';

/** The letters that set a bit; "S" and "T" stand for setuid, setgid or sticky without the execute bit. */
const SETS = 'rwxst';

/** What the mode of `ls -l` tells ("drwxr-x---+"); undefined where ls could not see it ("d?????????"). */
export function readMode(word: string): ListedFile | undefined {
  const modeText = word.slice(0, 10);
  const bits = modeText.slice(1);
  if (bits.length !== 9 || bits.includes('?')) return undefined;
  let mode = 0;
  for (const letter of bits) mode = (mode << 1) | (SETS.includes(letter) ? 1 : 0);
  const mark = word.charAt(10);
  return { modeText, mode, directory: modeText.startsWith('d'), hasAcl: mark === '+', hasLabel: mark === '.' };
}
