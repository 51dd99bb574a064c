import type { Context, TextLine } from '../readHeader.ts';
import type { ListingTool, OtherPart } from '../Typed.ts';

/** Lines from the one asked about up to, and without, `end` that are one file, or one output of several lines. */
export interface Claim {
  end: number;
  kind: Exclude<OtherPart['kind'], 'prompt' | 'separator' | 'error'> | 'dockerd' | { tool: ListingTool };
  certain: boolean;
}

/** Looks at the line at `index` and says how far one file reaches from there, or nothing. */
export type Claimer = (lines: readonly TextLine[], index: number, context: Context) => Claim | undefined;
