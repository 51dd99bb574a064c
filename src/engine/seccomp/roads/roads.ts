import {
  ALL_BITS,
  ARCHITECTURES,
  type Arch,
  abisOn,
  architectureOf,
  type Call,
  isAtLeast,
  LOW_32,
  multiplexerOf,
  nameOf,
  parametersOf,
  parseCall,
} from '../../linux/index.ts';
import { decide, dependsOnArguments, type Filter } from '../filter/wholeCall.ts';
import { argumentAt, formatCall, halvesOf, intentOfCall, kernelBits } from './intentOfCall.ts';
import { type Barrier, barriersOn, type Intent, kernelFile, manual, type StepPattern, type Way } from './intents.ts';
import {
  type Road,
  type RoadBarrier,
  type RoadState,
  type RoadStep,
  reach,
  stateOf,
  type Variant,
  type WideArgument,
} from './reach.ts';

const SEEN = { 32: LOW_32, 64: ALL_BITS };

/** The step's plain call on an ABI; undefined where the ABI lacks the call, or one of its constants. */
function plainCall(arch: Arch, step: StepPattern): Call | undefined {
  const call = parseCall(step.call, arch).value;
  if (call === undefined || call.arch !== arch) return undefined;
  const name = nameOf(arch, call.syscall) ?? '';
  const args = call.args.map((_, index) => call.args[argumentAt(arch, name, index)] ?? 0n);
  return { arch, syscall: call.syscall, args };
}

/**
 * The filter's answers to one step on one ABI: first the plain call; where it is refused, the first of other arguments and of wide ones that gets further,
 * if one does. Empty where the ABI lacks the call.
 */
function takeStep(filter: Filter, arch: Arch, step: StepPattern): readonly RoadStep[] {
  const call = plainCall(arch, step);
  if (call === undefined) return [];
  const name = nameOf(arch, call.syscall) ?? '';
  const plain = answered(filter, call, 'plain');
  if (plain.state === 'open') return [plain];
  const compared = dependsOnArguments(filter, call);
  if (compared.length === 0) return [plain];
  const reached = (wide: boolean) => {
    const halves = halvesOf(arch, name, step.needs, wide);
    const found = halves && reach(filter, call, halves);
    return found && answered(filter, { ...call, args: found.args }, wide ? 'width' : 'arguments');
  };
  const narrow = reached(false);
  if (narrow?.state === 'open') return [plain, narrow];
  const wide = compared.some((index) => hasUnread(arch, name, index)) ? reached(true) : undefined;
  if (wide?.state === 'open') return [plain, wide];
  const dependent = [narrow, wide].find((answer) => answer?.state === 'depends');
  return dependent && plain.state !== 'depends' ? [plain, dependent] : [plain];
}

/** Whether the filter sees bits of an argument that the kernel doesn't read. Of x32 libseccomp compares 32 bits. */
function hasUnread(arch: Arch, name: string, index: number): boolean {
  return (SEEN[architectureOf(arch).bits] & ~kernelBits(arch, name, index)) !== 0n;
}

function answered(filter: Filter, call: Call, variant: Variant): RoadStep {
  const verdict = decide(filter, call);
  const wide = variant === 'width' ? wideArguments(call) : [];
  return { call, text: formatCall(call), verdict, state: stateOf(verdict.action), variant, wide };
}

function wideArguments({ arch, syscall, args }: Call): WideArgument[] {
  const name = nameOf(arch, syscall) ?? '';
  return args.flatMap((seen, index) => {
    const read = seen & kernelBits(arch, name, index);
    const parameter = parametersOf(arch, name)?.[index];
    if (read === seen || parameter === undefined) return [];
    const { type, name: called } = parameter;
    return [{ index, type, name: called, seen, read }];
  });
}

const STATES: readonly RoadState[] = ['open', 'depends', 'closed'];
const VARIANTS: readonly Variant[] = ['plain', 'arguments', 'width'];

/**
 * Every road to an intent, or to what a call does, with the filter's answer to each step: open ones first, the native ABI's first among them. What isn't
 * listed doesn't exist on the machine, or isn't known here: sockets handed over by another process, files of /proc, and other programs are no roads of these.
 */
export function roads(filter: Filter, asked: Intent | Call): readonly Road[] {
  const intent = 'ways' in asked ? asked : intentOfCall(asked);
  const found: Road[] = [];
  for (const way of withMultiplexers(intent)) {
    const known = found.filter((road) => road.way === way.beside);
    const further = roadsOfWay(filter, intent, way).filter((road) =>
      known.every((other) => other.arch !== road.arch || byState(road, other) < 0),
    );
    found.push(...further);
  }
  return found.sort(byState);
}

const byState = (a: Road, b: Road) => STATES.indexOf(a.state) - STATES.indexOf(b.state);

/** Each way, and behind it the one through a multiplexer; none twice. */
function withMultiplexers({ ways }: Intent): readonly Way[] {
  const all = ways.flatMap((way) => {
    const through = multiplexed(way, callOf(way.steps[0]));
    return through === undefined ? [way] : [way, through];
  });
  return all.filter(({ id }, at) => all.findIndex((way) => way.id === id) === at);
}

const callOf = (step: StepPattern | undefined) => /^\w+/.exec(step?.call ?? '')?.[0] ?? '';

function roadsOfWay(filter: Filter, intent: Intent, way: Way): readonly Road[] {
  const abis = machineAbis(filter);
  const found = abis.flatMap((arch) => roadsOnAbi(filter, intent, way, arch));
  if (way.steps.length < 2 || found.some(({ state }) => state === 'open')) return found;
  const mixed = way.steps.map((step) =>
    abis.flatMap((arch) => takeStep(filter, arch, step)).find(({ state }) => state === 'open'),
  );
  const steps = mixed.filter((step) => step !== undefined);
  return steps.length < way.steps.length ? found : [...found, roadOf(filter, intent, way, steps)];
}

/** The way on one ABI: with each step's first answer, and once more with others where these get further. */
function roadsOnAbi(filter: Filter, intent: Intent, way: Way, arch: Arch): readonly Road[] {
  const taken = way.steps.map((step) => takeStep(filter, arch, step));
  if (taken.some((answers) => answers.length === 0)) return [];
  const withAnswers = (at: 0 | -1) =>
    roadOf(
      filter,
      intent,
      way,
      taken.flatMap((answers) => answers.at(at) ?? []),
    );
  const plain = withAnswers(0);
  const further = withAnswers(-1);
  return byState(further, plain) < 0 ? [plain, further] : [plain];
}

function roadOf(filter: Filter, intent: Intent, way: Way, steps: readonly RoadStep[]): Road {
  const variant = VARIANTS.findLast((each) => steps.some((step) => step.variant === each)) ?? 'plain';
  const state = STATES.findLast((each) => steps.some((step) => step.state === each)) ?? 'closed';
  const abis = [...new Set(steps.map(({ call }) => call.arch))];
  const tokens = abis.map((abi) => architectureOf(abi).token).join('+');
  return {
    id: [way.id, tokens, ...(variant === 'plain' ? [] : [variant])].join(':'),
    intent: intent.id,
    way: way.id,
    arch: abis[0] ?? filter.target.arch,
    variant,
    state,
    steps,
    effect: way.effect,
    ...unseenOf(way, steps),
    barriers: [
      ...sinceBarrier(filter, way),
      ...barriersOn(way.barriers, filter.target).map((barrier) => standing(filter, barrier)),
    ],
    sources: way.sources,
  };
}

/** Where an ABI passes a structure in place of arguments, what they should be is in memory. */
function unseenOf({ steps: patterns, unseen }: Way, steps: readonly RoadStep[]): { unseen?: string } {
  if (unseen !== undefined) return { unseen };
  const inMemory = patterns.some(({ needs }, at) => {
    const { arch, syscall } = steps[at]?.call ?? {};
    const parameters =
      arch === undefined || syscall === undefined ? undefined : parametersOf(arch, nameOf(arch, syscall) ?? '');
    return parameters !== undefined && needs.some(({ index }) => index >= parameters.length);
  });
  return inMemory ? { unseen: 'On this ABI the call passes the address of its arguments, which are in memory.' } : {};
}

function sinceBarrier({ target }: Filter, { since, sinceSource }: Way): RoadBarrier[] {
  if (since === undefined) return [];
  const source = sinceSource ?? manual('syscalls');
  return [
    { layer: 'kernel', words: `Available since Linux ${since}.`, source, stands: !isAtLeast(target.kernel, since) },
  ];
}

function standing({ target }: Filter, barrier: Barrier): RoadBarrier {
  const { capabilities } = barrier;
  if (barrier.layer !== 'capability' || capabilities === undefined) return { ...barrier, stands: undefined };
  return { ...barrier, stands: !capabilities.some((capability) => target.capabilities.includes(capability)) };
}

/** The ABIs that a kernel of the target's machine runs, native first: those of the filter, and those it doesn't know. */
function machineAbis({ target, architectures }: Filter): readonly Arch[] {
  const alike = architectures.filter((arch) =>
    ARCHITECTURES.some((native) => {
      const run = abisOn(native.arch);
      return run.includes(arch) && run.includes(target.arch);
    }),
  );
  return [...new Set([...abisOn(target.arch), ...alike])];
}

/** ipc/syscall.c and net/socket.c: the multiplexers of the first 32-bit ABIs. */
const MULTIPLEXERS = {
  socketcall: {
    unseen: 'The arguments of the call are in memory: the filter sees only which call it is, and an address.',
    sources: [manual('socketcall'), kernelFile('net/socket.c', 'SYSCALL_DEFINE2(socketcall)')],
  },
  ipc: {
    unseen:
      'The upper half of the first argument is a version, which the kernel strips; the other arguments are in other registers.',
    sources: [manual('ipc'), kernelFile('ipc/syscall.c', 'SYSCALL_DEFINE6(ipc)')],
  },
};

/** The way through `socketcall` or `ipc` to a call that they multiplex; undefined for any other call. The ABI must have the multiplexer. */
function multiplexed(way: Way, name: string): Way | undefined {
  const through = multiplexerOf(name);
  if (through === undefined || way.steps.length > 1) return undefined;
  const { unseen, sources } = MULTIPLEXERS[through.name];
  const which = through.argument;
  const step: StepPattern = {
    call: `${through.name}(${which})`,
    needs: [{ index: 0, kind: 'is', value: which }],
  };
  return {
    ...way,
    id: through.name,
    steps: [step],
    effect: `The kernel does what ${name} does.`,
    unseen,
    sources,
  };
}
