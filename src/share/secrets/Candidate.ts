/** What a value looks like that nobody else should read. */
export type SecretKind = 'password' | 'token' | 'API key' | 'access key' | 'private key' | 'secret';

/** A value that looks like a secret, by its offsets in the text. */
export interface Candidate {
  kind: SecretKind;
  start: number;
  end: number;
  /** Where the line is that tells it, if not where it begins: the head of a block. */
  head?: number;
}
