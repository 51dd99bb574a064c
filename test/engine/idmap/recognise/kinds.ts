import { recognise } from '../../../../src/engine/idmap/index.ts';

/**
 * The parts of a text in a line: kind, what it is of, "@pid", "=option", "(in)" where it was seen in a container, "?" where it is a guess.
 * Separators and the lines of a part are left out; `3-5` after a kind would say no more than the text does.
 */
export function kinds(text: string): string {
  return recognise(text)
    .filter(({ kind }) => kind !== 'separator')
    .map((part) => {
      const of = 'of' in part && part.of !== 'either' ? `:${part.of}` : '';
      const tool = 'tool' in part ? `:${part.tool}` : '';
      const pid = 'pid' in part && part.pid !== undefined ? `@${part.pid}` : '';
      const option = part.kind === 'dockerd' && part.option ? `=${part.option.value}` : '';
      return `${part.kind}${of}${tool}${pid}${option}${part.where ? '(in)' : ''}${part.certain ? '' : '?'}`;
    })
    .join(' ');
}
