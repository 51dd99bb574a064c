import { ARCHITECTURES, type Arch, parametersOf } from '../../engine/linux/index.ts';
import type { NamedCall } from './callNames.ts';
import { abiToken } from './callVerdicts.ts';

/** Something that some ABIs have alike, and their names. */
export interface OnAbis {
  what: string;
  abis: readonly string[];
}

/** A call’s numbers, each with the ABIs that have it. */
export const numbersByAbi = ({ numbers }: NamedCall): readonly OnAbis[] =>
  together([...numbers].map(([arch, number]) => [String(number), arch]));

/** A call’s arguments in C, each list with the ABIs that pass them so; where 64 bits need two registers, a half each. No ABI where no prototype tells. */
export const argumentsByAbi = ({ name, numbers }: NamedCall): readonly OnAbis[] =>
  together(
    [...numbers.keys()].flatMap((arch): [string, Arch][] => {
      const parameters = parametersOf(arch, name);
      if (parameters === undefined) return [];
      const list = parameters.map(({ type, name: each }) => `${type}${type.endsWith('*') ? '' : ' '}${each}`);
      return [[`${name}(${list.join(', ') || 'void'})`, arch]];
    }),
  );

function together(entries: readonly (readonly [string, Arch])[]): readonly OnAbis[] {
  const groups = [...Map.groupBy(entries, ([what]) => what)].map(([what, alike]) => ({
    what,
    abis: alike.map(([, arch]) => abiToken(arch)),
  }));
  return groups.sort((a, b) => b.abis.length - a.abis.length);
}

/** "every architecture", or their names. */
export const abiWords = (abis: readonly string[]): string =>
  abis.length === ARCHITECTURES.length ? 'every architecture' : abis.join(', ');
