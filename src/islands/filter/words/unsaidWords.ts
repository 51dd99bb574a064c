import type { Unsaid } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';

/** More names of an ABI than these are counted. */
const MOST_NAMES = 30;

/** What a format cannot say of a profile, a sentence for each kind of difference. `format`: "systemd". */
export const unsaidWords = (format: string, unsaid: readonly Unsaid[]): readonly string[] =>
  unsaid.map(({ kind, calls }) => `${BEGINNING[kind](format)}: ${byAbi(calls)}.`);

const BEGINNING: Readonly<Record<Unsaid['kind'], (format: string) => string>> = {
  opened: (format) => `${format} allows what the profile refuses`,
  closed: (format) => `${format} refuses what the profile allows`,
  otherwise: (format) => `${format} gives these another answer`,
  unknown: (format) => `${format} doesn’t know these and returns ENOSYS, whatever the lines say`,
  arguments: (format) =>
    format === 'systemd'
      ? 'The profile decides on these by their arguments. systemd can’t, so it refuses them altogether, and a program that needs one of them fails'
      : `${format} can’t check the arguments of these as the profile does`,
  multiplexed: (format) =>
    `Each of these stands in for several calls. ${format} applies the lines for those calls, and may return ENOSYS for calls without a line`,
};

/** "clone, socket; on x86: clone". */
function byAbi(calls: readonly string[]): string {
  const groups = Map.groupBy(calls, (call) => /^(\w+): /.exec(call)?.[1] ?? '');
  return [...groups]
    .map(([abi, all]) => {
      const names = all.map((call) => call.slice(abi === '' ? 0 : abi.length + 2));
      const more = names.length - MOST_NAMES;
      const shown = more > 0 ? [...names.slice(0, MOST_NAMES), counted(more, 'more call')] : names;
      return `${abi === '' ? '' : `on ${abi}: `}${shown.join(', ')}`;
    })
    .join('; ');
}
