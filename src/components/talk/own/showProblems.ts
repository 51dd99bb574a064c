import type { Diagnostic } from '../../../engine/text/index.ts';

/** Lists below the list of links what is wrong with it. `isHeld`: there are slides all the same, for which the reader may ask again. */
export function showProblems(problems: readonly Diagnostic[], isHeld = false): void {
  const items = problems.map(({ message, hint, span }) =>
    itemOf(`${span ? `Line ${span.line}: ` : ''}${message}${hint ? ` ${hint}` : ''}`),
  );
  const list = document.querySelector('#own-problems');
  list?.replaceChildren(...items);
  if (!isHeld) return;
  list?.append(itemOf('To leave these lines out, press “Show as slides” again.'));
  list?.scrollIntoView({ block: 'center' });
}

const itemOf = (words: string) => Object.assign(document.createElement('li'), { textContent: words });
