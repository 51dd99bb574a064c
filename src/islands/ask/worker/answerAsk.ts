import {
  diagnose,
  type Given,
  type Line,
  linesLeft,
  nearestEntries,
  partRead,
} from '../../../engine/diagnose/index.ts';
import { ARCHITECTURES, loadTables } from '../../../engine/linux/index.ts';
import { newestStack } from '../../../engine/stack/index.ts';
import { later, sourceText, whenThere } from '../../../engine/text/index.ts';
import { namesOtherMachine } from '../../../engine/trace/index.ts';
import { writeAskLink } from '../../../share/askLink.ts';
import { masked } from '../../../share/secrets/secretsIn.ts';
import type { Left, Question, Reply } from '../state/Question.ts';
import { laterOf } from './laterOf.ts';
import { stateLink } from './stateLink.ts';

/** What the newest Docker makes of its default, and of a profile that was pasted. */
const GIVEN: Given = {
  filter: later(() => import('./usualFilter.ts').then(({ usualFilter }) => usualFilter())),
  filterOf: laterOf((text) => import('./usualFilter.ts').then(({ filterOfText }) => filterOfText(text))),
};

/** Of a log the first lines without an answer; it has them all. */
const MOST_LEFT = 8;

/** Reads a pasted text; the parts of the engines that it needs are loaded first. */
export async function answerAsk({ text }: Question): Promise<Reply> {
  if (namesOtherMachine(text)) await loadTables(ARCHITECTURES.map(({ arch }) => arch));
  const found = await whenThere(() => diagnose(text, GIVEN));
  const shown = await Promise.all(
    found.map(async (diagnosis) => {
      const { state } = diagnosis;
      const link = state && (await stateLink(state));
      const lines = state?.instrument === 'trace' ? state.trace.match(/^.*\S/gm)?.length : undefined;
      return { diagnosis, ...(link && { link }), ...(lines && { lines }) };
    }),
  );
  const near = found.length === 0 ? await whenThere(() => nearestEntries(text)) : [];
  const read = partRead(text);
  const left = found.length === 0 ? [] : await whenThere(() => linesLeft(sourceText(read.text), found));
  return {
    usual: newestStack('docker')?.label ?? '',
    ...{ shown, near, leftCount: left.length, leftOut: read.leftOut },
    left: await Promise.all(left.slice(0, MOST_LEFT).map(leftShown)),
  };
}

async function leftShown({ text, span }: Line): Promise<Left> {
  return { line: span.line, offset: span.start, text, fragment: await writeAskLink({ text: masked(text) }) };
}
