import type { Tone } from '../../../ui/Chip.tsx';
import type { CallShown, Line, Said } from './Reply.ts';

/** What becomes of a recorded program: 'unsure' where the trace leaves it open, 'still-fails' where it fails before and after. */
export type Outcome = 'fails' | 'unsure' | 'still-fails' | 'starts' | 'passes';

/** A call of a recorded program, and what the filter after makes of it. */
export interface CallForeseen {
  call: CallShown;
  /** "x86", where that is not the machine's own ABI. */
  abi: string | undefined;
  gets: Said;
  /** The step of the filter that decides: "no rule". */
  why: string;
}

/** A recorded program, and what becomes of it. */
export interface ProgramForeseen {
  id: string;
  title: string;
  /** "nginx 1.26.3", and Debian's package. */
  version: string;
  package: string;
  /** What it did while it was recorded. */
  did: string;
  calls: readonly CallForeseen[];
  /** What else is to be known: the calls that it does without, and where it would go on to. */
  notes: readonly Line[];
  /** The trace check's fragment with the trace under the profile after; undefined where nothing is to be looked at there, or the link would be too long. */
  traced: string | undefined;
}

/** The programs with the same outcome. */
export interface OutcomeGroup {
  outcome: Outcome;
  title: string;
  tone: Tone;
  programs: readonly ProgramForeseen[];
}

/** What becomes of every recorded program under the profile after. */
export interface Forecast {
  tone: Tone;
  headline: string;
  lines: readonly Line[];
  groups: readonly OutcomeGroup[];
  /** When, where and with what the programs were recorded; undefined where none was asked. */
  recorded: string | undefined;
}
