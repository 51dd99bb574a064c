import { constantValue } from '../../linux/index.ts';
import type { Call } from '../filter/Verdict.ts';
import type { StepPattern } from './Intent.ts';
import { argumentAt, kernelBits } from './kernelBits.ts';

/** Whether a call is the step: its name, and the arguments as the kernel reads them. Arguments left out are 0. */
export function fulfils({ arch, args }: Call, name: string, { call, needs }: StepPattern): boolean {
  if (/^\w+/.exec(call)?.[0] !== name) return false;
  return needs.every(({ index, kind, value, mask }) => {
    const at = argumentAt(arch, name, index);
    const read = mask ?? kernelBits(arch, name, at);
    const wanted = typeof value === 'bigint' ? value : constantValue(value, arch);
    if (wanted === undefined) return false;
    const given = (args[at] ?? 0n) & read;
    const bits = wanted & read;
    if (kind === 'is' || kind === 'isnt') return (given === bits) === (kind === 'is');
    if (kind === 'has') return (given & bits) === bits;
    return ((given & bits) === 0n) === (kind === 'lacks');
  });
}
