import type { Span } from '../../text/index.ts';
import type { Extent } from './Extent.ts';

/** An extent together with the stretch of the reader's text that gave it. */
export interface LocatedExtent extends Extent {
  span: Span;
}

/** The extent alone, as the doors of the engine hand it out. */
export function plainExtent({ inside, outside, count }: Extent): Extent {
  return { inside, outside, count };
}
