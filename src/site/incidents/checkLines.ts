import type { WayNeeds } from '../../islands/incidents/state/Needs.ts';
import { stepsOf } from '../../islands/incidents/worker/wayAnswer.ts';

/** What a vulnerability needs as lines of checks that can be pasted: each way under a comment, and beside a call those that do as well. */
export function checkLines(ways: readonly WayNeeds[]): string {
  const many = ways.length > 1;
  return ways
    .map((way, at) =>
      [...(headOf(way, many, at) ?? []), ...stepsOf(way).map((calls) => stepLine(calls, way.with))].join('\n'),
    )
    .join('\n');
}

function headOf({ through, with: held }: WayNeeds, many: boolean, at: number): [string] | undefined {
  const what =
    through === undefined ? held.length > 0 && `with ${held.join(' and ')}` : 'in a user namespace of its own';
  const lead = many && at > 0 ? 'or ' : '';
  if (what) return [`# ${lead}${what}`];
  return many ? [`# ${lead}by this call`] : undefined;
}

function stepLine([call = '', ...others]: readonly string[], held: readonly string[]): string {
  const line = [call, ...held.map((each) => `with ${each}`)].join(' ');
  return others.length === 0
    ? line
    : `${line}\n#   or ${others.map((each) => each.replace(/ -> allow$/, '')).join(', ')}`;
}
