import type { ComponentChildren } from 'preact';
import { type Arch, architectureOf } from '../../engine/linux/index.ts';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/useWaiting.ts';
import { readStackTableLink, STACK_TABLE_LINK, type StackTableLink } from '../../share/stackTableLink.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { AskFields } from './panels/AskFields.tsx';
import { LeadLink, type Pages } from './panels/LeadLink.tsx';
import { type StackNotes, StackRows } from './panels/StackRows.tsx';
import { init, update } from './state/model.ts';
import type { Answer, Explanation, Message, Opening, Reply, State } from './state/State.ts';
import { select, testedLegend, testedOn, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';

export interface AnswerCardProps {
  answer: Answer;
  pages: Pages;
  children: ComponentChildren;
}

/** The answer in a line, why, and from where on it is another. */
export function AnswerCard({ answer: { tone, headline, lines }, pages, children }: AnswerCardProps) {
  return (
    <section class={`panel stack-card ${tone}`} data-answer="" aria-label="Answer">
      <div class="said stack-said" data-picture="">
        <h2 class="headline short shaped">{headline}</h2>
        <ul>
          {lines.map(({ chip, words, leads }, at) => (
            <li key={at} class={chip ? 'with-chip' : leads && 'leads'}>
              {chip && <Chip tone={chip.tone}>{chip.word}</Chip>}{' '}
              <span>
                <PhraseText phrase={words} fieldId={undefined} />{' '}
                {leads && (
                  <LeadLink leads={leads} pages={pages}>
                    {leads.label}
                  </LeadLink>
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {children}
    </section>
  );
}

/** What each libc does with the call, and where that is from. */
export function Explained({ items }: { items: readonly Explanation[] }) {
  return (
    <section class="panel stack-explained" data-answer="" aria-label="What the libc does">
      <h2>What the libc does</h2>
      <ul>
        {items.map(({ words, source }, at) => (
          <li key={at}>
            <PhraseText phrase={words} fieldId={undefined} /> {source && <small>Source: {source}.</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the static page hands to the stack table. */
export interface StackTableProps extends InstrumentProps<Opening> {
  /** The answer that the page is served with. */
  served: Reply;
  checkerHref: string;
  notes: StackNotes;
}

const STACK_TABLE: Instrument<State, Message, View, StackTableLink, Opening> = {
  update,
  select,
  linkOf: ({ asked }) => asked,
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: {
    format: STACK_TABLE_LINK,
    async open(fragment, limits) {
      const { value, diagnostics } = await readStackTableLink(fragment, limits);
      return { link: value, notices: diagnostics };
    },
  },
  name: 'the stack table',
  subjectOf: ({ asked: { call, image } }) => subject('Stack table', call, image),
};

/** The stack table. Its first render, on the server and at hydration, is a function of the props alone. */
export default function StackTable(props: StackTableProps) {
  const { id, opening, served, href, checkerHref, notes } = props;
  const { state, view, dispatch, report, link } = useInstrument(STACK_TABLE, props, () => init(opening, served));
  const tryAgain = useAnswers(state, dispatch);
  const { answer } = view;
  const { arch, stack } = state.answer.question;
  const pages = { checker: checkerHref, table: href };
  return (
    <div class="island stack-table page">
      <Notices items={view.notices} />
      <div class="island-parts">
        <AskFields id={id} view={view} names={view.names.split(' ')} dispatch={dispatch}>
          {view.missing && <Missing what="the stacks’ answers" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
          <MissingScript of="the stack table" />
        </AskFields>
        {answer ? (
          <AnswerCard answer={answer} pages={pages}>
            <div class="panel-foot">
              <ComputedFor items={computedFor(notes, arch)} report={report} />
              {link}
            </div>
          </AnswerCard>
        ) : (
          // A question without an answer can be sent to somebody as well.
          <p>{link}</p>
        )}
        {answer && (
          <div class="panel stack-panel" data-answer="" data-picture="">
            <StackRows table={answer} pages={pages} notes={notesOn(arch, notes)} current={stack} />
            <p class="stack-legend">{testedLegend(arch)}</p>
          </div>
        )}
        {answer && <Explained items={answer.explained} />}
      </div>
      <LiveRegion text={view.announcement} />
    </div>
  );
}

const notesOn = (machine: Arch, notes: StackNotes): StackNotes =>
  Object.fromEntries(
    Object.entries(notes).map(([stack, note]) => [stack, { ...note, tested: testedOn(machine, note.tested) }]),
  );

function computedFor(notes: StackNotes, arch: Arch): string[] {
  const months = Object.values(notes)
    .map(({ month }) => month)
    .sort();
  return [`${months.length} stacks on ${architectureOf(arch).token}`, `from ${months[0]} to ${months.at(-1)}`];
}
