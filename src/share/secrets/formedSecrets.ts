import type { Candidate, SecretKind } from './Candidate.ts';

/** What stands before a value, and the value, by the words around it or its own form. */
const FORMS: readonly (readonly [kind: SecretKind, pattern: RegExp])[] = [
  ['token', /(\bAuthorization\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?(?:Bearer|token)\s{1,9})([^\s"'\\]+)/gi],
  ['password', /(\bAuthorization\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?(?:Basic|Digest)\s{1,9})([^\s"'\\]+)/gi],
  ['token', /(\bX-[\w-]{0,60}(?:Token|Auth|Key|Secret)\\?["']?:[ \t]{0,9}\\?["']?)([^\s"'\\]+)/gi],
  // An address with a user and a password; a digest behind an image’s tag has the same signs.
  ['password', /(:\/\/[^\s:/@"'<>]{0,200}:)([^\s/@"']{1,300})(?=@(?!sha\d+:))/g],
  // base64 of user:password in the client’s config.json: docs.docker.com/reference/cli/docker/login.
  ['password', /("auth"\s{0,9}:\s{0,9}")([\w+/=]{6,})(?=")/g],
  ['password', /(\blogin\b[^\n]{0,400}?\s-p[ =]?)(?!\d{1,5}(?:[:\s]|$))([^\s-]\S*)/g],
  ['password', /(\bsshpass\s{1,9}-p\s{0,9})(\S+)/g],
  ['password', /(\bcurl\b[^\n]{0,400}?\s(?:-u|--user)[ =]?["']?[^\s:"']{1,100}:)([^\s"']+)/g],
  // docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: how the ids of access keys begin.
  ['access key', /(\b)((?:AKIA|ASIA)[\dA-Z]{16})\b/g],
  // GitHub’s, GitLab’s and Docker’s tokens, Docker’s for a swarm, and a JSON web token (RFC 7519), by how they begin.
  ['token', /(\b)((?:gh[pousr]_|github_pat_|glpat-|dckr_pat_|SWMTKN-\d-)[\w-]{16,})/g],
  ['token', /(\b)(eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+)/g],
];

/** The values that look like secrets by their own form, or by the words around them. */
export function formedSecrets(text: string): Candidate[] {
  const found = FORMS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 1: before = '', 2: value = '' }) => {
      const start = index + before.length;
      return { kind, start, end: start + value.length };
    }),
  );
  return [...found, ...keyBlocks(text)];
}

const BEGIN = /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY-----(?:\s|\\n){0,9}/g;
const END = '-----END ';

/** Private keys (RFC 7468); one that is cut off reaches as far as its base64 does. */
function keyBlocks(text: string): Candidate[] {
  const found: Candidate[] = [];
  const lastEnd = text.lastIndexOf(END);
  let after = 0;
  for (const { index, 0: begin } of text.matchAll(BEGIN)) {
    if (index < after) continue;
    const start = index + begin.length;
    const close = start > lastEnd ? -1 : text.indexOf(END, start);
    const base64 = /(?:[\w+/=]|\s|\\n)*/y;
    base64.lastIndex = start;
    const body = close === -1 ? (base64.exec(text)?.[0] ?? '') : text.slice(start, close);
    after = start + body.length;
    found.push({ kind: 'private key', start, end: start + body.replace(/(?:\s|\\n)+$/, '').length, head: index });
  }
  return found;
}
