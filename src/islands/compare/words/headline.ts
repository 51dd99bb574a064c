import type { Change } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { AlikeChanges, ChangeKind } from '../../../instrument/words/changeRows.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import { capital, type SideWords } from './sideWords.ts';

/** The calls that change in one way, each name once, whichever ABIs it is of. */
export interface Counted {
  names: readonly string[];
  /** What changes besides and has no name: numbers that are no call, and other architectures' calls. */
  unnamed: readonly string[];
  /** "on x86 and x32", where none of them is a call of the machine's own ABI; else ''. */
  elsewhere: string;
}

/** What changes in one way, by name; undefined where nothing does. */
export function countedOf(alike: readonly AlikeChanges[], kind: ChangeKind, machine: Arch): Counted | undefined {
  const changes: Change[] = alike.filter(({ row }) => row.kind === kind).flatMap((each) => each.changes);
  if (changes.length === 0) return undefined;
  const abis = new Set(changes.map(({ arch }) => (arch ? architectureOf(arch).token : 'other architectures')));
  const isOwn = abis.has(architectureOf(machine).token);
  return {
    names: [...new Set(changes.flatMap(({ names }) => names))],
    unnamed: [
      ...(changes.some(({ arch, unnamed }) => arch !== undefined && unnamed.length > 0)
        ? ['numbers without a name']
        : []),
      ...(changes.some(({ arch }) => arch === undefined) ? ['calls of other architectures'] : []),
    ],
    elsewhere: isOwn ? '' : `on ${plain(listed([...abis].map((abi) => [abi])))}`,
  };
}

/** "8 calls"; where none of them has a name, what changes. */
export const countWords = ({ names, unnamed }: Counted): string =>
  names.length === 0 ? unnamed.join(' and ') : counted(names.length, 'call');

/** What the second filter does otherwise than the first, in a sentence with counts. */
export function headlineOf(
  { common, before, after }: SideWords,
  alike: readonly AlikeChanges[],
  machine: Arch,
): string {
  if (alike.length === 0) return 'Every call gets the same answer';
  const opened = countedOf(alike, 'opened', machine);
  const closed = countedOf(alike, 'closed', machine);
  const parts = [
    ...(opened ? [amountWords(opened, 'more', true)] : []),
    ...(closed ? [amountWords(closed, 'fewer', opened === undefined)] : []),
  ];
  if (parts.length === 0) return otherwiseWords(countedOf(alike, 'otherwise', machine));
  const [who, than] = common === undefined ? [capital(after), before] : [`On ${after}, ${common}`, `on ${before}`];
  return `${who} allows ${parts.join(opened?.elsewhere ? ', and ' : ' and ')} than ${than}`;
}

function amountWords({ names, unnamed, elsewhere }: Counted, word: 'more' | 'fewer', isFirst: boolean): string {
  const { length } = names;
  const calls = length === 1 ? 'call' : 'calls';
  const amount = length === 0 ? `${word} ${unnamed.join(' and ')}` : `${length} ${word}${isFirst ? ` ${calls}` : ''}`;
  return elsewhere === '' ? amount : `${amount} ${elsewhere}`;
}

function otherwiseWords(otherwise: Counted | undefined): string {
  const isOne = otherwise?.names.length === 1;
  return `Both allow the same calls; ${otherwise ? countWords(otherwise) : ''} ${isOne ? 'gets' : 'get'} another answer`;
}
