import { abisOn, loadKernels, loadTables } from '../../../engine/linux/index.ts';
import { whenThere } from '../../../engine/text/index.ts';
import { parseTrace } from '../../../engine/trace/index.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { type BundledTrace, TRACES } from '../../../instrument/traces/traces.ts';
import { COMPARE_LINK_STACK } from '../../../share/compareLink.ts';
import type { Forecast } from '../state/Forecast.ts';
import type { Question } from '../state/Question.ts';
import { forecastWords, noForecast, type Told } from '../words/forecastWords.ts';
import type { Work } from './answerCompare.ts';
import { foresee } from './foresee.ts';
import { type SideAsked, sideFilter } from './sideFilter.ts';
import { traceState } from './traceState.ts';

/** The machine on which the programs were recorded, in the calls of which a trace can be asked. */
const RECORDED_ON = 'SCMP_ARCH_X86_64';

/** What becomes of the recorded programs. Throws where a table, a profile or a trace does not load. */
export async function answerForecast(question: Question, known: Work = []): Promise<{ reply: Forecast; work: Work }> {
  const { arch, stack = COMPARE_LINK_STACK, afterStack = stack } = question;
  await Promise.all([loadKernels(), loadTables(abisOn(arch))]);
  const built = (asked: SideAsked) => known.find((each) => sameFields(each.asked, asked)) ?? sideFilter(asked);
  const before = await built({ profile: question.before, stack, arch });
  const after = await built({ profile: question.after, stack: afterStack, arch });
  const work = [before, after];
  const sides = { before: before.facts, after: after.facts };
  const [first, second] = [before.filter, after.filter];
  const none = noForecast(sides, arch === RECORDED_ON);
  if (none !== undefined) return { reply: none, work };
  if (first === undefined || second === undefined) throw new Error('A profile without a refusal has a filter.');
  const told = TRACES.map(async ({ load, ...trace }: BundledTrace): Promise<Told> => {
    const text = await load();
    const foresight = await whenThere(() => foresee(trace, parseTrace(text).calls, first, second));
    const isLookedAt = foresight.outcome === 'fails' || foresight.outcome === 'unsure';
    return { foresight, traced: isLookedAt ? await traceState(text, after) : undefined };
  });
  return { reply: forecastWords(sides, await Promise.all(told), { before: first, after: second }), work };
}
