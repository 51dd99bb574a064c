import { architectureOf } from '../../../engine/linux/index.ts';
import { disassemble, type Line, type Program } from '../../../engine/seccomp/bpf/index.ts';
import type { Row } from '../state/Reply.ts';

/** A program's listing, with a heading where the calls of another architecture begin. */
export function programRows(program: Program): readonly Row[] {
  let before: string | undefined;
  return disassemble(program).map((line) => {
    const { text, comment } = line;
    const heading = headingOf(line);
    if (heading === undefined || heading === before) return { text, comment };
    before = heading;
    return { text, comment, heading };
  });
}

/** Whose calls alone come to a line; undefined where that is not one architecture, or not known. */
function headingOf({ origin }: Line): string | undefined {
  const [arch, ...others] = new Set(origin?.calls.map((range) => range.arch));
  return arch === undefined || others.length > 0 ? undefined : architectureOf(arch).label;
}
