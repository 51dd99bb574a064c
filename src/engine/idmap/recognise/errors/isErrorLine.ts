import { inEnglish } from './strerror.ts';

/** What refusals say, in small letters. A line with one of them is an error, whoever printed it. */
const PHRASES = [
  'permission denied',
  'operation not permitted',
  'invalid argument',
  'not allowed',
  'insufficient uids',
  'subuid ranges',
  'subgid ranges',
  'subordinate id',
  'cannot find uid/gid',
  'cannot find mappings',
  'unmapped user',
  'unmapped group',
  'id mapping',
  'idmap',
  'uid_map',
  'gid_map',
  'restricts access',
  'user namespace',
  'userns',
  'could not open proc directory',
  'could not open proc',
  'executable file not found',
  'cannot find new',
  'command not found',
  'value too large for defined data type',
  'read-only file system',
  'no such user',
  'invalid user',
  'invalid group: ',
  'no space left on device',
  'unable to find user',
  'setgroups',
  'dubious ownership',
  'unable to find entry',
  'no line matching user',
  'no line matching group',
  'cannot parse subuid',
  'cannot be mapped to a host id',
  'root cannot be remapped',
  'subuid/gid parsing',
  'remapped root',
  'eacces',
  'eperm:',
  'single mapping into the namespace',
  'not enough unused ids',
  'not be enough ids available',
  'failed to map ids for',
  'or have filecaps set',
  'no permissions to create new namespace',
  'no permissions to create a new namespace',
  'no permissions to creating new namespace',
  'creating new namespace failed',
  'error retrieving additional',
  'mismatched subuids',
  'owned by a different user',
  'rootless container requires',
  'open /etc/subuid: no such file',
  'open /etc/subgid: no such file',
  'cannot re-exec process',
  'owned by uid ',
  'not owned by root: ',
  'set_loginuid failed',
  'no mapping entry found',
  'avc:  denied',
  'avc: denied',
] as const;

/** The phrases that prose and configuration hold as well: they need a sign of a refusal beside them. */
const WEAK = new Set<string>([
  'id mapping',
  'idmap',
  'uid_map',
  'gid_map',
  'user namespace',
  'userns',
  'setgroups',
  'subordinate id',
  'not allowed',
  'no space left on device',
  'command not found',
]);

/** All of them at once; none has a character that means something in a pattern. */
const ANY_PHRASE = new RegExp(PHRASES.join('|'));

/** How a line begins, or what it holds, where a program reports that it failed. */
const REPORTS =
  /^(?:error|fatal|panic|erro\[|warn\[|warning|fata\[|level=(?:error|fatal|warning))\b|\blevel=(?:error|fatal|warning)\b|\bfail(?:ed|ure)?\b|\bcan(?:not|'t)\b|\bunable\b|\berror\b|^[\w./-]{1,60}: /;

/** Words of a refusal that no setting has for its value. */
const REFUSES = /\bfail(?:ed|ure)?\b|\bcannot\b|\bdenied\b|\bnot permitted\b|\binvalid argument\b/;

/** True for a line in which a program says that something was refused or failed. */
export function isErrorLine(said: string): boolean {
  if (said.length < 8) return false;
  const small = inEnglish(said).toLowerCase();
  if (
    /^(?:error: |erro\[|fata\[|lxc-[a-z]+ \S+ \d{14}\.\d+ (?:error|warn) |lxc-[a-z]+: \S+: \.\.\/src\/lxc\/)/.test(
      small,
    )
  )
    return true;
  const phrase = ANY_PHRASE.exec(small)?.[0];
  if (phrase === undefined) return false;
  // A setting is named for what it sets: "userns_mode: host", "raw.idmap: both 1000 1000".
  const key = /^(?:- )?[\w./-]{1,60}(?=: )/.exec(small)?.[0];
  if (key !== undefined && !/^new[ug]idmap$/.test(key) && ANY_PHRASE.test(key) && !REFUSES.test(small)) return false;
  if (!WEAK.has(phrase) || PHRASES.some((each) => !WEAK.has(each) && small.includes(each))) return true;
  return REPORTS.test(small.slice(0, 2000)) && !/^(?:lxc\.|lxc\.idmap)/.test(small);
}
