import { useEffect, useRef } from 'preact/hooks';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import type { TenYearsShown } from '../../instrument/tenYears/TenYears.ts';
import { TenYearsWalk } from '../../instrument/tenYears/TenYearsWalk.tsx';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/Waiting.ts';
import { COMPARE_LINK, type CompareLink } from '../../share/compareLink.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { AnswerCard } from './panels/AnswerCard.tsx';
import { CompareFields } from './panels/CompareFields.tsx';
import { ForecastPart } from './panels/ForecastPart.tsx';
import type { Forecast } from './state/Forecast.ts';
import { init, linkOf, update } from './state/model.ts';
import { openFragment } from './state/openFragment.ts';
import type { Reply } from './state/Reply.ts';
import type { Message, Opening, State } from './state/State.ts';
import { select, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';
import { useForecast } from './worker/useForecast.ts';

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
