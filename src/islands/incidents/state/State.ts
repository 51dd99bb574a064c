import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { IncidentsLink } from '../../../share/incidentsLink.ts';

/** One way to a vulnerability: all of its calls, in a user namespace of its own or with capabilities of the container's. */
export interface WayNeeds {
  through?: 'user-namespace' | undefined;
  with: readonly string[];
  /** Each is a line of checks, `keyctl -> allow`, or several of which one is enough. */
  calls: readonly (string | readonly string[])[];
}

/** What a vulnerability takes, in the language of checks. */
export interface Needs {
  /** cve-2022-0185 */
  id: string;
  /** A kernel that has the hole, where a profile answers for older kernels in another way. */
  kernel?: string | undefined;
  /** Any one is enough; none: no call of the container's takes part. */
  ways: readonly WayNeeds[];
}

export type Stopper = 'seccomp' | 'user-namespace' | 'capability' | 'lsm' | 'other' | 'nothing';

/** A vulnerability as the table lists it. */
export interface Incident extends Needs {
  title: string;
  /** What people call it. */
  name?: string | undefined;
  /** 2022-01-18 */
  date: string;
  /** What stopped it, by the sources. */
  stopped: readonly Stopper[];
}

/**
 * What a profile makes of a vulnerability. `refused`: each way takes a call that the filter refuses. `allowed`: one way's calls all pass. `capability`: they
 * pass, but the container lacks the capability that the kernel requires. `unclear`: more conditions than can be tried. `unasked`: no call takes part.
 */
export type IncidentState = 'refused' | 'allowed' | 'capability' | 'unclear' | 'unasked';

/** A call and what the filter answers, as a noun phrase. */
export interface CallTold {
  call: string;
  found: string;
  isAllowed: boolean;
}

export interface IncidentAnswer {
  id: string;
  state: IncidentState;
  /** Of each way the call that closes it; or all calls of the way that is open. */
  calls: readonly CallTold[];
  /** The container would have a way with these, of which it lacks one at least. */
  opensWith?: readonly string[];
}

export interface Reply {
  turn: number;
  /** What is wrong with the reader's profile. */
  problems: readonly Diagnostic[];
  /** Why no container starts under the profile: nothing else holds then. */
  unstarted?: string;
  /** In the order of the question; none where the profile is refused or no container starts. */
  answers: readonly IncidentAnswer[];
}

export type Asked = IncidentsLink;
export type Opening = OpeningOf<IncidentsLink>;

/** All that the answer hangs on. */
export interface Question {
  stack: string;
  /** The reader's own; undefined: the stack's default. */
  profile: string | undefined;
  needs: readonly Needs[];
  turn: number;
}

/** Everything that the table of incidents remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  incidents: readonly Incident[];
  undo: OwnProfileUndo;
}

export type Message =
  | { kind: 'stack'; stack: string }
  | { kind: 'show'; shown: Partial<Pick<Asked, 'stopped' | 'sort'>> }
  | OwnProfileMessage
  | WaitingMessage<Question, Reply>
  | OpenMessage<IncidentsLink, Opening>;

export type Dispatch = (message: Message) => void;
