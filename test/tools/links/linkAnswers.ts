import { init as initAsk } from '../../../src/islands/ask/state/model.ts';
import { select as selectAsk } from '../../../src/islands/ask/words/select.ts';
import { answerAsk } from '../../../src/islands/ask/worker/answerAsk.ts';
import { chooseCalls } from '../../../src/islands/calls/state/chooseCalls.ts';
import { init as initCompare } from '../../../src/islands/compare/state/model.ts';
import { openFragment as openCompare } from '../../../src/islands/compare/state/openFragment.ts';
import { select as selectCompare } from '../../../src/islands/compare/words/select.ts';
import { answerCompare } from '../../../src/islands/compare/worker/answerCompare.ts';
import { answerForecast } from '../../../src/islands/compare/worker/answerForecast.ts';
import { init as initFilter, openFragment as openFilter } from '../../../src/islands/filter/state/model.ts';
import { select as selectFilter } from '../../../src/islands/filter/words/select.ts';
import { answerFilter } from '../../../src/islands/filter/worker/answerFilter.ts';
import { init as initIncidents } from '../../../src/islands/incidents/state/model.ts';
import type { Incident } from '../../../src/islands/incidents/state/State.ts';
import { select as selectIncidents } from '../../../src/islands/incidents/words/select.ts';
import { answerIncidents } from '../../../src/islands/incidents/worker/answerIncidents.ts';
import { init as initSeccomp } from '../../../src/islands/seccomp/state/model.ts';
import { openFragment as openSeccomp } from '../../../src/islands/seccomp/state/openFragment.ts';
import { openingQuestion } from '../../../src/islands/seccomp/state/questionOf.ts';
import { select as selectSeccomp } from '../../../src/islands/seccomp/words/select.ts';
import { answerQuestion } from '../../../src/islands/seccomp/worker/answerQuestion.ts';
import { init as initStack } from '../../../src/islands/stack/state/model.ts';
import { select as selectStack } from '../../../src/islands/stack/words/select.ts';
import { answerTable } from '../../../src/islands/stack/worker/answerTable.ts';
import { init as initTrace, openingOf } from '../../../src/islands/trace/state/model.ts';
import { select as selectTrace } from '../../../src/islands/trace/words/select.ts';
import { answerTrace } from '../../../src/islands/trace/worker/answerTrace.ts';
import { init as initMap } from '../../../src/islands/uid-map/state/model.ts';
import { select as selectMap } from '../../../src/islands/uid-map/words/select.ts';
import { readAskLink } from '../../../src/share/askLink.ts';
import { readCallsLink } from '../../../src/share/callsLink.ts';
import { readIncidentsLink } from '../../../src/share/incidentsLink.ts';
import { readStackTableLink } from '../../../src/share/stackTableLink.ts';
import { readTraceLink } from '../../../src/share/traceLink.ts';
import { readUidMapLink } from '../../../src/share/uidMapLink.ts';
import { callEntries } from '../../../src/site/calls/callLines.ts';
import { bare } from '../../../src/site/calls/callNumbers.ts';
import { dayOf, incidentSchema, listed } from '../../../src/site/incidents/sectionHtml.ts';

/** Gives what an instrument says aloud of the state that a fragment opens. What one question worked out serves the next, as in a worker. */
type Answers = (fragment: string) => Promise<string>;

/** For each page with states: its answers, by the instrument's own opening, engine and words. A talk of one's own has no answer but its slides. */
export const ANSWERS: Readonly<Record<string, () => Answers>> = {
  '/play/ask/': () => async (fragment) => {
    const { text } = (await readAskLink(fragment)).value;
    return selectAsk(initAsk(text, await answerAsk({ text, turn: 0 }))).announcement;
  },
  '/play/compare/': () =>
    working(answerCompare, async (fragment, answer) => {
      const opening = await openCompare(fragment);
      const { at: _, ...asked } = opening.link;
      const question = { ...asked, turn: 0 };
      const { reply: forecast } = await answerForecast(question);
      const { announcement, foretold } = selectCompare(initCompare(opening, await answer(question), forecast));
      return `${announcement} ${foretold}`;
    }),
  '/play/filter/': () =>
    working(answerFilter, async (fragment, answer) => {
      const opening = await openFilter(fragment);
      const { step: _, ...asked } = opening.link;
      return selectFilter(initFilter(opening, await answer({ ...asked, turn: 0 }))).announcement;
    }),
  '/play/seccomp/': () =>
    working(answerQuestion, async (fragment, answer) => {
      const opening = await openSeccomp(fragment);
      const { reading, call } = await answer({ ...openingQuestion('page', opening), reads: 'counts' });
      const { calls: _, ...read } = reading ?? never();
      const served = { reading: read, calls: undefined, call, roads: undefined, offers: undefined };
      return selectSeccomp(initSeccomp('page', opening, served)).announcement;
    }),
  '/play/stack/': () =>
    working(answerTable, async (fragment, answer) => {
      const { value: link } = await readStackTableLink(fragment);
      return selectStack(initStack({ link }, await answer({ ...link, turn: 0 }))).announcement;
    }),
  '/play/trace/': () =>
    working(answerTrace, async (fragment, answer) => {
      const { value, diagnostics } = await readTraceLink(fragment);
      const opening = openingOf(value, diagnostics);
      const reply = await answer({ ...opening.link, turn: 0 });
      // What a link opens is no example, as the state that the page begins with is.
      return selectTrace({ ...initTrace(opening, reply), isExample: false }).announcement;
    }),
  '/play/uid-map/': () => async (fragment) => {
    const { value: link, diagnostics: notices } = await readUidMapLink(fragment);
    return selectMap(initMap('page', { link, notices })).announcement;
  },
  '/reference/incidents/': () => async (fragment) => {
    const { value: link } = await readIncidentsLink(fragment);
    const { stack, profile } = link;
    const reply = await answerIncidents({ stack, profile, needs: INCIDENTS, turn: 0 });
    return selectIncidents(initIncidents({ link }, INCIDENTS, reply)).announcement;
  },
  '/reference/syscalls/': () => async (fragment) => {
    const rows = (await callEntries()).map(({ verdict, ...entry }) => ({
      ...entry,
      verdict: verdict.kind,
      capabilities: verdict.capabilities.map(bare),
      since: entry.since ?? '',
    }));
    const { order, shown } = chooseCalls(rows, (await readCallsLink(fragment)).value);
    const first = order.filter((at) => shown.has(at)).slice(0, 5);
    return `${shown.size}: ${first.map((at) => rows[at]?.name).join(', ')}`;
  },
};

const FILES = import.meta.glob<object>('/content/reference/incidents/*.md', { eager: true, import: 'frontmatter' });
const INCIDENTS: readonly Incident[] = Object.entries(FILES).map(([file, frontmatter]) => {
  const entry = incidentSchema.parse(frontmatter);
  return listed({ id: file.replace(/.*\/|\.md$/g, ''), date: dayOf(entry.date), entry });
});

/** With an engine that keeps its work between questions. */
function working<Question, Reply, Work>(
  engine: (question: Question, work?: Work) => { reply: Reply; work: Work } | Promise<{ reply: Reply; work: Work }>,
  say: (fragment: string, answer: (question: Question) => Promise<Reply>) => Promise<string>,
): Answers {
  let work: Work | undefined;
  return (fragment) =>
    say(fragment, async (question) => {
      const answered = await engine(question, work);
      work = answered.work;
      return answered.reply;
    });
}

function never(): never {
  throw new Error('The engine gave no reading.');
}
