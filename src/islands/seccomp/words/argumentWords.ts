import {
  argumentSet,
  constantSet,
  formatFlags,
  formatNumber,
  nameOf,
  parametersOf,
} from '../../../engine/linux/index.ts';
import type { Call, Condition } from '../../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

type Which = Pick<Call, 'arch' | 'syscall'>;

/** An argument by its number and, where the kernel's prototype gives one, its name: "arg0 (family)". */
export function argumentWords({ arch, syscall }: Which, index: number): Phrase {
  const call = nameOf(arch, syscall);
  const name = call === undefined ? undefined : parametersOf(arch, call)?.[index]?.name;
  return name ? [code(`arg${index}`), ' (', code(name), ')'] : [code(`arg${index}`)];
}

/** What the numbers in conditions are called in the headers: "40 is AF_VSOCK." Nothing for those without a name. */
export function namedValues({ arch, syscall }: Which, conditions: readonly Condition[]): Phrase {
  const call = nameOf(arch, syscall) ?? '';
  const sentences = new Map<string, Phrase>();
  for (const { index, op, mask, value } of conditions) {
    const set = argumentSet(call, index, { arch });
    const number = op === 'SCMP_CMP_MASKED_EQ' ? mask : value;
    const words = set && formatFlags(number, constantSet(set, arch));
    // Bits without a name would explain nothing.
    if (!words || !/^[A-Z]/.test(words) || words.includes('|0x')) continue;
    const written = formatNumber(number);
    sentences.set(written, [' ', code(written), ' is ', code(words.replaceAll('|', ' | ')), '.']);
  }
  return [...sentences.values()].flat();
}
