import { type SourceText, spanAt } from '../../text/index.ts';
import type { Found } from './Installed.ts';
import type { LineContext } from './LineContext.ts';
import { type Fact, LINE_RULES } from './lineRules.ts';
import { PACKAGE_RULES } from './packageRules.ts';

const RULES = [...LINE_RULES, ...PACKAGE_RULES];

/** What lines tell: of each fact the first, and what tells of it again, in the order of the text. */
export interface Facts {
  first: ReadonlyMap<Fact, Found>;
  again: readonly (Found & { fact: Fact })[];
}

/** The facts that lines tell. */
export function readFacts(source: SourceText, contexts: readonly LineContext[]): Facts {
  const first = new Map<Fact, Found>();
  const again: (Found & { fact: Fact })[] = [];
  for (const context of contexts) {
    for (const { fact, pattern, within } of RULES) {
      const [from, to] = within?.(context) === false ? [] : placeOf(pattern, context.line);
      if (from === undefined || to === undefined) continue;
      const span = spanAt(source, context.start + from, context.start + to);
      const found = { value: context.line.slice(from, to), span };
      if (first.has(fact)) again.push({ fact, ...found });
      else first.set(fact, found);
    }
  }
  return { first, again };
}

/** No line that is read is longer; a pattern looks at no more. */
const LONGEST = 400;

function placeOf(pattern: RegExp, line: string): readonly [number?, number?] {
  return line.length > LONGEST ? [] : (pattern.exec(line)?.indices?.[1] ?? []);
}
