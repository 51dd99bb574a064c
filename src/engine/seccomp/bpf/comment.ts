import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  errnoOf,
  formatNumber,
  isLoaded,
  nameOf,
  WORD_BITS,
} from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import { X32_BIT } from '../filter/decide.ts';
import * as BPF from './Instruction.ts';
import { type Knowledge, WITHOUT_X32_BIT } from './knowledge.ts';
import { type Because, callRanges } from './Program.ts';
import { type Field, fieldAt } from './seccompData.ts';

/** The number of a call that a tracer skips. */
const SKIPPED = 0xffffffff;

const REASONS: Readonly<Record<Because, string>> = {
  rule: 'by a rule',
  'default-action': 'the default action',
  'above-enosys-line': 'above the highest number that the profile names',
  setup: 'what the number of an unknown call becomes on s390',
  'foreign-architecture': 'not an architecture of the filter',
  'no-filter': 'without any filter',
};

/** What else is to be known of an instruction to tell what it does. */
interface Context {
  known: Knowledge | undefined;
  because: readonly Because[];
  /** The program's native ABI. */
  arch: Arch;
}

/** What an instruction does, in words; empty where its mnemonic says all there is. */
export function comment({ code, k }: BPF.Instruction, { known, because, arch }: Context): string {
  if (known === undefined) return 'never reached';
  if (code === (BPF.LD | BPF.ABS)) return fieldInWords(fieldAt(k, architectureOf(arch).endian));
  if (code === BPF.RET) return answerInWords(k, arch) + reasonsInWords(because);
  if (BPF.isConditional(code) && !(code & BPF.X)) return question(BPF.operationOf(code), k, known);
  if (code === (BPF.ALU | BPF.AND) && k === WITHOUT_X32_BIT && known.held?.field.kind === 'number') {
    return 'takes x32’s bit from the number';
  }
  if (code === (BPF.ALU | BPF.AND)) return `keeps the bits 0x${k.toString(16)} of ${subject(known.held)}`;
  return '';
}

/** "ERRNO 1 (EPERM)". */
function answerInWords(value: number, arch: Arch): string {
  const { action, data } = answerOf(value);
  if (action !== 'ERRNO') return data === 0 ? action : `${action} ${data}`;
  const errno = errnoOf(data, arch)?.name;
  return errno === undefined ? `ERRNO ${data}` : `ERRNO ${data} (${errno})`;
}

/** ", the default action"; a rule alone needs no words. */
function reasonsInWords(because: readonly Because[]): string {
  if (because.length === 0 || because.join() === 'rule') return '';
  return `, ${because.map((reason) => REASONS[reason]).join(' or ')}`;
}

function fieldInWords(field: Field): string {
  switch (field.kind) {
    case 'number':
      return 'the number';
    case 'architecture':
      return 'the architecture';
    case 'instruction-pointer':
      return `the instruction pointer’s ${field.high ? 'upper' : 'lower'} half`;
    case 'argument':
      return `argument ${field.argument}’s ${field.high ? 'upper' : 'lower'} half`;
  }
}

function subject(held: Knowledge['held']): string {
  if (held === undefined) return 'the accumulator';
  const words = fieldInWords(held.field);
  if (held.field.kind === 'number' && held.mask === WITHOUT_X32_BIT) return `${words} without x32’s bit`;
  return held.mask === WORD_BITS ? words : `${words} & 0x${held.mask.toString(16)}`;
}

/** "the number is 41 (socket)?", which a conditional jump asks. */
function question(operation: number, k: number, known: Knowledge): string {
  const asked = subject(known.held);
  const value = valueInWords(k, known);
  switch (operation) {
    case BPF.JEQ:
      return `${asked} is ${value}?`;
    case BPF.JGT:
      return `${asked} is above ${value}?`;
    case BPF.JGE:
      return `${asked} is ${value} or above?`;
    default:
      return `${asked} has a bit of 0x${k.toString(16)}?`;
  }
}

function valueInWords(k: number, { held, auditArch }: Knowledge): string {
  const plain = formatNumber(k);
  if (held?.field.kind === 'architecture') {
    const labels = ARCHITECTURES.filter((architecture) => architecture.auditArch === k).map(({ label }) => label);
    return labels.length === 0 ? plain : labels.join(' or ');
  }
  if (held?.field.kind !== 'number' || auditArch === undefined) return plain;
  if (k === SKIPPED) return '-1';
  const [range] = callRanges(auditArch, k, k);
  if (range === undefined) return plain;
  const name = isLoaded(range.arch) ? nameOf(range.arch, k) : undefined;
  const number = range.arch === 'SCMP_ARCH_X32' ? `x32’s ${k - X32_BIT}` : plain;
  return name === undefined ? number : `${number} (${name})`;
}
