import { ifShort, type Key, packable, readText, textEntry } from './linkKey.ts';

/** The checks that an instrument puts to what it has in sight, one a line; '' for none. */
export const CHECKS: Key<{ checks: string }> = {
  names: packable('checks'),
  defaults: { checks: '' },
  read: async (link) => ({ checks: (await readText(link, 'checks', expandChecks)) ?? '' }),
  write: ({ checks }) => (checks === '' ? [] : [textEntry('checks', checks, readableChecks(checks))]),
  texts: ({ checks }) => [checks],
};

/** `socket(AF_ALG)=EPERM;starts=yes` as lines of checks. */
const expandChecks = (readable: string): string =>
  readable.replaceAll(';', '\n').replaceAll('=', ' -> ').replaceAll('+', ' ');

/** The short form of checks, or undefined where it would not say the same: where one of the signs that stand for others is in the text. */
function readableChecks(text: string): string | undefined {
  const readable = text.replaceAll(' -> ', '=').replaceAll('\n', ';').replaceAll(' ', '+');
  return expandChecks(readable) === text ? ifShort(readable) : undefined;
}
