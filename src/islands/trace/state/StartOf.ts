import type { Edit } from '../../../engine/text/index.ts';

/** Whether a container starts with a profile, and with what it becomes. */
export interface StartOf {
  /** The calls of the runtime that the profile refuses as it is, and without which no container starts. */
  now: readonly string[];
  /** Those that the changed profile refuses. */
  after: readonly string[];
  /** What allows them: edits of the changed text, and the text after them; undefined where nothing is to do or no edit does it. */
  fix: { edits: readonly Edit[]; text: string } | undefined;
}
