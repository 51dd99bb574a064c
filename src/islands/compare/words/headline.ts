import type { Arch } from '../../../engine/linux/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { AlikeChanges } from '../../../instrument/words/changeRows.ts';
import { type Counted, countedOf } from './countedOf.ts';
import { capital, type SideWords } from './sideWords.ts';

/** What the second filter does otherwise than the first, in a sentence that counts the machine's own calls; where only others change, those. */
export function headlineOf(
  { common, before, after }: SideWords,
  alike: readonly AlikeChanges[],
  machine: Arch,
): string {
  if (alike.length === 0) return 'Every call gets the same answer';
  const opened = countedOf(alike, 'opened', machine);
  const closed = countedOf(alike, 'closed', machine);
  const parts = [
    ...(opened ? [amountWords(opened, 'newly allows', true)] : []),
    ...(closed ? [amountWords(closed, 'restricts', opened === undefined)] : []),
  ];
  if (parts.length === 0) return otherwiseWords(countedOf(alike, 'otherwise', machine));
  const [who, than] = common === undefined ? [capital(after), before] : [`On ${after}, ${common}`, before];
  return `${who} ${parts.join(opened?.names.length === 0 ? ', and ' : ' and ')}, compared with ${than}`;
}

/** "newly allows 8 calls"; second in a sentence, "restricts 1": some of its arguments at least. */
function amountWords(found: Counted, verb: string, isFirst: boolean): string {
  const { length, where } = countShown(found);
  if (length === 0) return `${verb} ${found.unnamed.join(' and ')}`;
  const calls = isFirst ? ` ${length === 1 ? 'call' : 'calls'}` : '';
  return `${verb} ${length}${calls}${where}`;
}

function otherwiseWords(otherwise: Counted | undefined): string {
  if (otherwise === undefined) return 'Both allow the same calls';
  const { length, where } = countShown(otherwise);
  const who = length === 0 ? otherwise.unnamed.join(' and ') : `${counted(length, 'call')}${where}`;
  return `Both allow the same calls; ${who} ${length === 1 ? 'gets' : 'get'} another answer`;
}

const countShown = ({ names, others, on }: Counted) =>
  names.length === 0 && others.length > 0
    ? { length: others.length, where: ` on ${on}` }
    : { length: names.length, where: '' };
