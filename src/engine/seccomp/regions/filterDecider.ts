import { architectureOf, WORD_BITS } from '../../linux/index.ts';
import { returnValueOf } from '../filter/answers.ts';
import { BAD_ARCH } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { type Accumulator, isBlock, type Target } from '../filter/libseccomp/Block.ts';
import { accumulatorIn } from '../filter/libseccomp/walk.ts';
import { type NumberRange, numberRanges } from '../filter/numberRanges.ts';
import { ARCHITECTURE, type Decider, NUMBER, type Place } from './Decider.ts';

/** A filter as `decide` answers: by the ranges of numbers that arrive at one place, then by libseccomp's comparisons of arguments. */
export function filterDecider(filter: Filter): Decider {
  const architectures = [...new Set([...filter.branches.keys()].map((arch) => architectureOf(arch).auditArch))];
  const ranges = architectures.map((auditArch) => joined(filter, auditArch));
  const byDefault = returnValueOf(filter.defaultAnswer);
  const off = { answer: returnValueOf({ action: 'ALLOW', data: 0 }) };
  return () => (filter.off ? off : ofArchitecture(0));

  function ofArchitecture(at: number): Place {
    const datum = architectures[at];
    if (datum === undefined) return { answer: BAD_ARCH };
    const go = (held: boolean) => (held ? among(ranges[at] ?? []) : ofArchitecture(at + 1));
    return { part: ARCHITECTURE, mask: WORD_BITS, op: 'EQ', datum, go };
  }

  function among(ranges: readonly NumberRange[]): Place {
    const middle = ranges.length >> 1;
    const [range] = ranges;
    if (range === undefined || middle === 0) return range === undefined ? { answer: BAD_ARCH } : located(range);
    const datum = ranges[middle]?.first ?? 0;
    const go = (held: boolean) => among(held ? ranges.slice(middle) : ranges.slice(0, middle));
    return { part: NUMBER, mask: WORD_BITS, op: 'GE', datum, go };
  }

  function located({ located }: NumberRange): Place {
    if ('verdict' in located) return { answer: returnValueOf(located.verdict) };
    return behind(located.entry?.program, { half: 0, mask: 0 });
  }

  function behind(target: Target, loaded: Accumulator): Place {
    if (!isBlock(target)) return { answer: target?.action ?? byDefault };
    const { half, mask } = accumulatorIn(target, loaded);
    const { op, datum } = target.node;
    const go = (held: boolean) => behind(held ? target.ifTrue : target.ifFalse, { half, mask });
    return { part: half, mask, op: op === 'MASKED_EQ' ? 'EQ' : op, datum, go };
  }
}

/** Neighbours that get one answer whatever their arguments are one range. */
function joined(filter: Filter, auditArch: number): readonly NumberRange[] {
  const ranges: NumberRange[] = [];
  for (const range of numberRanges(filter, auditArch)) {
    const before = ranges.at(-1);
    const key = keyOf(range);
    if (before !== undefined && key !== undefined && key === keyOf(before)) before.last = range.last;
    else ranges.push({ ...range });
  }
  return ranges;
}

function keyOf({ located }: NumberRange): number | 'default' | undefined {
  if ('verdict' in located) return returnValueOf(located.verdict);
  const program = located.entry?.program;
  return isBlock(program) ? undefined : (program?.action ?? 'default');
}
