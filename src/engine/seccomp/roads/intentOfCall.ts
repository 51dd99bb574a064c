import { type Call, constantValue, nameOf, parametersOf } from '../../linux/index.ts';
import { formatCall } from './formatCall.ts';
import type { Intent, Need, StepPattern, Way } from './Intent.ts';
import { intents, socketIntent } from './intents.ts';
import { argumentAt, kernelBits } from './kernelBits.ts';
import { callPage } from './Source.ts';

/**
 * What a call does, as an intent: the call itself with the arguments that were given, on every ABI, and the other ways of the table's most
 * particular intents that it serves, that by the same call with other arguments among them. Arguments that weren't given may be anything.
 */
export function intentOfCall(call: Call): Intent {
  const name = nameOf(call.arch, call.syscall) ?? String(call.syscall);
  const words = formatCall(call).replace(/^[^:]*: /, '');
  const served = servedBy(call, name);
  const known = served.flatMap(({ ways }) => ways).find(({ id }) => id === name);
  const same = sameCall(call, name, words, known);
  const ways = new Map([[same.id, same]]);
  for (const { id: end, ways: others } of served) {
    for (const way of others) {
      const { id: beside } = way;
      // Two ends may be had by one call, with arguments of their own.
      const id = `${beside}-to-${end}`;
      if (ways.has(beside)) ways.set(id, { ...way, id, beside });
      else ways.set(beside, way);
    }
  }
  return {
    id: words,
    words,
    examples: [formatCall(call)],
    ways: [...ways.values()],
    serves: served.map((intent) => intent.words),
  };
}

/** The call with its arguments as given; `known` is the table's way by the same call, if it has one. */
function sameCall(call: Call, name: string, words: string, known: Way | undefined): Way {
  const parameters = parametersOf(call.arch, name);
  const needs = call.args.flatMap((value, index): Need | [] => {
    if (call.leftOut?.includes(index)) return [];
    const parameter = parameters?.[index]?.name;
    return { index, kind: 'is', value, ...(parameter !== undefined && { parameter }) };
  });
  const nameless = nameOf(call.arch, call.syscall) === undefined;
  return {
    id: name,
    // A number without a name is another call on another ABI.
    steps: [{ call: nameless ? formatCall(call) : words, needs }],
    effect: known?.effect ?? 'The kernel does the same on every ABI.',
    barriers: known?.barriers ?? [],
    sources: known?.sources ?? (nameless ? [] : [callPage(name)]),
  };
}

/** The intents of the table that the call serves, those alone that ask most of its arguments. */
function servedBy(call: Call, name: string): readonly Intent[] {
  const family = name === 'socket' && call.args.length > 0 ? BigInt.asUintN(32, call.args[0] ?? 0n) : undefined;
  const anyOfFamily = family === undefined ? [] : [socketIntent(family)];
  const known = [...intents(), ...anyOfFamily];
  const served = known.flatMap((intent) =>
    intent.ways.flatMap(({ steps: [step, more] }) =>
      step === undefined || more !== undefined || !fulfils(call, name, step)
        ? []
        : [{ intent, asked: step.needs.length }],
    ),
  );
  const most = Math.max(...served.map(({ asked }) => asked));
  const closest = [...new Set(served.filter(({ asked }) => asked === most).map(({ intent }) => intent))];
  // A family that the table has by name is not told of a second time.
  const named = closest.filter((intent) => !anyOfFamily.includes(intent));
  const left = named.length > 0 ? named : closest;
  // A call that is a means to many ends (io_uring_setup) is asked about for its own.
  const own = left.filter(({ examples }) => examples.some((example) => /^\w+/.exec(example)?.[0] === name));
  return own.length > 0 ? own : left;
}

/** Whether a call is the step: its name, and the arguments as the kernel reads them. Arguments left out are 0. */
export function fulfils({ arch, args }: Call, name: string, { call, needs }: StepPattern): boolean {
  if (/^\w+/.exec(call)?.[0] !== name) return false;
  return needs.every(({ index, kind, value, mask }) => {
    const at = argumentAt(arch, name, index);
    const read = mask ?? kernelBits(arch, name, at);
    const wanted = typeof value === 'bigint' ? value : constantValue(value, arch);
    if (wanted === undefined) return false;
    const given = (args[at] ?? 0n) & read;
    const bits = wanted & read;
    if (kind === 'is' || kind === 'isnt') return (given === bits) === (kind === 'is');
    if (kind === 'has') return (given & bits) === bits;
    return ((given & bits) === 0n) === (kind === 'lacks');
  });
}
