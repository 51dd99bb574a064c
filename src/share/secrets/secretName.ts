import type { SecretKind } from './Candidate.ts';

/** Which words at the end of a name tell of what is no secret itself. */
const ABOUT =
  /^(?:audience|authentication|backend|count|dir|driver|enabled|endpoint|expir\w*|files?|helper|issuer|length|limit|manager|max|min|names?|namespace|path|policy|provider|ref|required|seconds|size|stdin|store|ttl|type|ur[il]|version)$/;

/** Credentials of a systemd unit by the file that has them: systemd.exec(5). */
const BY_FILE = /^(?:load|import)credential/i;

const KINDS: readonly (readonly [pattern: RegExp, kind: SecretKind])[] = [
  [/pass(?:word|wd|phrase)( |$)/, 'password'],
  [/api ?key( |$)/, 'API key'],
  [/access ?key( |$)/, 'access key'],
  [/private ?key( |$)/, 'private key'],
  [/token( |$)/, 'token'],
  [/(?:secret|credentials?)( |$)/, 'secret'],
];

/** What the value of this name is: of `MYSQL_ROOT_PASSWORD` and `dbPassword` a password; undefined for `POSTGRES_PASSWORD_FILE`, `tokenizer` and `max_tokens`. */
export function secretName(name: string): SecretKind | undefined {
  const words = name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  if (ABOUT.test(words.at(-1) ?? '') || BY_FILE.test(name)) return undefined;
  const spoken = words.join(' ');
  return KINDS.find(([pattern]) => pattern.test(spoken))?.[1];
}
