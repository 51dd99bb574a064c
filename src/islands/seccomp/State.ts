import type { Arch } from '../../engine/linux/index.ts';
import type { Target } from '../../engine/seccomp/index.ts';
import type { Diagnostic, Edit } from '../../engine/text/index.ts';
import type { SeccompLink, Shown } from '../../share/seccompLink.ts';
import type { OpenedFile } from '../../ui/openedFile.ts';
import type { Computed } from './compute.ts';

/** Where the profile's text comes from: a preset, or the reader (`name` where it was a file). */
export type Source = { preset: string } | { name?: string };

/** `page`: the instrument's own page, which keeps its state in the address. `embedded`: in a chapter or a slide. */
export type Mode = 'page' | 'embedded';

/** Everything the instrument remembers. */
export interface State {
  mode: Mode;
  source: Source;
  text: string;
  target: Target;
  call: string;
  show: Shown;
  find: string;
  /** The ABI whose calls the table lists; undefined: the native one. */
  on: Arch | undefined;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
  /** What the engine made of the text and the target; while a long text is being typed, of the text before. */
  computed: Computed;
  /** Where the text that answers came from. */
  answeredSource: Source;
  /** What it opened with, to tell what the reader has changed since. */
  opened: Opening;
}

/** A state as an author, a link or the page's start gives it. */
export interface Opening {
  link: SeccompLink;
  /** The profile's text, whether the link carries it or names it. */
  text: string;
  notices?: readonly Diagnostic[];
}

/** What can happen. */
export type Message =
  /** `initial`: of the address that the page was called with; it comes late, and the reader may have begun. */
  | { kind: 'open'; opening: Opening; initial?: boolean }
  | { kind: 'preset'; id: string; text: string }
  | { kind: 'text'; text: string }
  /** Tables arrived that were missing. */
  | { kind: 'tables' }
  /** Typing paused: a long text is read now. */
  | { kind: 'paused' }
  | { kind: 'file'; file: OpenedFile }
  | { kind: 'mend'; edits: readonly Edit[] }
  | { kind: 'mend-all' }
  | { kind: 'ask'; call: string }
  | { kind: 'mend-ask'; edits: readonly Edit[] }
  | { kind: 'arch'; arch: Arch }
  | { kind: 'kernel'; kernel: string }
  | { kind: 'capabilities'; capabilities: readonly string[] }
  | { kind: 'capability'; capability: string; on: boolean }
  | { kind: 'show'; show: Shown }
  | { kind: 'find'; find: string }
  | { kind: 'on'; arch: Arch };
