import { architectureOf } from '../../../engine/linux/index.ts';
import { disassemble, instructionOf, type Line, type Program } from '../../../engine/seccomp/bpf/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Row } from '../state/Reply.ts';

/** A program's listing, with a heading where the calls of another architecture begin, and why the kernel refuses an instruction. */
export function programRows(program: Program, refusals: readonly Diagnostic[] = []): readonly Row[] {
  let before: string | undefined;
  const problems = Map.groupBy(refusals, instructionOf);
  return disassemble(program).map((line, at) => {
    const problem = problems.get(at)?.map(({ message }) => message.replace(/^Instruction \d+: /, ''));
    const row = { text: line.text, comment: line.comment, ...(problem && { problem: problem.join(' ') }) };
    const heading = headingOf(line);
    if (heading === undefined || heading === before) return row;
    before = heading;
    return { ...row, heading };
  });
}

/** Whose calls alone come to a line; undefined where that is not one architecture, or not known. */
function headingOf({ origin }: Line): string | undefined {
  const [arch, ...others] = new Set(origin?.calls.map((range) => range.arch));
  return arch === undefined || others.length > 0 ? undefined : architectureOf(arch).label;
}
