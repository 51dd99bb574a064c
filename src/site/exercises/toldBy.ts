import type { Outcome } from '../../islands/exercise/state/Exercise.ts';

/** What tells an outcome from the others, as inline Markdown: its lines and its release; '' where the map in the output does. */
export function toldBy({ lines = [], release, checks }: Pick<Outcome, 'lines' | 'release' | 'checks'>): string {
  if (checks !== undefined) return '';
  const { of, since, before } = release ?? {};
  return [
    ...lines.map((line) => `\`${line}\``),
    ...(since === undefined ? [] : [`${of} ${since} or newer`]),
    ...(before === undefined ? [] : [`${of} before ${before}`]),
  ].join(' and ');
}
