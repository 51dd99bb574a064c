import type { Engine } from '../filter/Target.ts';
import type { Source } from './Source.ts';

/** Something that somebody wants to keep a container from, or to get. */
export interface Intent {
  /** Stable and readable: it appears in links and tests. */
  id: string;
  /** For a reader: "a VSOCK socket". */
  words: string;
  /** Calls that do it, as parseCall reads them. */
  examples: readonly string[];
  /** The ways to it, the plainest first. */
  ways: readonly Way[];
  /** Of a call's own intent: the words of the table's intents that the call serves. */
  serves?: readonly string[];
}

/** One way to the same end, whatever the ABI. */
export interface Way {
  id: string;
  /** The calls that it takes, in order. */
  steps: readonly StepPattern[];
  /** What the kernel then does. */
  effect: string;
  /** What the filter can't see of it. */
  unseen?: string;
  /** The first kernel that has it, "5.19". */
  since?: string;
  /** Who says so, where it is not the list of all calls, syscalls(2). */
  sinceSource?: Source;
  /** What else may close it. */
  barriers: readonly Barrier[];
  sources: readonly Source[];
  /** The id of another way by the same call, with other arguments: this one counts where it gets further. */
  beside?: string;
}

/** A call of a way: as people write it, and what makes it this step. All other arguments may be anything. */
export interface StepPattern {
  /** As parseCall reads it; a constant that an ABI lacks makes the way one that the ABI doesn't have. */
  call: string;
  needs: readonly Need[];
}

/** What an argument must be. A constant's name has its value on each ABI; a number is the same everywhere. */
export interface Need {
  /** Where the argument stands on x86_64. */
  index: number;
  /** Its name there: where an ABI has it in another place, or doesn't have it, that counts. */
  parameter?: string;
  /** `is` and `isnt`: as the kernel reads it; `has`: all of these bits; `any`: one of them at least; `lacks`: none. */
  kind: 'is' | 'isnt' | 'has' | 'any' | 'lacks';
  value: string | bigint;
  /** The bits of it that the kernel reads, where its C type doesn't tell. */
  mask?: bigint;
}

/** Another layer that may refuse what the filter lets pass. */
export interface Barrier {
  layer: 'capability' | 'lsm' | 'sysctl' | 'kernel';
  words: string;
  /** One of these capabilities opens it. */
  capabilities?: readonly string[];
  /** It keeps a part of what the road gets, or asks in some cases only: the road is not closed where it stands. */
  inPart?: true;
  /** Whose own AppArmor or SELinux profile refuses it, and since which release of it; not for a container with `--privileged`. */
  denies?: { engine: Engine; since?: string };
  /** What needs no such call, as a whole sentence. */
  instead?: string;
  source: Source;
}
