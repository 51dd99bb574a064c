import type { ComponentChildren } from 'preact';
import { applyEdits, type Edit } from '../../../../engine/text/index.ts';
import { WhatHaveIGot } from '../../../../instrument/installed/WhatHaveIGot.tsx';
import { Missing, MissingScript } from '../../../../instrument/recovery/Missing.tsx';
import type { Report } from '../../../../share/reportOf.ts';
import { ComputedFor } from '../../../../ui/ComputedFor.tsx';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { shortened } from '../../../../ui/shortened.ts';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import type { Goal } from '../../words/completions/completeCall.ts';
import type { NoProfileShown } from '../../words/profileView.ts';
import type { View } from '../../words/select.ts';
import { alsoWith, chooseStack, installedStack } from '../../words/targetView.ts';
import { Conclusion, RoadList } from '../answer/RoadList.tsx';
import { CardBody, OwnersLine, StackAnswers, StartCard, UseProfile, VerdictCard } from '../answer/VerdictCard.tsx';
import type { Panel } from '../Panel.ts';
import { ProfileChoice } from '../profile/ProfilePanel.tsx';
import { AnswerStrip, QuestionField } from './QuestionField.tsx';

/**
 * What to do about a refusal: each change by a button, with what it opens beside what was asked for. Above them, what was done to the profile from here,
 * which stays where the call is not refused, or its offers are on their way.
 */
function OfferList({ panel: { view, id, dispatch, act } }: { panel: Panel }) {
  const { offers } = view;
  return (
    <section class="offers panel-part" data-answer="" aria-labelledby={offers && `${id}-offers`}>
      <UndoLine id={id} undo={view.profile.undo} of="answer" dispatch={dispatch} />
      {offers && (
        <>
          <h2 id={`${id}-offers`}>{offers.items.length > 0 ? 'What you can change' : 'What else can refuse it'}</h2>
          {offers.required.length > 0 && (
            <p class="offer-required">
              <PhraseText phrase={offers.required} fieldId={undefined} />
            </p>
          )}
          {offers.items.length > 0 && (
            <ul>
              {offers.items.map(({ kind, button, does, edits, capabilities }) => (
                <li key={`${kind} ${capabilities.join()}`}>
                  <button
                    type="button"
                    class="btn"
                    onClick={() => act({ kind: 'offer', edits, capabilities }, 'verdict')}
                  >
                    <PhraseText phrase={button} fieldId={undefined} />
                  </button>
                  <span>
                    <PhraseText phrase={does} fieldId={undefined} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

/** What the filter makes of several lines that were pasted: which of their calls it refuses, each to be asked about, and the edit that allows all of them. */
function TraceCard({ panel, shown, lines }: NonNullable<View['trace']> & { panel: Panel }) {
  return (
    <div id={`${panel.id}-trace`} class={`start-card trace ${shown?.tone ?? 'depends'}`} data-answer="" tabIndex={-1}>
      {shown === undefined ? (
        <p>{`Checking ${lines} lines…`}</p>
      ) : (
        <>
          <p class="start-title shaped">{shown.title}</p>
          {shown.refused.length > 0 && (
            <p class="examples">
              {shown.refused.map(({ name, line }) => (
                <button
                  key={name}
                  type="button"
                  class="link"
                  onClick={() => panel.act({ kind: 'ask-line', call: line }, 'verdict')}
                >
                  {name}
                </button>
              ))}
            </p>
          )}
          <CardBody
            paragraphs={shown.notes}
            fix={shown.fix}
            onFix={(edits) => panel.act({ kind: 'fix', edits, of: 'answer' }, 'trace')}
          />
        </>
      )}
    </div>
  );
}

/** Whose machine it is: one choice that sets engine, runtime, libseccomp, kernel, capabilities, and the profile unless it is the reader's own. */
function StackChoice({ panel: { view, id, dispatch } }: { panel: Panel }) {
  const { options, value, chosen, changed, present } = view.stack;
  const choose = (stack: string) => dispatch(chooseStack(stack, view.stack));
  return (
    <div class="field stack-choice">
      <SelectField id={`${id}-stack`} label="Stack" options={options} value={value} onValue={choose} />
      {changed && <p class="stack-changed">{changed}</p>}
      <WhatHaveIGot
        id={id}
        chosen={chosen}
        present={present}
        also={(choice) => alsoWith(choice, view.stack)}
        onUse={(choice) => dispatch(installedStack(choice, view.stack))}
      />
    </div>
  );
}

interface AskPanelProps {
  panel: Panel;
  report: Report;
  /** What can be asked for by its goal; empty in a chapter. */
  goals: readonly Goal[];
  /** Asks again for what is missing. */
  onTryAgain: () => void;
  /** Asks again for the ways and findings. */
  onInspectAgain: () => void;
  /** How the present state is taken elsewhere: a link to copy, or one to follow. */
  link: ComponentChildren;
}

/** The question and its answer. */
export function AskPanel({ panel, report, goals, onTryAgain, onInspectAgain, link }: AskPanelProps) {
  const { view, id, fieldId, isPage, dispatch, act } = panel;
  const { ask, status } = view;
  const capabilities = view.container?.capabilities ?? [];
  const problemId = `${id}-ask-problems`;
  const wrong = ask.problems.length > 0;
  return (
    <section class="panel checker-ask" aria-label={isPage ? 'Ask' : undefined}>
      <div class="checker-question">
        {isPage && (
          <div class="field profile-first">
            <ProfileChoice panel={panel} id={`${id}-preset-first`} />
          </div>
        )}
        {isPage && <StackChoice panel={panel} />}
        <QuestionField panel={panel} problemId={wrong ? problemId : undefined} goals={goals} />
        {isPage && <AnswerStrip panel={panel} isBelow />}
      </div>
      {view.missing && <Missing {...view.missing} onTryAgain={onTryAgain} />}
      <MissingScript of="the profile checker" />
      {status && (
        <p class="status shaped depends" data-answer="">
          {status}
        </p>
      )}
      {view.noProfile && <NoProfile shown={view.noProfile} panel={panel} />}
      {view.container && (
        <p class="status shaped depends" data-answer="">
          <PhraseText phrase={view.container.words} fieldId={undefined} />{' '}
          <button type="button" class="btn" onClick={() => act({ kind: 'capabilities', capabilities }, 'answer')}>
            Use these capabilities
          </button>
        </p>
      )}
      {wrong && (
        <ul class="ask-problems" data-answer="" id={problemId}>
          {ask.problems.map(({ code, message, hint, fix }) => (
            <li key={code + message}>
              <span>
                {shortened(message)} {hint}
              </span>
              {fix && (
                <button type="button" class="btn" onClick={() => act({ kind: 'fix-question', edits: fix }, 'verdict')}>
                  <EditWords text={ask.text} edits={fix} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.start && <StartCard panel={panel} shown={view.start} />}
      <UndoLine id={id} undo={view.profile.undo} of="start" dispatch={dispatch} />
      {view.trace && <TraceCard panel={panel} {...view.trace} />}
      {isPage && view.roads && <Conclusion {...view.roads} />}
      {ask.answered && <VerdictCard panel={panel} answered={ask.answered} />}
      {view.stacks?.owner && <OwnersLine panel={panel} owner={view.stacks.owner} />}
      {isPage && <OfferList panel={panel} />}
      {view.stacks && <StackAnswers panel={panel} stacks={view.stacks} />}
      {view.use && <UseProfile panel={panel} use={view.use} />}
      {view.uninspected && (
        <Missing what={view.uninspected.what} trouble={view.uninspected.trouble} onTryAgain={onInspectAgain} />
      )}
      {view.roads && (
        <RoadList
          id={id}
          roads={view.roads.shown}
          old={view.roads.old}
          fieldId={view.placesHold && !view.roads.old ? fieldId : undefined}
          asked={ask.text}
          onAsk={(call) => act({ kind: 'ask-road', call }, 'verdict')}
        />
      )}
      <div class="panel-foot">
        {!view.noProfile && !view.missing && <ComputedFor items={view.computedFor} report={report} />}
        {link}
      </div>
    </section>
  );
}

/** What a press does to the question: a word of it gives way to another, or the question becomes another. */
function EditWords({ text, edits }: { text: string; edits: readonly Edit[] }) {
  const [edit] = edits;
  const replaces = edits.length === 1 && edit !== undefined && !edit.text.endsWith(' ');
  return replaces ? (
    <>
      Replace with <code>{edit.text}</code>
    </>
  ) : (
    <>
      Check <code>{shortened(applyEdits(text, edits))}</code>
    </>
  );
}

/** Stands for the answer while there is no profile: what to do, and two profiles to begin with. */
function NoProfile({ shown: { title, starters }, panel }: { shown: NoProfileShown; panel: Panel }) {
  return (
    <div class="no-profile panel-part" data-answer="">
      <p class="no-profile-title">{title}</p>
      <p>Paste a profile, open its file, or choose one from the list. To try one:</p>
      <p class="no-profile-starters">
        {starters.map(({ id, words }) => (
          <button key={id} type="button" class="btn" onClick={() => panel.dispatch({ kind: 'fetch', id })}>
            Use {words}
          </button>
        ))}
      </p>
    </div>
  );
}
