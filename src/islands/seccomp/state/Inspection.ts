import type { Finding, OfferKind, Road, Runtime, Source } from '../../../engine/seccomp/index.ts';
import type { Edit } from '../../../engine/text/index.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { Answered } from './Reply.ts';
import type { StackRange } from './State.ts';

/** What was found; nothing where the text gives no filter. */
export interface Inspection {
  turn: number;
  /** Undefined where the question names no call. */
  roads: RoadsShown | undefined;
  /** Undefined where that call is not refused, or nothing would help. */
  offers: OffersShown | undefined;
  /** Undefined where there is no trace. */
  trace: TraceShown | undefined;
  /** Undefined where they weren't asked for. */
  findings: readonly Finding[] | undefined;
}

/** The calls of a road without their ABI, one after the other, and the first as the ask box reads it. */
export interface RoadCalls {
  /** "socketcall(SYS_SOCKET)". */
  steps: readonly string[];
  ask: string;
}

/** The same road on each ABI where the filter answers alike; of blocked ones, all that are blocked alike on the same ABIs. */
export interface RoadGroup {
  id: string;
  /** 'stopped': the filter lets it pass, and another layer is known to refuse it for this target. */
  state: Road['state'] | 'stopped';
  /** "x86_64, x86 and x32". */
  abis: string;
  /** One, or several that are blocked alike. */
  calls: readonly RoadCalls[];
  /** The action and what of the profile decided it. */
  answer: Phrase;
  /** What else is to be known of a road that isn't closed: what it gets, what the filter can't see of it, what another layer refuses here. */
  notes: readonly Phrase[];
  sources: readonly Source[];
}

/** The roads to what a call does, as they are shown. */
export interface RoadsShown {
  /** What the call gets, in the words of the intents that it serves: "a new user namespace, …". */
  ends: readonly string[];
  /** How many roads there are, how many of them the filter lets pass, and how many of these another layer is known to stop. */
  count: number;
  open: number;
  stopped: number;
  /** How many of those that nothing is known to stop AppArmor or SELinux may deny. */
  denied: number;
  /** The call itself is refused, so that what passes is a way round the refusal; ENOSYS sends programs another way. */
  refused: boolean;
  groups: readonly RoadGroup[];
  /** Other layers that may close roads which the filter lets pass: the target doesn't tell. */
  others: readonly OtherLayer[];
}

/** A layer that may close some of the roads. */
export interface OtherLayer {
  /** The calls whose roads it may close, each once; none where it may close all that are listed as open. */
  calls: readonly string[];
  words: string;
  source: Source;
}

/** A change that helps a refused call, as it is shown. */
export interface OfferShown {
  kind: OfferKind;
  /** What the button says. */
  button: Phrase;
  /** What it does, and what else. */
  does: Phrase;
  edits: readonly Edit[];
  capabilities: readonly string[];
}

/** What can be done about a refused call. */
export interface OffersShown {
  /** What no profile changes; empty where nothing is known. */
  required: Phrase;
  /** What of it stands behind a filter that allows the call: "but the kernel requires CAP_SYS_ADMIN". */
  but: string;
  /** What the kernel requires that the container lacks. */
  lacking: readonly string[];
  /** AppArmor or SELinux may deny the call. */
  denied: boolean;
  items: readonly OfferShown[];
}

/** What the filter makes of a trace that was pasted. */
export interface TraceShown {
  /** `depends`: the filter allows all, and the kernel requires more. */
  tone: 'allow' | 'deny' | 'depends';
  title: string;
  /** The refused calls, each with the line to ask about. */
  refused: readonly { name: string; line: string }[];
  /** What no profile changes, and what the button does. */
  notes: readonly Phrase[];
  fix: { label: string; edits: readonly Edit[] } | undefined;
}

/** How one stack answers the question. */
export interface StackAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** Its name. */
  stack: string;
}

/** How the profile answers where it comes from. */
export interface OwnersAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** What answers so: a stack, or a runtime with its release. */
  label: string;
  /** What the answer in sight was computed with, and why that may be another. */
  why: string;
  /** What asks there: the message to the model. */
  choose: { kind: 'stack'; id: string } | { kind: 'runtime'; runtime: Runtime; release: string };
}

/** How each stack answers the question of that turn; none where the question names no call. */
export interface StackAnswers {
  turn: number;
  of: StackRange;
  stacks: readonly StackAnswer[];
  /** Undefined where the profile is asked where it comes from, or comes from nowhere. */
  owner?: OwnersAnswer;
  /** The kernel that first had the call, where the target's is older. */
  lackedBefore?: string;
}
