import { line } from './askEngines.ts';
import type { Checkout } from './Checkout.ts';
import { textLines } from './pageTexts.ts';
import type { Questions } from './readQuestions.ts';

type Views = typeof import('./views.ts');

/** What the instruments of a checkout show, a line a view: of every published link, and of every text pasted into the box. */
export async function askViews(
  checkout: Checkout,
  { links, texts }: Questions,
): Promise<Record<string, readonly string[]>> {
  const { VIEWS, pastedView } = await checkout.load<Views>('src/tools/answers/views.ts');
  const shown: string[] = [];
  for (const { page, fragment } of links) {
    const view = VIEWS[page];
    if (view) shown.push(line([page, fragment], textLines(await view(fragment))));
  }
  const cards: string[] = [];
  for (const text of texts) cards.push(line([text], textLines(await pastedView(text))));
  return { views: shown, cards };
}
