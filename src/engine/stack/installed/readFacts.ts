import { type SourceText, spanAt } from '../../text/index.ts';
import type { StackEngine } from '../Stack.ts';
import type { Fact } from './Fact.ts';
import type { Found } from './Installed.ts';
import type { LineContext } from './LineContext.ts';
import { LINE_RULES } from './lineRules.ts';

/** What tells again of what an earlier line told. */
export interface ToldAgain extends Found {
  fact: Fact;
  /** What it is told beside: the same fact, or the engine of another node. */
  beside: Fact;
}

/** What lines tell: of each fact the first, and what tells of it again. */
export interface Facts {
  first: ReadonlyMap<Fact, Found>;
  again: readonly ToldAgain[];
  /** The engine of the first node of a cluster: what its line tells is of one machine, and counts before all others. */
  node: StackEngine | undefined;
  /** The facts whose first is from a list of packages: what is installed, and maybe not used. */
  listed: ReadonlySet<Fact>;
}

/** The facts that lines tell. */
export function readFacts(source: SourceText, contexts: readonly LineContext[]): Facts {
  const first = new Map<Fact, Found>();
  const again: ToldAgain[] = [];
  const listed = new Set<Fact>();
  const node = contexts.find((context) => context.node !== undefined);
  for (const context of node ? [node, ...contexts.filter((each) => each !== node)] : contexts) {
    const isOtherNode = context !== node && context.node !== undefined;
    for (const { fact, from, to, isListed } of factsOf(context)) {
      // Nothing hangs on it.
      if (isOtherNode && fact === 'os') continue;
      const span = spanAt(source, context.start + from, context.start + to);
      const found = { value: context.line.slice(from, to), span };
      const beside = (isOtherNode && fact === context.node && node?.node) || fact;
      if (first.has(beside)) again.push({ fact, beside, ...found });
      else if (!isOtherNode) first.set(fact, found);
      if (isListed && first.get(fact) === found) listed.add(fact);
    }
  }
  return { first, again, node: node?.node, listed };
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
