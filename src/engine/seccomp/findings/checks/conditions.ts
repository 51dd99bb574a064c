import { ALL_BITS, type Arch, parametersOf } from '../../../linux/index.ts';
import type { Argument, Rule, Word } from '../../profile/formatProfile.ts';
import { isPointer } from '../../roads/intentOfCall.ts';
import { libseccompPage, manual } from '../../roads/intents.ts';
import { abisWith, type Finding, keepsLine, knownWords, removeItem, type Situation, setKey } from '../passesDespite.ts';
import { isNever, isNeverMet, isOneRule } from './isNever.ts';
import { isDead } from './rules.ts';

const SECCOMP = manual('seccomp');
const COMPARE = libseccompPage('seccomp_rule_add');

/** Conditions that can't say what they seem to. */
export function conditions(situation: Situation): Finding[] {
  const { active, redundant } = situation;
  return active.flatMap((rule) => {
    if (rule.args.length === 0 || redundant.has(rule)) return [];
    const words = knownWords(situation, rule).filter(({ text }) => abisWith(situation, text).length > 0);
    if (words.length === 0) return [];
    if (isNever(rule)) return [never(situation, rule)];
    const alive = words.filter((word) => !isDead(situation, word));
    if (alive.length === 0) return [];
    return rule.args.flatMap((argument) => [
      ...always(situation, rule, argument),
      ...droppedBits(situation, rule, argument),
      ...ofNothing(situation, rule, alive, argument),
    ]);
  });
}

const isAlwaysMet = ({ op, value }: Argument) =>
  (op === 'SCMP_CMP_GE' && value === 0n) ||
  (op === 'SCMP_CMP_LE' && value === ALL_BITS) ||
  (op === 'SCMP_CMP_MASKED_EQ' && value === 0n);
function never(situation: Situation, rule: Rule): Finding {
  const alone = rule.names.every(({ text }) => (situation.byName.get(text) ?? []).length < 2);
  const fix =
    situation.text !== undefined && alone && keepsLine(situation, rule.names) && removeItem(situation.text, rule.span);
  return {
    code: 'condition-never',
    harm: 'idle',
    title: 'This condition is never true',
    message: 'No 64-bit value is below 0 or above the largest one, so the rule never applies.',
    why: 'libseccomp compares unsigned 64-bit numbers.',
    spans: rule.args.filter(isNeverMet).map(({ span }) => span),
    sources: [COMPARE],
    ...(fix && { fix }),
  };
}

function always({ text, byName }: Situation, rule: Rule, argument: Argument): Finding[] {
  if (!isAlwaysMet(argument)) return [];
  const alone = isOneRule(rule) && rule.names.every((name) => (byName.get(name.text) ?? []).length < 2);
  const fix = text !== undefined && alone && removeItem(text, argument.span);
  return [
    {
      code: 'condition-always',
      harm: 'idle',
      title: 'This condition is always true',
      message: 'The condition is true for every value, so it restricts nothing.',
      why: 'libseccomp compares unsigned 64-bit numbers; a mask of 0 leaves nothing to compare.',
      spans: [argument.span],
      sources: [COMPARE],
      ...(fix && { fix }),
    },
  ];
}

/** Of `valueTwo`, libseccomp keeps the bits of the mask. */
function droppedBits({ text }: Situation, _: Rule, { op, value: mask, valueTwo, span }: Argument): Finding[] {
  if (op !== 'SCMP_CMP_MASKED_EQ' || mask === 0n || (valueTwo & ~mask) === 0n) return [];
  const kept = valueTwo & mask;
  const fix = text === undefined ? undefined : setKey(text, span, 'valueTwo', String(kept));
  return [
    {
      code: 'condition-mask',
      harm: 'breaks',
      title: 'This value has bits outside its mask',
      message: `The condition compares with ${kept}, not with ${valueTwo}.`,
      why: 'libseccomp applies the mask to the value too. Bits outside the mask usually mean that "value" (the mask) and "valueTwo" (the value) are swapped.',
      spans: [span],
      sources: [COMPARE],
      ...(fix && { fix }),
    },
  ];
}

/** An address, of which the filter sees where it is and not what lies there, or a register that the call doesn't read. */
function ofNothing(situation: Situation, rule: Rule, words: readonly Word[], argument: Argument): Finding[] {
  const { index, op, value, span } = argument;
  // Whether a pointer is there at all can be asked.
  const asksForNull = value === 0n && (op === 'SCMP_CMP_EQ' || op === 'SCMP_CMP_NE');
  const meant = (test: (arch: Arch, name: string) => boolean) =>
    words
      .filter(({ text }) =>
        abisWith(situation, text)
          .slice(0, 1)
          .some((arch) => test(arch, text)),
      )
      .map(({ text }) => text);
  const pointers = asksForNull ? [] : meant((arch, name) => isPointer(arch, name, index));
  const unread = meant((arch, name) => index >= (parametersOf(arch, name)?.length ?? 6));
  const harm = rule.action === 'SCMP_ACT_ALLOW' || rule.action === 'SCMP_ACT_LOG' ? 'breaks' : 'exposes';
  const found: Finding[] = [];
  if (pointers.length > 0) {
    found.push({
      code: 'condition-pointer',
      harm,
      title: `Argument ${index} of ${pointers.join(', ')} is a pointer`,
      message: 'The condition compares the address, not the data at that address.',
      why: 'A filter sees registers only. Another thread could change the data after the check, so the kernel never lets a filter read memory.',
      spans: [span],
      sources: [SECCOMP],
    });
  }
  if (unread.length > 0) {
    found.push({
      code: 'condition-unread',
      harm,
      title: `${unread.join(', ')} has no argument ${index}`,
      message: 'The condition compares a register that the kernel doesn’t read for this call.',
      why: 'Arguments are counted from 0. A program can put any value into that register to pass the condition, and a program that doesn’t may fail.',
      spans: [span],
      sources: [SECCOMP],
    });
  }
  return found;
}
