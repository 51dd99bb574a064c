import type { Tone } from '../../../ui/Chip.tsx';
import type { RoadsShown } from '../state/Inspection.ts';

/** What stands over a list of roads. */
export interface RoadsWords {
  /** To what end they are. */
  title: string;
  /** How many of them are allowed and how many blocked, and who blocks them. */
  summary: string;
  /** How they are counted; empty where it shows. */
  counted: string;
  /** The sum is what matters first. It isn't where there is one way only, and where the call passes and other ways to the same don't. */
  leads: boolean;
}

export function roadsWords(roads: RoadsShown): RoadsWords {
  const { ends, count, groups, refused } = roads;
  const [end, ...others] = ends;
  const title =
    end === undefined ? 'The call on every ABI' : others.length > 0 ? 'Other ways to do the same' : `Ways to ${end}`;
  const counted = count > groups.length ? 'A call counts once for each ABI.' : '';
  const leads = count > 1 && (refused || conclusionTone(roads) !== 'depends');
  return { title, summary: conclusion(roads), counted, leads };
}

/** None open, some or all: a reader takes the sum in before the words. */
export const conclusionTone = ({ count, open, stopped, denied }: RoadsShown): Tone =>
  open === stopped ? 'deny' : open - stopped < count || denied > 0 ? 'depends' : 'allow';

function conclusion({ count, open, stopped, denied, refused }: RoadsShown): string {
  const allowed = open - stopped;
  const byKernel = stopped === 0 ? '' : `, ${stopped} by the kernel and not by the filter`;
  if (allowed === 0) return `${count === 1 ? 'The only way is' : `All ${count} ways are`} blocked${byKernel}.`;
  const blocked = `${count - allowed} of ${count} ways blocked${byKernel}.`;
  if (allowed < count && refused) return `${allowed} possible ${allowed === 1 ? 'bypass' : 'bypasses'}; ${blocked}`;
  if (allowed < count) return `${allowed} allowed; ${blocked}`;
  const unless =
    denied === 0 ? '' : `, ${denied === allowed ? '' : `${denied} of them `}unless denied by AppArmor or SELinux`;
  return `${count === 1 ? 'The only way is' : `${count === 2 ? 'Both' : `All ${count}`} ways are`} allowed${unless}.`;
}
