import { mapMessages } from '../../../linux/index.ts';
import { type ErrorEntry, entryOf, inEnglish, LONGEST_MESSAGE, type MessageTable } from '../../../messages/index.ts';
import { mapKnown } from './mapKnown.ts';

// The compiler reads a row of a table as its own type; `npm run messages` holds each to MessageRow.
export const messageTable = (): MessageTable => mapMessages() as unknown as MessageTable;

let entries: readonly ErrorEntry[] | undefined;

/** Every message that is explained, from the messages that say most to those that many programs end with. Await `loadMapMessages` before. */
export function errorEntries(): readonly ErrorEntry[] {
  entries ??= messageTable().maps.map((row) => entryOf(row, messageTable(), mapKnown()));
  return entries;
}

/** What other refusals say, in small letters: of those that are not explained, and of those that say no without a word for it. */
const OTHERS = [
  'unmapped group',
  'executable file not found',
  'value too large for defined data type',
  'read-only file system',
  'no such user',
  'unable to find user',
  'cannot be mapped to a host id',
  'avc:  denied',
  'eacces',
  'subuid ranges',
  'subgid ranges',
  'single mapping into the namespace',
];

/** Words that prose and configuration hold as well: an error only where the line says that something failed. */
const WEAK = ['id mapping', 'idmap', 'uid_map', 'gid_map', 'user namespace', 'userns', 'setgroups', 'subordinate id'];

/** Refusals that prose repeats. */
const REPEATED = ['not allowed', 'no space left on device', 'command not found'];

/** A phrase of the catalogue with one of these is a refusal by itself; without, it is a word for what failed: "chown(". */
const SAYS_NO =
  /\b(?:no|not|cannot|can't|aren't|failed|error|denied|invalid|unknown|insufficient|mismatched|overflow|restricts|requires|should|dubious|unmapped|filecaps|owned by)\b/;

let made: { refusals: RegExp; anyPhrase: RegExp } | undefined;

function patterns() {
  if (made !== undefined) return made;
  const explained = errorEntries().flatMap(({ phrases }) => phrases);
  const refusals = explained.filter((phrase) => SAYS_NO.test(phrase) && !REPEATED.includes(phrase));
  made = {
    refusals: anyOf([...OTHERS, ...refusals]),
    anyPhrase: anyOf([...OTHERS, ...WEAK, ...REPEATED, ...explained]),
  };
  return made;
}

/** One pattern for all of the phrases. */
function anyOf(phrases: readonly string[]): RegExp {
  return new RegExp([...new Set(phrases)].map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
}

/** How a line begins, or what it holds, where a program reports that it failed. */
const REPORTS =
  /^(?:error|fatal|panic|erro\[|warn\[|warning|fata\[|level=(?:error|fatal|warning))\b|\blevel=(?:error|fatal|warning)\b|\bfail(?:ed|ure)?\b|\bcan(?:not|'t)\b|\bunable\b|\berror\b|^[\w./-]{1,60}: /;

/** Words of a refusal that no setting has for its value. */
const REFUSES = /\bfail(?:ed|ure)?\b|\bcannot\b|\bdenied\b|\bnot permitted\b|\binvalid argument\b/;

/** How some programs begin a line that reports an error, whatever it says. */
const BEGINS =
  /^(?:error: |erro\[|fata\[|lxc-[a-z]+ \S+ \d{14}\.\d+ (?:error|warn) |lxc-[a-z]+: \S+: \.\.\/src\/lxc\/)/;

/** What a log sets before a program's own line: the kernel's clock, journald, Docker's and Kubernetes' logs, Compose, BuildKit; and what a mail does. */
const LOGGED =
  /^(?:> |\[ *\d+\.\d+\] |[\w.-]{1,60} +\| |#\d+ \d+\.\d+ |\d{4}[-/]\d\d[-/]\d\d[t ][\w:.+-]+ (?:std(?:out|err) [fp] )?|[a-z]{3} +\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,60} (?:[\w./-]{1,60}(?:\[\d+\])?: )?)/;

/** True for a line in which a program says that something was refused or failed. */
export function isErrorLine(said: string): boolean {
  if (said.length < 8) return false;
  const small = inEnglish(said.slice(0, LONGEST_MESSAGE)).toLowerCase().replace(LOGGED, '');
  if (BEGINS.test(small)) return true;
  const { refusals, anyPhrase } = patterns();
  if (!anyPhrase.test(small)) return false;
  // A setting is named for what it sets: "userns_mode: host", "raw.idmap: both 1000 1000".
  const key = /^(?:- )?[\w./-]{1,60}(?=: )/.exec(small)?.[0];
  if (key !== undefined && !/^new[ug]idmap$/.test(key) && anyPhrase.test(key) && !REFUSES.test(small)) return false;
  return refusals.test(small) || (REPORTS.test(small.slice(0, 2000)) && !small.startsWith('lxc.'));
}
