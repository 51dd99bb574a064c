import { tablesOf } from '#tables';
import { type Arch, architectureOf } from '../architecture.ts';
import type { FamilyFacts } from '../tables/FamilyTables.ts';

/** What arguments are called on an ABI and its family; throws a RangeError where a page has not loaded them (loadTables). */
export function factsOf(arch: Arch): FamilyFacts {
  return tablesOf(architectureOf(arch).family).facts;
}
