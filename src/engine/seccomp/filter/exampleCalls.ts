import { type Call, registerBits } from '../../linux/index.ts';
import { decide, locate } from './decide.ts';
import type { Filter } from './Filter.ts';
import { canHold, valueThatHolds } from './libseccomp/canHold.ts';
import { type Halves, waysThrough } from './libseccomp/reachableAnswers.ts';
import { dependsOnArguments, halvesOf, type PartCall } from './outcomes.ts';
import type { Verdict } from './Verdict.ts';

/** A whole call that gets a verdict. */
export interface ExampleCall {
  call: Call;
  verdict: Verdict;
}

/** One call for each answer that a call may get, and whether these are all the answers. */
export interface ExampleCalls {
  /** The first is the one whose unknown arguments are all 0. */
  examples: readonly ExampleCall[];
  /** False where a call has hundreds of conditions, and the search ended before it had tried all. */
  isWhole: boolean;
}

/** For each answer of the filter's to a call with unknown arguments, values of these that get it, 0 where that is as good as any. */
export function exampleCalls(filter: Filter, call: PartCall): ExampleCalls {
  const compared = dependsOnArguments(filter, call);
  const first = exampleOf(filter, wholeCall(call, new Map(), compared));
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return { examples: [first], isWhole: true };
  const examples = new Map([[keyOf(first), first]]);
  const known = new Map([...upperHalves(call), ...halvesOf(call.args)]);
  for (const way of waysThrough(found.entry.program, known, canHold)) {
    if (way === undefined) return { examples: [...examples.values()], isWhole: false };
    const example = exampleOf(filter, wholeCall(call, way.known, compared));
    if (!examples.has(keyOf(example))) examples.set(keyOf(example), example);
  }
  return { examples: [...examples.values()], isWhole: true };
}

const exampleOf = (filter: Filter, call: Call): ExampleCall => ({ call, verdict: decide(filter, call) });

const keyOf = ({ verdict: { action, data, rule } }: ExampleCall) =>
  [action, data, rule?.index, rule?.nameSpan?.start].join(' ');

/** A register of 32 bits has no upper half: the kernel hands it to the filter as 0 (include/linux/syscalls.h, asm/syscall.h). */
function upperHalves({ arch }: PartCall): Halves {
  if (registerBits(arch) === 64) return new Map();
  const isZero = { op: 'EQ', mask: 0xffffffff, datum: 0, held: true } as const;
  return new Map([0, 1, 2, 3, 4, 5].map((index) => [2 * index + 1, [isZero]]));
}

/** The call with values that agree with what is known; those that are not known, are 0, and don't count, are left out. */
function wholeCall({ arch, syscall, args }: PartCall, known: Halves, compared: readonly number[]): Call {
  const halfValue = (half: number) => BigInt(valueThatHolds(known.get(half) ?? []) ?? 0);
  const values = [0, 1, 2, 3, 4, 5].map(
    (index) => args[index] ?? halfValue(2 * index) | (halfValue(2 * index + 1) << 32n),
  );
  const isSaid = (index: number) => args[index] !== undefined || values[index] !== 0n || compared.includes(index);
  const given = values.slice(0, values.findLastIndex((_, index) => isSaid(index)) + 1);
  const leftOut = given.flatMap((_, index) => (isSaid(index) ? [] : [index]));
  return { arch, syscall, args: given, ...(leftOut.length > 0 && { leftOut }) };
}
