import { type Arch, argumentSet, constantSet, parametersOf, readMagnitude } from '../../linux/index.ts';
import type { TracedCall } from '../Trace.ts';

/** An argument as perf trace prints it: by the kernel's name of it. */
export interface NamedArgument {
  name: string;
  value: string;
}

const REGISTERS = 6;

/**
 * What stands in the registers, by arguments that are named as the kernel names them. perf and others leave out or cut off what they like (zero, pointers,
 * the prefix of a constant): such an argument is undefined.
 */
export function namedArguments(call: string, arch: Arch, given: readonly NamedArgument[]): TracedCall['args'] {
  const values = new Map(given.map(({ name, value }) => [name, value]));
  const parameters = parametersOf(arch, call) ?? [];
  const args: (bigint | undefined)[] = [];
  for (let index = 0; index < REGISTERS; index += 1) {
    const parameter = parameters[index];
    const value = parameter === undefined ? undefined : values.get(parameter.name);
    const isPointer = parameter?.type.endsWith('*') ?? false;
    args.push(
      value === undefined || isPointer ? undefined : (numberIn(value) ?? constantsIn(value, call, index, arch, args)),
    );
  }
  return args;
}

/** A number, with the path of a descriptor behind it. A negative one doesn't tell the upper half of the register. */
function numberIn(value: string): bigint | undefined {
  return readMagnitude(value.replace(/<.*>$/, ''));
}

/** Constants without the beginning that all of their set have: `RDONLY|CLOEXEC|0x8`. Each must stand for one value. */
function constantsIn(
  value: string,
  call: string,
  index: number,
  arch: Arch,
  before: readonly (bigint | undefined)[],
): bigint | undefined {
  // A constant that depends on an argument before needs all of these.
  const known = before.filter((arg) => arg !== undefined);
  const set = argumentSet(call, index, { arch, args: known.length === before.length ? known : [] });
  if (set === undefined) return undefined;
  const { name, values } = constantSet(set, arch);
  if (name === 'dirfd') return undefined;
  let all = 0n;
  for (const word of value.split('|')) {
    const found = new Set(
      [...values].filter(([constant]) => constant === word || constant.endsWith(`_${word}`)).map(([, each]) => each),
    );
    const part = numberIn(word) ?? (found.size === 1 ? [...found][0] : undefined);
    if (part === undefined) return undefined;
    all |= part;
  }
  return all;
}
