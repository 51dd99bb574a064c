import type { Layer } from '../../../engine/idmap/index.ts';
import type { Secret, SecretKind } from '../../../share/secretsIn.ts';
import { listed, type Phrase } from '../../../ui/Phrase.ts';

/** What is said of the values that look like secrets, and the button that masks them. */
export interface SecretWords {
  says: Phrase;
  button: string;
}

/** More lines than these are counted. */
const MOST_NAMED = 4;

/** Which lines hold something secret, what follows from it, and what to do. */
export function secretWords(secrets: readonly Secret[]): SecretWords | undefined {
  const [first] = secrets;
  if (!first) return undefined;
  const lines = [...new Map(secrets.map((secret) => [secret.line, secret])).values()];
  const more = lines.length - MOST_NAMED;
  const named = lines.slice(0, MOST_NAMED).map(({ line, start }): Phrase => [{ line, offset: start }]);
  const places = listed(more > 0 ? [...named, [`${more} more lines`]] : named);
  const isOne = secrets.length === 1;
  return {
    says: [
      ...(isOne
        ? ['A value on ', ...places, ` looks like ${KINDS[first.kind]}.`]
        : ['Values on ', ...places, ` look like ${manyOf(secrets)}.`]),
      ` Replace ${isOne ? 'it' : 'them'} to get a link. Until then, this page does not save the text: a reload loses it.`,
    ],
    button: isOne ? 'Replace it with ***' : 'Replace them with ***',
  };
}

const KINDS: Readonly<Record<SecretKind, string>> = {
  password: 'a password',
  token: 'a token',
  'API key': 'an API key',
  'access key': 'an access key',
  'private key': 'a private key',
  secret: 'a secret',
};

function manyOf(secrets: readonly Secret[]): string {
  const [kind, ...others] = new Set(secrets.map((secret) => secret.kind));
  return kind === undefined || others.length > 0 ? 'secrets' : `${kind}s`;
}

/** Who said no, in a word. */
export const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  seccomp: 'seccomp filter',
  capability: 'capability',
  'id-map': 'ID map',
  subid: '/etc/subuid',
  'file-mode': 'file permissions',
  lsm: 'AppArmor or SELinux',
  cgroup: 'cgroup',
  runtime: 'runtime',
  engine: 'engine',
  kernel: 'kernel',
  unknown: 'layer unknown',
};
