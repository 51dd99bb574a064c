import type { Arch } from '../../../engine/linux/index.ts';
import type { Diagnostic, Edit } from '../../../engine/text/index.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { CallSurvey, Count } from './CallSurvey.ts';

/**
 * How an answer stands to the text in the field. `partial`: the runtime refuses the text as it is, the answer is for what can
 * be read of it. `loading`: the calls of some architecture are being loaded. `stale`: it is from an older text or target. `none`: no text gave a
 * filter yet.
 */
export type Status = 'exact' | 'partial' | 'loading' | 'stale' | 'none';

/** What the profile holds, counted. */
export interface Contents {
  names: number;
  rules: number;
  /** Some rule is for some containers or architectures only, or the architectures are by machine: the OCI's format has none of that. */
  gated: boolean;
  /** The ABIs of the filter; empty where there is none. */
  abis: readonly Arch[];
  /** Those of the container that the text is of; undefined for a profile alone. */
  capabilities: readonly string[] | undefined;
}

/** All that is shown about a text and a target, whichever call is asked about. */
export interface Reading {
  status: Status;
  /** The ABIs of the filter whose tables are not loaded where the answer was worked out; with any, `status` is loading. */
  missing: readonly Arch[];
  problems: readonly Diagnostic[];
  contents: Contents | undefined;
  /** Whether a container starts under the text's profile, by runtime; undefined where an older text answers. */
  starts: StartsShown | undefined;
  /** How many of the native ABI's calls get which verdict; undefined where no filter answers. */
  counts: readonly Count[] | undefined;
  calls: CallSurvey | undefined;
}

/** Whether a container starts under the profile. */
export interface StartShown {
  /** `deny`: never; `depends`: not in every start, or not as every user. */
  tone: 'allow' | 'deny' | 'depends';
  title: Phrase;
  /** Which calls the runtime still makes that the profile refuses, if any, then what else there is to know. */
  why: readonly Phrase[];
  fix: { label: string; edits: readonly Edit[] } | undefined;
}

/** What an engine starts a container with. */
export type StartRuntime = 'runc' | 'crun';

/** The same with each runtime; one is left out where nothing is known of its start. */
export type StartsShown = Partial<Record<StartRuntime, StartShown>>;

/** The verdict card. */
export interface Answered {
  tone: Tone;
  headline: string;
  /** "clone, call 56 of x86_64". */
  asked: string;
  sees: Phrase;
  why: Phrase;
  outcomes: readonly Outcome[];
  /** Sets of capabilities, each of which would bring in a rule that names the call and is for containers that have them. */
  lacking: readonly (readonly string[])[];
}

/** The answer to a question, or what is wrong with the question. */
export interface AskResult {
  answered: Answered | undefined;
  problems: readonly Diagnostic[];
}

/** One of several answers, and for which arguments it is given. */
export interface Outcome {
  tone: Tone;
  word: string;
  when: Phrase;
}

/** The answer about one call. */
export interface CallReply extends AskResult {
  /** The lines of the text that decided, and the one of them to bring into view. */
  litLines: readonly number[];
  lineToShow: number | undefined;
}

/** What the engine answers: only what is shown crosses from the worker, never a profile or a filter, which can be large. */
export interface Reply {
  turn: number;
  /** Undefined where the question asked for nothing of it. */
  reading: Reading | undefined;
  call: CallReply;
}

/** Whether a question could not be read for want of an ABI's calls. */
export const lacksTables = (problems: Reply['call']['problems']): boolean =>
  problems.some(({ code }) => code === 'architecture-loading');
