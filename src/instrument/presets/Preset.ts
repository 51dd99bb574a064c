import type { Runtime } from '../../engine/seccomp/index.ts';

/** A profile that the site has, under a dated name that links use: it always stands for the same text. */
export interface Preset {
  id: string;
  /** Further names that stand for the same text: other releases with the same profile. */
  aliases: readonly string[];
  /** The heading that it stands under in a list. */
  group: string;
  /** Its name in a list, which has room for some thirty letters, and within a sentence. */
  title: string;
  words: string;
  /** Who usually starts a container with it; left out: runc. */
  runtime?: Runtime;
  /** What its engine usually gives a container; left out: Docker's capabilities, which are containerd's too. */
  capabilities?: readonly string[];
  /** A profile of this site's own and nobody's default: its findings come unasked. */
  isOurs?: true;
  /** What to know of it: where it comes from, and what its owner says comes with it. */
  notes: readonly PresetNote[];
  /** Why it is otherwise than the one before it, with words of code between backticks, and who says so; of nobody's default, undefined. */
  why?: string;
  sources?: readonly PresetSource[];
  load: () => Promise<string>;
}

export interface PresetNote {
  text: string;
  /** When it happened or was published, as year-month-day; undefined for what has no day. */
  date?: string;
  /** Where the owner says it. */
  sources: readonly PresetSource[];
}

export interface PresetSource {
  title: string;
  url: string;
}
