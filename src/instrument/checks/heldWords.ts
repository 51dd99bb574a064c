import { counted } from '../../engine/text/index.ts';

/** "3 of 4 checks hold, 1 problem in the lines": how many hold of those that could be read, and the problems of the others. Empty where there is neither. */
export function heldWords(held: number, all: number, problems: number): string {
  const holding = `${held} of ${all} ${all === 1 ? 'check holds' : 'checks hold'}`;
  const wrong = `${counted(problems, 'problem')} in the lines`;
  return [...(all > 0 ? [holding] : []), ...(problems > 0 ? [wrong] : [])].join(', ');
}
