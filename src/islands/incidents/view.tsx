import type { ComponentChildren } from 'preact';
import { stackOf } from '../../engine/stack/index.ts';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { ProfileChoice } from '../../instrument/ownProfile/ProfileChoice.tsx';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { partWords } from '../../instrument/stacks/partWords.ts';
import { stackOptions } from '../../instrument/stacks/stackOptions.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/useWaiting.ts';
import { INCIDENTS_LINK, type IncidentsLink, readIncidentsLink } from '../../share/incidentsLink.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { OwnProfile } from '../../ui/OwnProfile.tsx';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { SelectField, type SelectOption } from '../../ui/SelectField.tsx';
import { init, update } from './state/model.ts';
import type { Asked, Dispatch, Incident, Message, Opening, Reply, State } from './state/State.ts';
import { type Row, STOPPER_WORDS, select, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';

export interface AskFieldsProps {
  id: string;
  view: View;
  dispatch: Dispatch;
  /** What stands in the place of the answers. */
  children: ComponentChildren;
}

const STOPPED: readonly SelectOption<Asked['stopped']>[] = [
  { value: 'any', label: 'anything' },
  ...Object.entries(STOPPER_WORDS).map(([value, label]) => ({ value: value as Asked['stopped'], label })),
];

const SORT: readonly SelectOption<Asked['sort']>[] = [
  { value: 'newest', label: 'newest first' },
  { value: 'oldest', label: 'oldest first' },
];

const PROFILES = { default: 'The stack’s default profile', own: 'Your profile' };

/** Whose profile the vulnerabilities are put to, and which are shown. */
export function AskFields({ id, view, dispatch, children }: AskFieldsProps) {
  const { asked } = view;
  return (
    <section class="panel incidents-ask" aria-label="Ask">
      <div class="incidents-fields">
        <SelectField
          id={`${id}-stack`}
          label="Stack"
          options={stackOptions(asked.stack)}
          value={asked.stack}
          onValue={(stack) => dispatch({ kind: 'stack', stack })}
        />
        <ProfileChoice
          id={id}
          class="incidents-profile-of"
          labels={PROFILES}
          usesOwn={view.usesOwn}
          onUsesOwn={(usesOwn) => dispatch({ kind: 'uses-own', usesOwn })}
        />
      </div>
      {view.usesOwn && (
        <OwnProfile
          id={id}
          text={view.own}
          marks={view.marks}
          problems={view.problems}
          undo={view.undo}
          whenEmpty="Empty: the stack uses its default profile until you paste one."
          dispatch={dispatch}
          onText={(text) => dispatch({ kind: 'own', text })}
          onFile={(file) => dispatch({ kind: 'file', file })}
        />
      )}
      <div class="incidents-fields">
        <SelectField
          id={`${id}-stopped`}
          label="Stopped by"
          options={STOPPED}
          value={asked.stopped}
          onValue={(stopped) => dispatch({ kind: 'show', shown: { stopped } })}
        />
        <SelectField
          id={`${id}-sort`}
          label="Order"
          options={SORT}
          value={asked.sort}
          onValue={(sort) => dispatch({ kind: 'show', shown: { sort } })}
        />
      </div>
      {children}
    </section>
  );
}

const COLUMNS = ['Vulnerability', 'Public', 'Stopped by', 'This profile'] as const;

/** A row for each vulnerability; its name leads to its section. Where it is narrow, each row is a card. */
export function IncidentRows({ rows }: { rows: readonly Row[] }) {
  return (
    <table class="answer-rows incident-rows">
      <caption class="visually-hidden">Vulnerabilities, and what the profile makes of what each needs</caption>
      <thead>
        <tr>
          {COLUMNS.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, title, name, date, stopped, answer }) => (
          <tr key={id}>
            <th scope="row">
              <a href={`#${id}`}>{id.toUpperCase()}</a>{' '}
              <small>{name === undefined ? title : `${name}: ${title}`}</small>
            </th>
            <td data-label={COLUMNS[1]}>
              <time dateTime={date}>{date}</time>
            </td>
            <td data-label={COLUMNS[2]}>
              {stopped.length === 0 ? 'no source says' : stopped.map((each) => STOPPER_WORDS[each]).join(', ')}
            </td>
            <td data-label={COLUMNS[3]}>
              <span data-answer="">{answer === undefined ? '—' : <Answer {...answer} />}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Answer = ({ word, tone, lines }: NonNullable<Row['answer']>) => (
  <>
    {tone === undefined ? word : <Chip tone={tone}>{word}</Chip>}
    {lines.map((line, at) => (
      <small key={at}>
        <PhraseText phrase={line} fieldId={undefined} />
      </small>
    ))}
  </>
);

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
