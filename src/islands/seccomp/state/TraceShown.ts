import type { Edit } from '../../../engine/text/index.ts';
import type { Phrase } from '../../../ui/Phrase.ts';

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
