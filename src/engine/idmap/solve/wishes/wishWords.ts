import { type Diagnostic, type SourceText, type Span, shorten, spanAt } from '../../../text/index.ts';
import { LAST_ID, NO_ID } from '../../map/Extent.ts';

/** A number as written, or two with a dash between. */
export interface WishNumber {
  first: number;
  last: number;
  ranged: boolean;
  span: Span;
}

/** What a clause is made of. `must` stands between the two ids: "is", "=", "->". */
export type WishWord =
  | { is: 'number'; number: WishNumber }
  | { is: 'kind'; kind: 'uid' | 'gid' | 'both' }
  | { is: 'side'; side: 'inside' | 'outside' }
  | { is: 'must' }
  | { is: 'colon' }
  | { is: 'rest' }
  | { is: 'none' }
  | { is: 'only' };

const KINDS: Readonly<Record<string, 'uid' | 'gid' | 'both'>> = {
  uid: 'uid',
  uids: 'uid',
  user: 'uid',
  users: 'uid',
  u: 'uid',
  gid: 'gid',
  gids: 'gid',
  group: 'gid',
  groups: 'gid',
  g: 'gid',
  both: 'both',
  b: 'both',
};

const SIDES: Readonly<Record<string, 'inside' | 'outside'>> = {
  inside: 'inside',
  container: 'inside',
  ct: 'inside',
  guest: 'inside',
  outside: 'outside',
  host: 'outside',
};

const MUST = new Set([
  'must',
  'is',
  'are',
  'be',
  'becomes',
  'become',
  'to',
  'as',
  'shall',
  'should',
  '=',
  '->',
  '=>',
  '→',
  '⇒',
]);
/** What is to be mapped beside the wishes, and that nothing is. */
const REST = new Set(['rest', 'others', 'everything', 'else', 'remaining']);
const NONE = new Set(['no', 'nothing', 'without', 'none']);
const QUIET_MARKS = new Set(['/', '&', '"', '(', ')', "'s", '’s']);
/** Words that people write around ids and that change nothing. */
const QUIET = new Set(
  (
    'the a an my our in on of at from by and or with for id ids range same needs need has have wants can write read access use map maps mapped ' +
    'own owned owns owner belongs belong share shared file files folder directory dataset mount that which it its there wished want wish please'
  ).split(' '),
);

/** A clause with as many problems is no wish at all. */
const MOST = 5;

const TOKEN = /[ugb](?=[0-9])|[0-9]+(?![0-9A-Za-z_])|[0-9A-Za-z_][0-9A-Za-z_-]*|['’]s\b|->|=>|\S/giu;

/** The words of the clause from `start` to `end`, and a problem for each that says nothing here. */
export function wishWords(
  source: SourceText,
  start: number,
  end: number,
): { words: WishWord[]; diagnostics: Diagnostic[] } {
  const words: WishWord[] = [];
  const diagnostics: Diagnostic[] = [];
  let dashed = false;
  for (const match of source.text.slice(start, end).matchAll(TOKEN)) {
    if (diagnostics.length >= MOST) break;
    const [token] = match;
    const span = spanAt(source, start + match.index, start + match.index + token.length);
    const lower = token.toLowerCase();
    const last = words.at(-1);
    const number = /^[0-9]+$/.test(token) ? Number(token) : undefined;
    if (number !== undefined && number > NO_ID) {
      diagnostics.push({
        code: 'wish-number',
        severity: 'error',
        message: `Found ${shown(token)}; IDs go from 0 to ${LAST_ID}.`,
        hint: 'Use one of these.',
        span,
      });
    } else if (number !== undefined && dashed && last?.is === 'number' && !last.number.ranged) {
      last.number = {
        first: last.number.first,
        last: number,
        ranged: true,
        span: { ...last.number.span, end: span.end },
      };
    } else if (number !== undefined) {
      words.push({ is: 'number', number: { first: number, last: number, ranged: false, span } });
    } else if ((token === '-' || token === '–') && last?.is === 'number') {
      dashed = true;
      continue;
    } else if (token === ':') words.push({ is: 'colon' });
    else if (MUST.has(lower)) words.push({ is: 'must' });
    else if (REST.has(lower)) words.push({ is: 'rest' });
    else if (NONE.has(lower)) words.push({ is: 'none' });
    else if (lower === 'only') words.push({ is: 'only' });
    else if (Object.hasOwn(KINDS, lower)) words.push({ is: 'kind', kind: KINDS[lower] ?? 'both' });
    else if (Object.hasOwn(SIDES, lower)) words.push({ is: 'side', side: SIDES[lower] ?? 'inside' });
    else if (!QUIET.has(lower) && !QUIET_MARKS.has(lower)) {
      diagnostics.push({
        code: 'wish-word',
        severity: 'error',
        message: `"${shown(token)}" is not an ID: write IDs in digits, such as 1000:1005.`,
        hint: 'For a name, ask the host or the container: id -u NAME, getent group NAME.',
        span,
      });
    }
    dashed = false;
  }
  return { words, diagnostics };
}

function shown(token: string): string {
  return shorten(token);
}
