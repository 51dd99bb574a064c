import { type SourceText, spanAt } from '../../text/index.ts';
import type { Found } from './Installed.ts';
import type { LineContext } from './LineContext.ts';
import { type Fact, LINE_RULES } from './lineRules.ts';
import { PACKAGE_RULES } from './packageRules.ts';

const RULES = [...LINE_RULES, ...PACKAGE_RULES];

/** The facts that lines tell, the first of each. */
export function readFacts(source: SourceText, contexts: readonly LineContext[]): ReadonlyMap<Fact, Found> {
  const facts = new Map<Fact, Found>();
  for (const context of contexts) {
    for (const { fact, pattern, within } of RULES) {
      const [from, to] = facts.has(fact) || within?.(context) === false ? [] : placeOf(pattern, context.line);
      if (from === undefined || to === undefined) continue;
      const span = spanAt(source, context.start + from, context.start + to);
      facts.set(fact, { value: context.line.slice(from, to), span });
    }
  }
  return facts;
}

/** No line that is read is longer; a pattern looks at no more. */
const LONGEST = 400;

function placeOf(pattern: RegExp, line: string): readonly [number?, number?] {
  return line.length > LONGEST ? [] : (pattern.exec(line)?.indices?.[1] ?? []);
}
