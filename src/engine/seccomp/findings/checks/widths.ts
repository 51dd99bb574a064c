import { type Arch, LOW_32, numberOf, parametersOf, registerBits } from '../../../linux/index.ts';
import { answerOf, returnOf } from '../../filter/answers.ts';
import { dependsOnArguments } from '../../filter/wholeCall.ts';
import type { Argument, Rule } from '../../profile/formatProfile.ts';
import { formatCall, halvesOf, kernelBits } from '../../roads/intentOfCall.ts';
import { callPage, thread } from '../../roads/intents.ts';
import { reach, stateOf } from '../../roads/reach.ts';
import { type Finding, type Situation, setKey } from '../passesDespite.ts';

/** Values tried for an argument: a search for one costs by the cube of the call's rules. */
const MOST_VALUES = 64;
const LEAST_VALUES = 4;
const MOST_WORK = 2000;

/** Arguments that the filter compares in 64 bits and the kernel reads in fewer, where that lets a refused value pass. */
export function widths(situation: Situation): Finding[] {
  const { filter, byName } = situation;
  const arch = filter.target.arch;
  if (registerBits(arch) === 32) return [];
  return [...byName].flatMap(([name, rules]) => {
    const syscall = numberOf(arch, name);
    if (syscall === undefined || rules.every(({ args }) => args.length === 0)) return [];
    return dependsOnArguments(filter, { arch, syscall }).flatMap(
      (index) => widthOf(situation, arch, name, rules, index) ?? [],
    );
  });
}

function widthOf(
  situation: Situation,
  arch: Arch,
  name: string,
  rules: readonly Rule[],
  index: number,
): Finding | undefined {
  const read = kernelBits(arch, name, index);
  const syscall = numberOf(arch, name);
  const parameter = parametersOf(arch, name)?.[index];
  if (read > LOW_32 || syscall === undefined || parameter === undefined) return undefined;
  const compared = rules.flatMap((rule) => rule.args.filter((argument) => argument.index === index));
  for (const value of valuesAround(compared, read, rules.length)) {
    const plain = { arch, syscall, args: Array.from({ length: index + 1 }, (_, at) => (at === index ? value : 0n)) };
    const needs = [{ index, kind: 'is', value } as const];
    const narrow = halvesOf(arch, name, needs, false);
    const wide = halvesOf(arch, name, needs, true);
    if (narrow === undefined || wide === undefined) continue;
    if (reach(situation.filter, plain, narrow)?.state !== 'closed') continue;
    const found = reach(situation.filter, plain, wide);
    if (found?.state !== 'open') continue;
    const fix = masked(situation, name, rules, compared, read);
    const bits = read.toString(2).length;
    return {
      code: 'width',
      harm: 'exposes',
      title: `${name} is allowed with bits set that the kernel doesn’t read`,
      message: `The filter compares 64 bits of argument ${index}; the kernel’s parameter is ${/^[aeiou]/.test(parameter.type) ? 'an' : 'a'} ${parameter.type}, of which the kernel reads ${bits}. With a higher bit set, the filter no longer sees ${value}, but the kernel still does.`,
      why: 'libseccomp compares whole registers on a 64-bit ABI. To refuse a value, use SCMP_CMP_MASKED_EQ with a mask of those bits. To allow values, name each with SCMP_CMP_EQ.',
      spans: compared.map(({ span }) => span),
      sources: [thread('seccomp/libseccomp', 383), callPage(name)],
      ask: formatCall({ arch, syscall, args: found.args }),
      ...(fix && { fix }),
    };
  }
  return undefined;
}

/** The compared values as the kernel reads them, and those beside them. */
function valuesAround(compared: readonly Argument[], read: bigint, rules: number): ReadonlySet<bigint> {
  const most = Math.min(MOST_VALUES, Math.max(LEAST_VALUES, Math.floor(MOST_WORK / rules ** 2)));
  const found = new Set<bigint>();
  for (const { op, value, valueTwo } of compared) {
    const base = op === 'SCMP_CMP_MASKED_EQ' ? valueTwo : value;
    for (const step of [0n, 1n, -1n]) found.add((base + step) & read);
    if (found.size >= most) break;
  }
  return found;
}

/** The one condition of the one rule, which refuses a single value, written with a mask. */
function masked(
  { text, mentions }: Situation,
  name: string,
  rules: readonly Rule[],
  compared: readonly Argument[],
  read: bigint,
) {
  const [rule, ...others] = rules;
  const [argument] = compared;
  if (text === undefined || rule === undefined || argument === undefined || others.length > 0) return undefined;
  const { op, value, span } = argument;
  if (op !== 'SCMP_CMP_EQ' || value > read || rule.args.length > 1 || rule.names.length > 1 || mentions.get(name) !== 1)
    return undefined;
  if (rule.action === undefined || stateOf(answerOf(returnOf(rule.action, rule.errnoRet)).action) !== 'closed')
    return undefined;
  if (/"valueTwo"/i.test(text.slice(span.start, span.end))) {
    const parts = [
      setKey(text, span, 'value', String(read)),
      setKey(text, span, 'valueTwo', String(value)),
      setKey(text, span, 'op', '"SCMP_CMP_MASKED_EQ"'),
    ];
    return parts.every((part) => part !== undefined) ? parts.flatMap((part) => part ?? []) : undefined;
  }
  const old = setKey(text, span, 'value', `${read}, "valueTwo": ${value}`);
  const operator = setKey(text, span, 'op', '"SCMP_CMP_MASKED_EQ"');
  return old === undefined || operator === undefined ? undefined : [...old, ...operator];
}
