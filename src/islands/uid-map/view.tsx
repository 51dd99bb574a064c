import { useEffect, useRef } from 'preact/hooks';
import { type NearestStack, stackOf } from '../../engine/stack/index.ts';
import type { Program } from '../../instrument/checks/completeCheck.ts';
import { Tests } from '../../instrument/checks/Tests.tsx';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { WhatHaveIGot } from '../../instrument/installed/WhatHaveIGot.tsx';
import { Missing } from '../../instrument/recovery/Missing.tsx';
import { useLatePart } from '../../instrument/recovery/useLatePart.tsx';
import { KernelField, OtherStack } from '../../instrument/stacks/KernelField.tsx';
import { stackOptions } from '../../instrument/stacks/stackOptions.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { readUidMapLink, UID_MAP_LINK, type UidMapLink } from '../../share/uidMapLink.ts';
import { Choice } from '../../ui/Choice.tsx';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import type { UidMapExample } from './panels/MapViews.tsx';
import { ReadPanel } from './panels/ReadPanel.tsx';
import { SystemPanel } from './panels/SystemPanel.tsx';
import type { Dispatch, Opening, State } from './state/State.ts';
import { isProgram } from './state/versionsOn.ts';
import type { OtherAnswer } from './words/otherAnswer.ts';
import type { StackView } from './words/stackView.ts';
import { begin, type Live, type LiveMessage, live, shownLink } from './worker/live.ts';
import { type LiveView, liveView } from './worker/liveView.ts';
import type { Answered } from './worker/Question.ts';
import { useAnswers } from './worker/useAnswers.ts';

export interface StackPanelProps {
  view: StackView;
  dispatch: Dispatch;
  id: string;
}

/** Whose host it is: one choice that sets the kernel and the release of every program that reads or writes a map, and each of them by itself. */
export function StackPanel({ view, dispatch, id }: StackPanelProps) {
  const { value, own, changed, programs, kernel, present } = view;
  const choose = (choices: Partial<Pick<State, 'stack' | 'versions' | 'kernel'>>) =>
    dispatch({ kind: 'choose', choices });
  return (
    <div class="field uid-map-stack">
      <SelectField
        id={`${id}-stack`}
        label="Stack"
        options={stackOptions(value || undefined)}
        value={value}
        onValue={(stack) => choose(stack === '' ? {} : { stack })}
      />
      {changed && <p class="stack-changed">{changed}</p>}
      <WhatHaveIGot
        id={id}
        chosen={stackOf(value)}
        present={present}
        also={() => undefined}
        onUse={(choice) => choose(installedChoice(choice))}
      />
      <details class="stack-programs">
        <summary>Choose versions one by one</summary>
        <div class="target-fields">
          {programs.map(({ program, label, options, value }) => (
            <SelectField
              key={program}
              id={`${id}-${program}`}
              label={label}
              options={options}
              value={value}
              onValue={(release) => choose({ versions: { ...own, [program]: release } })}
            />
          ))}
          <KernelField id={`${id}-kernel`} kernel={kernel} onValue={(kernel) => choose({ kernel })} />
        </div>
      </details>
    </div>
  );
}

/** The stack that a host is nearest to, with the releases of its engine and its runtime, and its kernel. */
function installedChoice({
  stack,
  runtime,
  versions,
  kernel,
}: NearestStack): Pick<State, 'stack' | 'versions' | 'kernel'> {
  const { engine } = stack;
  return {
    stack: stack.id,
    versions: {
      ...(isProgram(engine) && versions.engine !== stack.versions.engine && { [engine]: versions.engine }),
      ...((runtime !== stack.runtime || versions.runtime !== stack.versions.runtime) && {
        [runtime]: versions.runtime,
      }),
    },
    kernel: kernel === stack.kernel ? undefined : kernel,
  };
}

/** Which other stack answers otherwise, where one does. */
export function OtherLine({ other, dispatch }: { other: OtherAnswer | undefined; dispatch: Dispatch }) {
  if (!other) return null;
  return (
    <section class="other-stack panel-part" data-answer="" aria-label="Other versions">
      <OtherStack {...other} onCheck={() => dispatch({ kind: 'choose', choices: other.choices })} />
    </section>
  );
}

/** What the static page hands to the calculator. */
export interface UidMapProps extends InstrumentProps<Opening> {
  /** The answer to the opening, as the served page shows it. */
  first: Answered;
  /** The site’s base, without a slash at its end. */
  base: string;
  /** Worked cases that are offered while there is no text. */
  examples: readonly UidMapExample[];
  /** The command as the site serves it, which the tests on the instrument’s own page lead to. */
  program?: Program;
}

const CALCULATOR: Instrument<Live, LiveMessage, LiveView, UidMapLink, Opening> = {
  update: live,
  select: liveView,
  linkOf: shownLink,
  isChanged: ({ shown }) => shown.changed,
  isWaiting: ({ waiting }) => waiting.length > 0,
  codec: {
    format: UID_MAP_LINK,
    async open(fragment, limits) {
      const { value, diagnostics } = await readUidMapLink(fragment, limits);
      return { link: value, notices: diagnostics };
    },
  },
  name: 'the UID map',
  subjectOf: () => 'UID map',
};

/** The UID-mapping calculator. Its first render, on the server and at hydration, is a function of the props alone. */
export default function UidMapCalculator(props: UidMapProps) {
  const { mode, id, first, base, examples, program } = props;
  const { state, view, dispatch, report, link } = useInstrument(CALCULATOR, props, () => begin(first));
  const tryAgain = useAnswers(state, mode, dispatch);
  const isPage = mode === 'page';
  const making = useLatePart(view.chosen === 'make', loadMaking, 'the fields for a map');
  const isAwaited = useRef(false);
  useEffect(() => {
    if (!isAwaited.current || view.task !== 'read') return;
    isAwaited.current = false;
    // The ID that is asked for, and its answer under it, once they are drawn.
    requestAnimationFrame(() => document.getElementById(`${id}-answer`)?.parentElement?.scrollIntoView());
  }, [view.task, id]);
  const lookUp = () => {
    isAwaited.current = true;
    dispatch({ kind: 'look-up' });
  };
  const fieldId = (text: number) => (text === 0 ? `${id}-text` : `${id}-text-${text}`);
  const foot = (
    <div class="panel-foot">
      {!view.missing && <ComputedFor items={(view.make ?? view.read).computedFor} report={report} />}
      {link}
    </div>
  );
  const answering = {
    missing: view.missing && (
      <Missing what={view.make ? 'the map' : 'the answer'} trouble={view.missing.trouble} onTryAgain={tryAgain} />
    ),
    other: <OtherLine other={view.other} dispatch={dispatch} />,
    ...{ dispatch, id, examples, foot },
  };
  const stack = <StackPanel view={(view.make ?? view.read).stack} dispatch={dispatch} id={id} />;
  const answer = <ReadPanel view={view.read} {...answering} fieldId={isPage ? fieldId : undefined} base={base} />;
  return (
    <div class={`island uid-map ${mode}`}>
      <Notices items={view.notices} />
      {isPage && (
        <Choice
          name={`${id}-task`}
          legend="Your task"
          hideLegend
          class="task-choice"
          options={TASKS}
          value={view.chosen}
          onValue={(task) => dispatch({ kind: 'choose', choices: { task } })}
        />
      )}
      {view.make && making.Part ? (
        <making.Part view={view.make} undo={view.undo} stack={stack} {...answering} onLookUp={lookUp} />
      ) : making.missing ? (
        making.missing
      ) : isPage ? (
        <div class="island-parts">
          <SystemPanel view={view.read} undo={view.undo} stack={stack} dispatch={dispatch} id={id} fieldId={fieldId} />
          {answer}
        </div>
      ) : (
        answer
      )}
      {isPage && program && (
        <Tests
          program={program}
          text={state.shown.checks}
          href={`${base}/reference/checks/`}
          load={loadTests}
          props={{ id, dispatch, answered: state.answered, isLate: state.late }}
        />
      )}
      <LiveRegion text={view.announcement} />
    </div>
  );
}

const loadMaking = () => import('./panels/MakePanels.tsx').then(({ MakePanels }) => MakePanels);

const loadTests = () => import('./panels/MapTests.tsx').then(({ MapTests }) => MapTests);

/** The two things that people come for. */
const TASKS = [
  { value: 'read', label: 'Look up an ID' },
  { value: 'make', label: 'Make a map' },
] as const;
