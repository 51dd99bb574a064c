import { diagnose, type Given, nearestEntries } from '../../../engine/diagnose/index.ts';
import { ARCHITECTURES, loadTables } from '../../../engine/linux/index.ts';
import { later, whenThere } from '../../../engine/text/index.ts';
import { namesOtherMachine } from '../../../engine/trace/index.ts';
import type { Question, Reply } from '../state/Question.ts';
import { stateLink } from './stateLink.ts';

/** The default of the newest Docker. */
const GIVEN: Given = { filter: later(() => import('./usualFilter.ts').then(({ usualFilter }) => usualFilter())) };

/** Reads a pasted text; the parts of the engines that it needs are loaded first. */
export async function answerAsk({ text }: Question): Promise<Reply> {
  if (namesOtherMachine(text)) await loadTables(ARCHITECTURES.map(({ arch }) => arch));
  const found = await whenThere(() => diagnose(text, GIVEN));
  const shown = await Promise.all(
    found.map(async (diagnosis) => {
      const link = diagnosis.state && (await stateLink(diagnosis.state));
      return { diagnosis, ...(link && { link }) };
    }),
  );
  const near = found.length === 0 ? await whenThere(() => nearestEntries(text)) : [];
  return { shown, near };
}
