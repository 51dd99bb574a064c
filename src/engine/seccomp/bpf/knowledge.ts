import { architectureOf, WORD_BITS } from '../../linux/index.ts';
import { X32_BIT } from '../filter/decide.ts';
import * as BPF from './Instruction.ts';
import type { Program } from './Program.ts';
import { type Field, fieldAt } from './seccompData.ts';

/** What is left of a number where x32's bit was taken from it. */
export const WITHOUT_X32_BIT = ~X32_BIT >>> 0;

/** What is certain before an instruction, whichever way led there. */
export interface Knowledge {
  /** What the accumulator holds, as far as `mask` goes; undefined: that depends on the way, or isn't a part of the call. */
  held?: { field: Field; mask: number };
  /** linux/audit.h AUDIT_ARCH_* of the call. */
  auditArch?: number;
}

/** By instruction. One pass is enough, since jumps only go forward; undefined where no way leads. */
export function knowledgeOf({ arch, instructions }: Program): readonly (Knowledge | undefined)[] {
  const { endian } = architectureOf(arch);
  const known: (Knowledge | undefined)[] = instructions.map((_, at) => (at === 0 ? {} : undefined));
  const arrive = (at: number, after: Knowledge) => {
    const before = known[at];
    known[at] = before === undefined ? after : inCommon(before, after);
  };
  for (const [at, { code, jt, jf, k }] of instructions.entries()) {
    const before = known[at];
    if (before === undefined || BPF.classOf(code) === BPF.RET) continue;
    if (BPF.isConditional(code)) {
      arrive(at + 1 + jf, before);
      arrive(at + 1 + jt, whenTrue(before, code, k));
    } else if (BPF.classOf(code) === BPF.JMP) arrive(at + 1 + k, before);
    else arrive(at + 1, afterwards(before, code, k));
  }
  return known;

  function afterwards({ held, ...rest }: Knowledge, code: number, k: number): Knowledge {
    if (code === (BPF.LD | BPF.ABS)) return { ...rest, held: { field: fieldAt(k, endian), mask: WORD_BITS } };
    if (code === (BPF.ALU | BPF.AND)) return held === undefined ? rest : { ...rest, held: masked(held, k) };
    const changes = [BPF.LD, BPF.ALU].includes(BPF.classOf(code)) || code === (BPF.MISC | BPF.TXA);
    return changes || held === undefined ? rest : { ...rest, held };
  }
}

const masked = ({ field, mask }: Required<Knowledge>['held'], k: number) => ({ field, mask: (mask & k) >>> 0 });

function whenTrue(before: Knowledge, code: number, k: number): Knowledge {
  const { held } = before;
  const isArchitecture = held?.field.kind === 'architecture' && held.mask === WORD_BITS;
  return isArchitecture && code === (BPF.JMP | BPF.JEQ) ? { ...before, auditArch: k } : before;
}

function inCommon(a: Knowledge, b: Knowledge): Knowledge {
  const held = a.held && b.held && heldByBoth(a.held, b.held);
  return {
    ...(held !== undefined && { held }),
    ...(a.auditArch !== undefined && a.auditArch === b.auditArch && { auditArch: a.auditArch }),
  };
}

type Held = Required<Knowledge>['held'];

/** x32's calls come to some comparisons of x86_64's numbers, without their bit. */
function heldByBoth(a: Held, b: Held): Held | undefined {
  if (placeOf(a.field) !== placeOf(b.field)) return undefined;
  if (a.mask === b.mask) return a;
  const isNumber =
    a.field.kind === 'number' && [a.mask, b.mask].every((mask) => mask === WORD_BITS || mask === WITHOUT_X32_BIT);
  return isNumber ? { ...a, mask: WITHOUT_X32_BIT } : undefined;
}

function placeOf(field: Field): string {
  if (field.kind === 'argument') return `${field.kind} ${field.argument} ${field.high}`;
  return field.kind === 'instruction-pointer' ? `${field.kind} ${field.high}` : field.kind;
}
