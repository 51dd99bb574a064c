import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { MachineField } from '../../instrument/ownProfile/ProfileChoice.tsx';
import { PRESETS } from '../../instrument/presets/presets.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { stackOptions } from '../../instrument/stacks/stackOptions.ts';
import type { TenYearsShown } from '../../instrument/tenYears/TenYears.ts';
import { TenYearsWalk } from '../../instrument/tenYears/TenYearsWalk.tsx';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/useWaiting.ts';
import { COMPARE_LINK, COMPARE_LINK_STACK, type ComparedSide, type CompareLink } from '../../share/compareLink.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { OpenFile } from '../../ui/OpenFile.tsx';
import { OwnProfile } from '../../ui/OwnProfile.tsx';
import { fileDrop, type OpenedFile } from '../../ui/openedFile.ts';
import { SelectField, type SelectOption } from '../../ui/SelectField.tsx';
import { ForecastPart, GroupRows, SaidLines } from './panels/ForecastPart.tsx';
import { init, linkOf, update } from './state/model.ts';
import { openFragment } from './state/openFragment.ts';
import type { Answer, Dispatch, Forecast, Message, Opening, Reply, State } from './state/State.ts';
import { select, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';
import { useForecast } from './worker/useForecast.ts';

export interface SideFieldsProps {
  /** That of the instrument. */
  id: string;
  side: ComparedSide;
  view: View;
  dispatch: Dispatch;
}

const TITLES: Readonly<Record<ComparedSide, string>> = { before: 'Before', after: 'After' };

/** The value of the reader's own text in the list of profiles. */
const OWN = 'own';

const PROFILES: readonly SelectOption[] = [
  { value: OWN, label: 'Your own profile', group: 'Yours' },
  ...PRESETS.map(({ id, title, group }) => ({ value: id, label: title, group })),
];

/** One of the two: its profile and its stack. A file that is dropped anywhere on it is its profile. */
export function SideFields({ id: ofInstrument, side, view, dispatch }: SideFieldsProps) {
  const id = `${ofInstrument}-${side}`;
  const { preset, own, usesOwn, problems, marks, undo } = view[side];
  const onFile = (file: OpenedFile) => dispatch({ kind: 'own', side, message: { kind: 'file', file } });
  const choose = (chosen: string) => {
    if (chosen === OWN) dispatch({ kind: 'own', side, message: { kind: 'uses-own', usesOwn: true } });
    else dispatch({ kind: 'preset', side, preset: chosen });
  };
  return (
    <section class="compare-side" aria-labelledby={`${id}-title`} {...fileDrop(onFile)}>
      <h2 id={`${id}-title`}>{TITLES[side]}</h2>
      <SelectField
        id={`${id}-preset`}
        label="Profile"
        options={PROFILES}
        value={usesOwn ? OWN : preset}
        onValue={choose}
      />
      {usesOwn ? (
        <OwnProfile
          id={id}
          text={own}
          marks={marks}
          problems={problems}
          undo={undo}
          whenEmpty={`Empty: ${titleOf(preset)} is compared until you paste a profile.`}
          dispatch={(message) => dispatch({ kind: 'own', side, message })}
          onText={(text) => dispatch({ kind: 'own', side, message: { kind: 'own', text } })}
          onFile={onFile}
        />
      ) : (
        <p class="compare-open">
          <OpenFile label="Open a profile…" accept=".json,application/json" onFile={onFile} />
        </p>
      )}
      <StackField id={id} side={side} asked={view.asked} dispatch={dispatch} />
    </section>
  );
}

const titleOf = (preset: string): string => PRESETS.find(({ id }) => id === preset)?.title ?? preset;

const SAME: SelectOption = { value: '', label: 'The same stack' };

function StackField({ id, side, asked, dispatch }: Omit<SideFieldsProps, 'view'> & Pick<View, 'asked'>) {
  const { stack = COMPARE_LINK_STACK, afterStack } = asked;
  const options = stackOptions(stack);
  return side === 'before' ? (
    <SelectField
      id={`${id}-stack`}
      label="Stack"
      options={options}
      value={stack}
      onValue={(chosen) => dispatch({ kind: 'ask', asked: { stack: chosen } })}
    />
  ) : (
    <SelectField
      id={`${id}-stack`}
      label="Stack"
      options={[SAME, ...options]}
      value={afterStack ?? ''}
      onValue={(chosen) => dispatch({ kind: 'ask', asked: { afterStack: chosen || undefined } })}
    />
  );
}

export interface CompareFieldsProps {
  id: string;
  view: View;
  dispatch: Dispatch;
  /** What stands in the place of an answer. */
  children: ComponentChildren;
}

/** The two profiles, each with its stack, and the machine of both. */
export function CompareFields({ id, view, dispatch, children }: CompareFieldsProps) {
  return (
    <section class="panel compare-ask" aria-label="Profiles">
      <div class="compare-sides">
        <SideFields id={id} side="before" view={view} dispatch={dispatch} />
        <SideFields id={id} side="after" view={view} dispatch={dispatch} />
      </div>
      <div class="compare-of">
        <button type="button" class="btn" onClick={() => dispatch({ kind: 'swap' })}>
          Swap before and after
        </button>
        <MachineField id={id} arch={view.asked.arch} onArch={(arch) => dispatch({ kind: 'ask', asked: { arch } })} />
      </div>
      {children}
      {/* For eyes alone, while the answer is out of sight; the live region reads it out. */}
      {view.answer && (
        <p class={`answer-strip toned ${view.answer.tone ?? 'differs'}`} data-answer="" aria-hidden="true">
          <span class="shaped">{view.answer.headline}</span>
        </p>
      )}
    </section>
  );
}

export interface AnswerCardProps {
  answer: Answer;
  /** The page of the profile checker. */
  checker: string;
  children: ComponentChildren;
}

/** The answer in a sentence, the calls by name, and every difference with both answers. */
export function AnswerCard({ answer, checker, children }: AnswerCardProps) {
  const { tone = 'differs', headline, lines, groups, states } = answer;
  return (
    <section class={`panel compare-answer ${tone}`} data-answer="" data-picture="" aria-label="Answer">
      <div class="said compare-said">
        <h2 class="headline short shaped">{headline}</h2>
        <SaidLines lines={lines} />
      </div>
      {groups.map((group) => (
        <GroupRows key={group.kind} group={group} states={states} checker={checker} />
      ))}
      {children}
    </section>
  );
}

/** What the static page hands to the comparison. */
export interface CompareProps extends InstrumentProps<Opening> {
  /** The answer that the page is served with. */
  served: Reply;
  foreseen: Forecast;
  checkerHref: string;
  traceHref: string;
  /** The ten years of defaults below the answer; undefined where the page shows them not. */
  tenYears: TenYearsShown | undefined;
}

const COMPARE: Instrument<State, Message, View, CompareLink, Opening> = {
  update,
  select,
  linkOf,
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: { format: COMPARE_LINK, open: openFragment },
  name: 'Compare',
  subjectOf: ({ asked }) =>
    subject('Compare', ...[asked.before, asked.after].map((each) => ('preset' in each ? each.preset : 'own'))),
};

/** Two profiles compared by what they do. Its first render, on the server and at hydration, is a function of the props alone. */
export default function Compare(props: CompareProps) {
  const { id, opening, served, foreseen, checkerHref, traceHref, tenYears, href } = props;
  const { state, view, dispatch, report, link } = useInstrument(COMPARE, props, () => init(opening, served, foreseen));
  const tryAgain = useAnswers(state, dispatch);
  const years = useRef<HTMLElement>(null);
  useEffect(() => {
    if (state.toYears > 0) years.current?.scrollIntoView();
  }, [state.toYears]);
  const foreseeAgain = useForecast(state, dispatch);
  const { answer } = view;
  return (
    <div class="island compare page">
      <Notices items={view.notices} />
      <div class="island-parts">
        <CompareFields id={id} view={view} dispatch={dispatch}>
          {view.missing && <Missing what="the comparison" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
          <MissingScript of="the profile comparison" />
        </CompareFields>
        {answer ? (
          <AnswerCard answer={answer} checker={checkerHref}>
            {answer.groups.length > 0 && (
              <p class="compare-legend">
                The comparison covers every call, with every value of its arguments, on each ABI that the kernel runs.
                “Allowed” means that the filter lets the call pass; the kernel may still refuse it. Another call may do
                what a refused one does: <i>before</i> and <i>after</i> lead to the profile checker, which shows these
                ways.
              </p>
            )}
            <div class="panel-foot">
              <ComputedFor items={answer.computedFor} report={report} />
              {link}
            </div>
          </AnswerCard>
        ) : (
          // A question without an answer can be sent to somebody as well.
          <p>{link}</p>
        )}
        {view.forecastMissing && (
          <Missing what="the recorded programs" trouble={view.forecastMissing} onTryAgain={foreseeAgain} />
        )}
        {answer && (
          <ForecastPart
            id={id}
            forecast={view.forecast}
            states={answer.states}
            checker={checkerHref}
            trace={traceHref}
          />
        )}
      </div>
      {tenYears && (
        <section class="compare-years" id="ten-years" aria-labelledby={`${id}-years`} ref={years}>
          <h2 id={`${id}-years`}>Ten years of Docker’s default</h2>
          <TenYearsWalk
            id={`${id}-walk`}
            {...tenYears}
            at={state.at}
            onAt={(at) => dispatch({ kind: 'at', at })}
            compareHref={href}
          />
        </section>
      )}
      <LiveRegion text={view.foretold} />
      <LiveRegion text={view.announcement} />
    </div>
  );
}
