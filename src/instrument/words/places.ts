import type { RuleRef } from '../../engine/seccomp/index.ts';
import type { Span } from '../../engine/text/index.ts';
import type { Place } from '../../ui/Phrase.ts';

/** The place in the text where a rule names the call, or else where the rule begins. */
export function placeOfRule({ nameSpan, span }: RuleRef): Place {
  return placeOf(nameSpan ?? span);
}

export function placeOf({ line, start }: Span): Place {
  return { line, offset: start };
}
