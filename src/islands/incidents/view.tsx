import { stackOf } from '../../engine/stack/index.ts';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { partWords } from '../../instrument/stacks/partWords.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/Waiting.ts';
import { INCIDENTS_LINK, type IncidentsLink, readIncidentsLink } from '../../share/incidentsLink.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { AskFields } from './panels/AskFields.tsx';
import { IncidentRows } from './panels/IncidentRows.tsx';
import { init, update } from './state/model.ts';
import type { Incident } from './state/Needs.ts';
import type { Reply } from './state/Reply.ts';
import type { Message, Opening, State } from './state/State.ts';
import { select, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';

/** What the static page hands to the table of incidents. */
export interface IncidentsProps extends InstrumentProps<Opening> {
  incidents: readonly Incident[];
  /** The answers that the page is served with. */
  served: Reply;
}

const INCIDENTS: Instrument<State, Message, View, IncidentsLink, Opening> = {
  update,
  select,
  linkOf: ({ asked }) => asked,
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: {
    format: INCIDENTS_LINK,
    async open(fragment, limits) {
      const { value, diagnostics } = await readIncidentsLink(fragment, limits);
      return { link: value, notices: diagnostics };
    },
  },
  name: 'the incidents',
  subjectOf: ({ asked: { stack } }) => subject('Incidents', stack),
};

/** The table of incidents. Its first render, on the server and at hydration, is a function of the props alone. */
export default function Incidents(props: IncidentsProps) {
  const { id, opening, incidents, served } = props;
  const begin = () => init(opening, incidents, served);
  const { state, view, dispatch, report, link } = useInstrument(INCIDENTS, props, begin);
  const tryAgain = useAnswers(state, dispatch);
  const stack = stackOf(state.answer.question.stack);
  return (
    <div class="island incidents page">
      <Notices items={view.notices} />
      <div class="island-parts">
        <AskFields id={id} view={view} dispatch={dispatch}>
          {view.missing && <Missing what="the answers" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
          <MissingScript of="the table" />
        </AskFields>
        <div class="panel">
          {view.summary !== undefined && (
            <p class="incidents-summary" data-answer="">
              {view.summary}
            </p>
          )}
          <IncidentRows rows={view.rows} />
          <div class="panel-foot">
            <ComputedFor items={[...(stack ? Object.values(partWords(stack)) : []), 'x86_64']} report={report} />
            {link}
          </div>
        </div>
      </div>
      <LiveRegion text={view.announcement} />
    </div>
  );
}
