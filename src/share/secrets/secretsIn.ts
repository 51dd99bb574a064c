import { type Span, sourceText, spanAt } from '../../engine/text/index.ts';
import type { Candidate, SecretKind } from './Candidate.ts';
import { formedSecrets } from './formedSecrets.ts';
import { isPlaceholder } from './isPlaceholder.ts';
import { namedSecrets } from './namedSecrets.ts';

/** A value in a text that looks like a secret, and the line that tells it. */
export interface Secret extends Span {
  kind: SecretKind;
}

export type { SecretKind };

/** What stands in the place of a secret. */
export const MASK = '***';

/** The values in a text that look like passwords, tokens or keys, in its order: what a link must not carry. */
export function secretsIn(text: string): Secret[] {
  const found = candidates(text);
  if (found.length === 0) return [];
  const source = sourceText(text);
  return found.map(({ kind, start, end, head = start }) => ({
    ...{ kind, start, end },
    line: spanAt(source, head, head).line,
    column: spanAt(source, head, head).column,
  }));
}

/** The text with a mask in the place of each secret; everything else stays as it is. */
export function masked(text: string): string {
  let from = 0;
  const parts = candidates(text).map(({ start, end }) => {
    const before = text.slice(from, start);
    from = end;
    return before + MASK;
  });
  return parts.join('') + text.slice(from);
}

function candidates(text: string): Candidate[] {
  const found = [...namedSecrets(text), ...formedSecrets(text)]
    .filter(({ start, end }) => end > start && !isPlaceholder(text.slice(start, end)))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const apart: Candidate[] = [];
  for (const candidate of found) {
    const last = apart.at(-1);
    if (last === undefined || candidate.start >= last.end) apart.push({ ...candidate });
    else last.end = Math.max(last.end, candidate.end);
  }
  return apart;
}
