import type { Arch, Call } from '../../linux/index.ts';
import type { Verdict } from '../filter/Verdict.ts';
import type { Barrier } from './Intent.ts';
import type { Source } from './Source.ts';

/**
 * 'open': the filter lets it pass; 'closed': it refuses it whatever the arguments that are left free; 'depends': a tracer or an agent decides,
 * or there are more conditions than could be searched.
 */
export type RoadState = 'open' | 'closed' | 'depends';

/** 'plain': as people write it; 'arguments': with other values in arguments that don't matter; 'width': with bits set that the kernel doesn't read. */
export type Variant = 'plain' | 'arguments' | 'width';

/** One way to an intent on one ABI, with the filter's answer to each of its calls. */
export interface Road {
  /** "socketcall:x86", "socket:x86_64:width". */
  id: string;
  intent: string;
  way: string;
  /** The ABI of its first call. */
  arch: Arch;
  variant: Variant;
  state: RoadState;
  steps: readonly RoadStep[];
  effect: string;
  unseen?: string;
  barriers: readonly RoadBarrier[];
  sources: readonly Source[];
}

export interface RoadStep {
  call: Call;
  /** The call as parseCall reads it, with the ABI: "x86: socketcall(SYS_SOCKET)". */
  text: string;
  verdict: Verdict;
  state: RoadState;
  variant: Variant;
  /** In a 'width' step: the arguments of which the filter reads more bits than the kernel. */
  wide: readonly WideArgument[];
}

export interface WideArgument {
  index: number;
  name: string;
  /** The C type, without which nobody knows why. */
  type: string;
  seen: bigint;
  read: bigint;
}

/** A layer other than the filter, for one target. */
export interface RoadBarrier extends Barrier {
  /** Whether it stands for this target; undefined where the target doesn't tell. */
  stands: boolean | undefined;
}
