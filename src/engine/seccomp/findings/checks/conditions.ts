import { type Arch, parametersOf } from '../../../linux/index.ts';
import type { Argument, Rule, Word } from '../../profile/Profile.ts';
import { ALL_BITS, isPointer } from '../../roads/kernelBits.ts';
import { libseccompPage, manual } from '../../roads/Source.ts';
import { removeItem, setKey } from '../edits.ts';
import type { Finding } from '../Finding.ts';
import { abisWith, keepsLine, knownWords, type Situation } from '../Situation.ts';
import { isNever, isNeverMet, isOneRule } from './isNever.ts';
import { isDead } from './rules.ts';

const SECCOMP = manual('seccomp');
const COMPARE = libseccompPage('seccomp_rule_add');

/** Conditions that can't say what they seem to. */
export function conditions(situation: Situation): Finding[] {
  const { active, redundant } = situation;
  return active.flatMap((rule) => {
    if (rule.args.length === 0 || redundant.has(rule)) return [];
    const words = knownWords(rule).filter(({ text }) => abisWith(situation, text).length > 0);
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
    title: 'This condition never holds',
    message: 'No value of 64 bits is below 0 or above the largest one: the rule decides nothing.',
    why: 'libseccomp compares unsigned numbers of 64 bits.',
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
      title: 'This condition always holds',
      message: 'Every value meets it, so it limits nothing.',
      why: 'libseccomp compares unsigned numbers of 64 bits; a mask of 0 leaves nothing to compare.',
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
      title: 'This value has bits that its mask leaves out',
      message: `The condition compares with ${kept}, not with ${valueTwo}.`,
      why: 'libseccomp takes the mask off the value too. A value outside the mask mostly means that "value" and "valueTwo" stand in each other’s place: "value" is the mask.',
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
      title: `Argument ${index} of ${pointers.join(', ')} is an address`,
      message: 'The condition compares where the data lies, not what it says.',
      why: 'A filter sees registers. What an address points at could change after the filter has looked, so it never looks.',
      spans: [span],
      sources: [SECCOMP],
    });
  }
  if (unread.length > 0) {
    found.push({
      code: 'condition-unread',
      harm,
      title: `${unread.join(', ')} has no argument ${index}`,
      message: 'The condition compares what happens to stand in the register; the kernel doesn’t read it.',
      why: 'Arguments count from 0. A program can put there whatever meets the condition, and one that knows nothing of it may not.',
      spans: [span],
      sources: [SECCOMP],
    });
  }
  return found;
}
