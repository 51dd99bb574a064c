import type { Change } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { AlikeChanges, ChangeKind } from '../../../instrument/words/changeRows.ts';
import { listed, plain } from '../../../ui/Phrase.ts';

/** The calls that change in one way, each name once. */
export interface Counted {
  /** Of the machine's own ABI. */
  names: readonly string[];
  /** Those that change so on other ABIs alone, and on which: "x86 and x32"; '' where there are none. */
  others: readonly string[];
  on: string;
  /** What changes besides and has no name: numbers that are no call, and other architectures' calls. */
  unnamed: readonly string[];
}

/** What changes in one way, by name; undefined where nothing does. */
export function countedOf(alike: readonly AlikeChanges[], kind: ChangeKind, machine: Arch): Counted | undefined {
  const changes: Change[] = alike.filter(({ row }) => row.kind === kind).flatMap((each) => each.changes);
  if (changes.length === 0) return undefined;
  const own = new Set(changes.filter(({ arch }) => arch === machine).flatMap(({ names }) => names));
  const elsewhere = changes.flatMap(({ arch, names }) =>
    arch === undefined || arch === machine ? [] : [{ arch, names: names.filter((name) => !own.has(name)) }],
  );
  const others = elsewhere.filter(({ names }) => names.length > 0);
  const abis = new Set(others.map(({ arch }) => architectureOf(arch).token));
  return {
    names: [...own],
    others: [...new Set(others.flatMap(({ names }) => names))],
    on: plain(listed([...abis].map((abi) => [abi]))),
    unnamed: [
      ...(changes.some(({ arch, unnamed }) => arch && unnamed.length > 0) ? ['numbers without a name'] : []),
      ...(changes.some(({ arch }) => arch === undefined) ? ['calls of other architectures'] : []),
    ],
  };
}

/** "8 calls", "8 calls, and 2 more on x86", "1 call on x32"; where none of them has a name, what changes. */
export function countWords({ names, others, on, unnamed }: Counted): string {
  if (names.length + others.length === 0) return unnamed.join(' and ');
  if (names.length === 0) return `${counted(others.length, 'call')} on ${on}`;
  return `${counted(names.length, 'call')}${others.length > 0 ? `, and ${others.length} more on ${on}` : ''}`;
}
