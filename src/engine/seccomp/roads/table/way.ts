import { isAtLeast } from '../../../linux/index.ts';
import type { Barrier, Intent, Need, StepPattern, Way } from '../Intent.ts';
import { callPage, kernelFile, kernelPage, manual, type Source } from '../Source.ts';

// The words that the tables of this folder are written in.

type Value = string | bigint;

/** The argument, as the kernel reads it, is this value. `mask`: these bits of it. */
// @__NO_SIDE_EFFECTS__
export const is = (index: number, value: Value, mask?: bigint): Need => need('is', index, value, mask);
// @__NO_SIDE_EFFECTS__
export const isnt = (index: number, value: Value): Need => need('isnt', index, value);
/** The argument has all of these bits. */
// @__NO_SIDE_EFFECTS__
export const has = (index: number, value: Value): Need => need('has', index, value);
/** The argument has one of these bits at least. */
// @__NO_SIDE_EFFECTS__
export const any = (index: number, value: Value): Need => need('any', index, value);
/** The argument has none of these bits. */
// @__NO_SIDE_EFFECTS__
export const lacks = (index: number, value: Value): Need => need('lacks', index, value);

// @__NO_SIDE_EFFECTS__
function need(kind: Need['kind'], index: number, value: Value, mask?: bigint): Need {
  return { kind, index, value, ...(mask !== undefined && { mask }) };
}

/** One call as people write it, and what of its arguments counts. */
// @__NO_SIDE_EFFECTS__
export function step(call: string, ...needs: Need[]): StepPattern {
  return { call, needs };
}

type Extra = Partial<Pick<Way, 'id' | 'unseen' | 'since' | 'sinceSource' | 'barriers' | 'sources'>>;

/** A way of some steps; its id is the first call's name, and its source that call's page of the manual, unless said otherwise. */
// @__NO_SIDE_EFFECTS__
export function way(steps: StepPattern | readonly StepPattern[], effect: string, extra: Extra = {}): Way {
  const all = 'call' in steps ? [steps] : steps;
  const name = /^\w+/.exec(all[0]?.call ?? '')?.[0] ?? '';
  return { id: name, steps: all, effect, barriers: [], sources: [callPage(name)], ...extra };
}

/** A way by an operation of io_uring: the kernel does it without a call, so no filter is asked (io_uring_setup(2)). */
// @__NO_SIDE_EFFECTS__
export function ring(operation: string, since: string, barriers: readonly Barrier[] = []): Way {
  return way(
    [step('io_uring_setup(1)'), step('io_uring_enter(3, 1)')],
    `The kernel runs ${operation} from the ring; no filter sees it.`,
    {
      id: 'io_uring',
      unseen: 'The operation is in memory, and no call is made for it.',
      since,
      sinceSource: manual(since === RINGS ? 'syscalls' : 'io_uring_enter'),
      barriers: [RING_DISABLED, ...barriers],
      sources: [manual('io_uring_enter'), manual('io_uring_setup')],
    },
  );
}

/** The same without io_uring_enter: a thread of the kernel looks for operations by itself. */
// @__NO_SIDE_EFFECTS__
export function polledRing(operation: string, since: string, barriers: readonly Barrier[] = []): Way {
  return {
    ...(isAtLeast(since, FREELY_POLLED)
      ? ring(operation, since, barriers)
      : { ...ring(operation, POLLED, [POLLING, ...barriers]), sinceSource: manual('io_uring_setup') }),
    id: 'io_uring_sqpoll',
    steps: [step('io_uring_setup(1)')],
    effect: `With IORING_SETUP_SQPOLL a kernel thread runs ${operation} from the ring without a further call.`,
    unseen: 'The flag and the operation are in memory.',
  };
}

/** Both. */
// @__NO_SIDE_EFFECTS__
export const rings = (operation: string, since: string, barriers: readonly Barrier[] = []): readonly Way[] => [
  ring(operation, since, barriers),
  polledRing(operation, since, barriers),
];

/** The first kernels with rings, with a polling thread that takes files that weren't registered, and with one for everybody (io_uring_setup(2)). */
const RINGS = '5.1';
const POLLED = '5.11';
const FREELY_POLLED = '5.13';

const POLLING: Barrier = {
  layer: 'capability',
  words: 'Before Linux 5.13 the kernel requires CAP_SYS_NICE.',
  source: manual('io_uring_setup'),
};

const RING_DISABLED: Barrier = {
  layer: 'sysctl',
  words: 'With kernel.io_uring_disabled above 0, the kernel refuses new rings (Linux 6.6).',
  source: kernelPage('admin-guide/sysctl/kernel', 'io-uring-disabled'),
};

/** The capability that the kernel asks for. */
// @__NO_SIDE_EFFECTS__
export function capability(name: string, source: Source = manual('capabilities', 7), words = ''): Barrier {
  return {
    layer: 'capability',
    words: words === '' ? `The kernel requires ${name}.` : words,
    capabilities: [name],
    source,
  };
}

/** The capability that the kernel asks for in some cases only, or for a part of what the road gets. */
// @__NO_SIDE_EFFECTS__
export function inPart(barrier: Barrier): Barrier {
  return { ...barrier, inPart: true };
}

/** A sysctl that can refuse it. */
// @__NO_SIDE_EFFECTS__
export function sysctl(words: string, source: Source): Barrier {
  return { layer: 'sysctl', words, source };
}

/** AppArmor or SELinux. */
// @__NO_SIDE_EFFECTS__
export function lsm(words: string, source: Source): Barrier {
  return { layer: 'lsm', words, source };
}

/** What an engine's own AppArmor or SELinux profile refuses. */
// @__NO_SIDE_EFFECTS__
export function denied(
  denies: NonNullable<Barrier['denies']>,
  words: string,
  source: Source,
  instead?: string,
): Barrier {
  return { ...lsm(words, source), denies, ...(instead !== undefined && { instead }) };
}

export { kernelFile, kernelPage, manual };

/** Rows of a table, made in a call that may be left out: a bundle that asks for no roads carries none. */
// @__NO_SIDE_EFFECTS__
export function table(rows: () => readonly Intent[]): readonly Intent[] {
  return rows();
}
