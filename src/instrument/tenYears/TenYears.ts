import type { Phrase } from '../../ui/Phrase.ts';

/** Whose default: Docker's in the line from which the newest comes, in older lines that were still kept, Podman's, containerd's. */
export type Lane = 'docker' | 'older' | 'podman' | 'containerd';

/** What a change is for a program; 'gated' opens calls to a container with a capability more, 'ungated' takes that back. */
export type DefaultChangeKind = 'opened' | 'closed' | 'gated' | 'ungated' | 'otherwise';

/** Calls that change alike. */
export interface ChangedCalls {
  kind: DefaultChangeKind;
  /** As a call is written: "socket(AF_ALG)". */
  calls: readonly string[];
  /** "x86", where the machine's own calls don't change so; '' else. */
  on: string;
  /** What the arguments have in common; '' where that is no matter or one value. */
  where: string;
  /** "1 range of numbers without a name"; '' for none. */
  besides: string;
  /** The answer before and after; '' where the kind says it. */
  answers: string;
}

/** A state of a default on the axis: what the drawing and its reader need of it. */
export interface DefaultMark {
  /** The preset. */
  id: string;
  lane: Lane;
  /** "Docker 29.4.2". */
  title: string;
  /** The day in the table, or the month of the stack that has it: 2026-05-01, 2025-08. */
  date: string;
  /** How many calls it opens, opens to a container with a capability, and closes. */
  counts: Readonly<Record<'opened' | 'gated' | 'closed', number>>;
}

/** A state of a default, and what it changed. */
export interface DefaultChange extends DefaultMark {
  /** The releases that have it: "29.4.3 to 29.8"; '' where the title says it. */
  releases: string;
  /** The preset before it in its line, and its title; undefined for the first. */
  since: { id: string; title: string } | undefined;
  why: Phrase;
  sources: readonly { title: string; url: string }[];
  calls: readonly ChangedCalls[];
}

/** What a page hands to the axis: every mark, and the one change that its HTML begins with. The others stand in its list. */
export interface TenYearsShown {
  marks: readonly DefaultMark[];
  first: DefaultChange;
}
