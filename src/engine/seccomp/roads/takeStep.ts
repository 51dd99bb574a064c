import {
  ALL_BITS,
  type Arch,
  architectureOf,
  type Call,
  LOW_32,
  nameOf,
  parametersOf,
  parseCall,
} from '../../linux/index.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { dependsOnArguments } from '../filter/outcomes.ts';
import { formatCall } from './formatCall.ts';
import { halvesOf } from './halves.ts';
import type { StepPattern } from './Intent.ts';
import { argumentAt, kernelBits } from './kernelBits.ts';
import type { RoadStep, Variant, WideArgument } from './Road.ts';
import { reach, stateOf } from './reach.ts';

const SEEN = { 32: LOW_32, 64: ALL_BITS };

/** The step's plain call on an ABI; undefined where the ABI lacks the call, or one of its constants. */
export function plainCall(arch: Arch, step: StepPattern): Call | undefined {
  const call = parseCall(step.call, arch).value;
  if (call === undefined || call.arch !== arch) return undefined;
  const name = nameOf(arch, call.syscall) ?? '';
  const args = call.args.map((_, index) => call.args[argumentAt(arch, name, index)] ?? 0n);
  return { arch, syscall: call.syscall, args };
}

/**
 * The filter's answers to one step on one ABI: first the plain call; where it is refused, the first of other arguments and of wide ones that gets further,
 * if one does. Empty where the ABI lacks the call.
 */
export function takeStep(filter: Filter, arch: Arch, step: StepPattern): readonly RoadStep[] {
  const call = plainCall(arch, step);
  if (call === undefined) return [];
  const name = nameOf(arch, call.syscall) ?? '';
  const plain = answered(filter, call, 'plain');
  if (plain.state === 'open') return [plain];
  const compared = dependsOnArguments(filter, call);
  if (compared.length === 0) return [plain];
  const reached = (wide: boolean) => {
    const halves = halvesOf(arch, name, step.needs, wide);
    const found = halves && reach(filter, call, halves);
    return found && answered(filter, { ...call, args: found.args }, wide ? 'width' : 'arguments');
  };
  const narrow = reached(false);
  if (narrow?.state === 'open') return [plain, narrow];
  const wide = compared.some((index) => hasUnread(arch, name, index)) ? reached(true) : undefined;
  if (wide?.state === 'open') return [plain, wide];
  const dependent = [narrow, wide].find((answer) => answer?.state === 'depends');
  return dependent && plain.state !== 'depends' ? [plain, dependent] : [plain];
}

/** Whether the filter sees bits of an argument that the kernel doesn't read. Of x32 libseccomp compares 32 bits. */
function hasUnread(arch: Arch, name: string, index: number): boolean {
  return (SEEN[architectureOf(arch).bits] & ~kernelBits(arch, name, index)) !== 0n;
}

function answered(filter: Filter, call: Call, variant: Variant): RoadStep {
  const verdict = decide(filter, call);
  const wide = variant === 'width' ? wideArguments(call) : [];
  return { call, text: formatCall(call), verdict, state: stateOf(verdict.action), variant, wide };
}

function wideArguments({ arch, syscall, args }: Call): WideArgument[] {
  const name = nameOf(arch, syscall) ?? '';
  return args.flatMap((seen, index) => {
    const read = seen & kernelBits(arch, name, index);
    const parameter = parametersOf(arch, name)?.[index];
    if (read === seen || parameter === undefined) return [];
    const { type, name: called } = parameter;
    return [{ index, type, name: called, seen, read }];
  });
}
