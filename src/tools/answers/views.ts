import { type ComponentType, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import Ask from '../../islands/ask/view.tsx';
import { answerAsk } from '../../islands/ask/worker/answerAsk.ts';
import { openFragment as openCompare } from '../../islands/compare/state/openFragment.ts';
import Compare from '../../islands/compare/view.tsx';
import { answerCompare } from '../../islands/compare/worker/answerCompare.ts';
import { answerForecast } from '../../islands/compare/worker/answerForecast.ts';
import { openFragment as openFilter } from '../../islands/filter/state/model.ts';
import FilterProgram from '../../islands/filter/view.tsx';
import { answerFilter } from '../../islands/filter/worker/answerFilter.ts';
import { openFragment as openSeccomp } from '../../islands/seccomp/state/openFragment.ts';
import { openingQuestion } from '../../islands/seccomp/state/questionOf.ts';
import SeccompChecker from '../../islands/seccomp/view.tsx';
import { answerStacks } from '../../islands/seccomp/worker/answerStacks.ts';
import { servePage } from '../../islands/seccomp/worker/serve.ts';
import StackTable from '../../islands/stack/view.tsx';
import { answerTable } from '../../islands/stack/worker/answerTable.ts';
import { openingOf } from '../../islands/trace/state/model.ts';
import TraceCheck from '../../islands/trace/view.tsx';
import { answerTrace } from '../../islands/trace/worker/answerTrace.ts';
import { init as initMap } from '../../islands/uid-map/state/model.ts';
import UidMapCalculator from '../../islands/uid-map/view.tsx';
import { answerQuestion as answerMap } from '../../islands/uid-map/worker/answerQuestion.ts';
import { readAskLink } from '../../share/askLink.ts';
import { readStackTableLink } from '../../share/stackTableLink.ts';
import { readTraceLink } from '../../share/traceLink.ts';
import { readUidMapLink } from '../../share/uidMapLink.ts';

/** Gives an instrument’s view of the state that a fragment opens, as HTML. */
type ViewOf = (fragment: string) => Promise<string>;

const PAGE = { mode: 'page', base: '', url: 'https://site.example/', repository: undefined } as const;
const CHECKER = { checkerHref: '/play/seccomp/', traceHref: '/play/trace/' };

const html = <Props extends object>(component: ComponentType<Props>, props: Props): string =>
  renderToString(h(component, props));

/** The views of the instruments that links of their own pages open; the tables of the reference say in their page what they say. */
export const VIEWS: Readonly<Record<string, ViewOf>> = {
  '/play/ask/': async (fragment) => {
    const { value: link } = await readAskLink(fragment);
    const served = await answerAsk({ text: link.text, turn: 0 });
    return html(Ask, {
      ...PAGE,
      id: 'ask',
      href: '/play/ask/',
      opening: { link },
      served,
      examples: [],
      compact: false,
    });
  },
  '/play/compare/': async (fragment) => {
    const opening = await openCompare(fragment);
    const { at: _, ...asked } = opening.link;
    const { reply: served } = await answerCompare({ ...asked, turn: 0 });
    const { reply: foreseen } = await answerForecast({ ...asked, turn: 0 });
    const given = { ...PAGE, ...CHECKER, id: 'compare', href: '/play/compare/', tenYears: undefined };
    return html(Compare, { ...given, opening, served, foreseen });
  },
  '/play/filter/': async (fragment) => {
    const opening = await openFilter(fragment);
    const { step: _, ...asked } = opening.link;
    const { reply: served } = await answerFilter({ ...asked, turn: 0 });
    return html(FilterProgram, { ...PAGE, id: 'filter', href: '/play/filter/', opening, served });
  },
  '/play/seccomp/': async (fragment) => {
    const opening = await openSeccomp(fragment);
    const served = { ...servePage(opening), stacks: await answerStacks(openingQuestion('page', opening), 'engine') };
    return html(SeccompChecker, { ...PAGE, id: 'seccomp', href: '/play/seccomp/', opening, served, goals: [] });
  },
  '/play/stack/': async (fragment) => {
    const { value: link, diagnostics: notices } = await readStackTableLink(fragment);
    const { reply: served } = await answerTable({ ...link, turn: 0 });
    const given = { ...PAGE, ...CHECKER, id: 'stack', href: '/play/stack/', notes: {} };
    return html(StackTable, { ...given, opening: { link, notices }, served });
  },
  '/play/trace/': async (fragment) => {
    const { value, diagnostics } = await readTraceLink(fragment);
    const opening = openingOf(value, diagnostics);
    const { reply: served } = await answerTrace({ ...opening.link, turn: 0 });
    return html(TraceCheck, { ...PAGE, ...CHECKER, id: 'trace', href: '/play/trace/', opening, served });
  },
  '/play/uid-map/': async (fragment) => {
    const { value: link, diagnostics: notices } = await readUidMapLink(fragment);
    const opening = { link, notices };
    const first = answerMap({ turn: 0, state: initMap('page', opening), changes: [] });
    return html(UidMapCalculator, { ...PAGE, id: 'uid-map', href: '/play/uid-map/', opening, first, examples: [] });
  },
};

/** The view of a text pasted into the box. */
export async function pastedView(text: string): Promise<string> {
  const served = await answerAsk({ text, turn: 0 });
  const given = { ...PAGE, id: 'ask', href: '/play/ask/', examples: [], compact: false };
  return html(Ask, { ...given, opening: { link: { text } }, served });
}
