import { type SourceText, spanAt } from '../../text/index.ts';
import type { Fact } from './Fact.ts';
import type { Found } from './Installed.ts';
import type { LineContext } from './LineContext.ts';
import { LINE_RULES } from './lineRules.ts';

/** What lines tell: of each fact the first, and what tells of it again, in the order of the text. */
export interface Facts {
  first: ReadonlyMap<Fact, Found>;
  again: readonly (Found & { fact: Fact })[];
  /** The facts whose first is from a list of packages: what is installed, and maybe not used. */
  listed: ReadonlySet<Fact>;
}

/** The facts that lines tell. */
export function readFacts(source: SourceText, contexts: readonly LineContext[]): Facts {
  const first = new Map<Fact, Found>();
  const again: (Found & { fact: Fact })[] = [];
  const listed = new Set<Fact>();
  for (const context of contexts) {
    for (const { fact, from, to, isListed } of factsOf(context)) {
      const span = spanAt(source, context.start + from, context.start + to);
      const found = { value: context.line.slice(from, to), span };
      if (first.has(fact)) again.push({ fact, ...found });
      else first.set(fact, found);
      if (isListed && first.get(fact) === found) listed.add(fact);
    }
  }
  return { first, again, listed };
}

/** Where in a line the value of a fact stands. */
interface Place {
  fact: Fact;
  from: number;
  to: number;
  isListed: boolean;
}

function factsOf(context: LineContext): Place[] {
  const { line, listed } = context;
  const places: Place[] = [];
  for (const { fact, pattern, within } of listed?.isSure ? [] : LINE_RULES) {
    const [from, to] = pattern.exec(line)?.indices?.[1] ?? [];
    if (from === undefined || to === undefined || within?.(context) === false) continue;
    places.push({ fact, from, to, isListed: false });
  }
  if (listed?.fact) places.push({ fact: listed.fact, from: listed.from, to: listed.to, isListed: true });
  return places;
}
