import type { ComponentChildren } from 'preact';
import type { Arch } from '../../../../engine/linux/index.ts';
import { applyEdits, type Edit } from '../../../../engine/text/index.ts';
import { Missing } from '../../../../instrument/recovery/Missing.tsx';
import { MissingScript } from '../../../../instrument/recovery/MissingScript.tsx';
import type { Report } from '../../../../share/reportOf.ts';
import { ComputedFor } from '../../../../ui/ComputedFor.tsx';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import { shortened } from '../../../../ui/shortened.ts';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import type { Dispatch, Message } from '../../state/Message.ts';
import type { Goal } from '../../words/completions/Goal.ts';
import type { NoProfileShown } from '../../words/noProfileIn.ts';
import type { View } from '../../words/select.ts';
import { OfferList } from '../answer/OfferList.tsx';
import { Conclusion, RoadList } from '../answer/RoadList.tsx';
import { StartCard } from '../answer/StartCard.tsx';
import { TraceCard } from '../answer/TraceCard.tsx';
import { UseProfile } from '../answer/UseProfile.tsx';
import { VerdictCard } from '../answer/VerdictCard.tsx';
import { ProfileChoice } from '../profile/ProfileChoice.tsx';
import { AnswerStrip } from './AnswerStrip.tsx';
import { QuestionField } from './QuestionField.tsx';

/** The verdict, or all that is answered. */
export type AnswerPart = 'verdict' | 'answer';

export interface AskPanelProps {
  view: View;
  dispatch: Dispatch;
  id: string;
  /** The profile's text field. */
  fieldId: string;
  /** Names the part as a landmark, on the instrument's own page only: in a chapter there may be several. */
  landmark: string | undefined;
  report: Report;
  /** The ABI of calls whose ABI is not written. */
  arch: Arch;
  /** What can be asked for by its goal; empty in a chapter. */
  goals: readonly Goal[];
  /** Does what brings another answer, and brings that part of it into sight. */
  onAct: (message: Message, part: AnswerPart) => void;
  /** Asks again for what is missing. */
  onTryAgain: () => void;
  /** Asks again for the ways and findings. */
  onInspectAgain: () => void;
  /** Brings the answer into sight. */
  onShowAnswer: () => void;
  /** How the present state is taken elsewhere: a link to copy, or one to follow. */
  link: ComponentChildren;
}

/** The question and its answer. */
export function AskPanel({
  view,
  dispatch,
  id,
  fieldId,
  landmark,
  report,
  arch,
  goals,
  onAct,
  onTryAgain,
  onInspectAgain,
  onShowAnswer,
  link,
}: AskPanelProps) {
  const { ask, status } = view;
  const capabilities = view.container?.capabilities ?? [];
  const problemId = `${id}-ask-problems`;
  const wrong = ask.problems.length > 0;
  return (
    <section class="panel checker-ask" aria-label={landmark}>
      <div class="checker-question">
        {landmark !== undefined && (
          <div class="field profile-first">
            <ProfileChoice id={`${id}-preset-first`} profile={view.profile} dispatch={dispatch} pasteIn={fieldId} />
          </div>
        )}
        <QuestionField
          ask={ask}
          dispatch={dispatch}
          id={id}
          problemId={wrong ? problemId : undefined}
          arch={arch}
          goals={goals}
        />
        {landmark !== undefined && <AnswerStrip lines={view.strip} isBelow onShow={onShowAnswer} />}
      </div>
      {view.missing && <Missing {...view.missing} onTryAgain={onTryAgain} />}
      <MissingScript of="the profile checker" />
      {status && (
        <p class="status shaped depends" data-answer="">
          {status}
        </p>
      )}
      {view.noProfile && <NoProfile shown={view.noProfile} dispatch={dispatch} />}
      {view.container && (
        <p class="status shaped depends" data-answer="">
          <PhraseText phrase={view.container.words} fieldId={undefined} />{' '}
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'capabilities', capabilities })}>
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
                <button type="button" class="btn" onClick={() => dispatch({ kind: 'fix-question', edits: fix })}>
                  <EditWords text={ask.text} edits={fix} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.start && (
        <StartCard
          id={id}
          shown={view.start}
          compact={landmark === undefined}
          onFix={(edits) => onAct({ kind: 'fix', edits, of: 'start' }, 'answer')}
          onOpen={(preset) => onAct({ kind: 'fetch', id: preset }, 'answer')}
        />
      )}
      <UndoLine id={id} undo={view.profile.undo} of="start" dispatch={dispatch} />
      {view.trace && (
        <TraceCard
          {...view.trace}
          onAsk={(call) => onAct({ kind: 'ask-line', call }, 'verdict')}
          onFix={(edits) => dispatch({ kind: 'fix', edits, of: 'answer' })}
        />
      )}
      {landmark !== undefined && view.roads && (
        <Conclusion roads={view.roads.shown} old={view.roads.old} doubtful={view.roads.doubtful} />
      )}
      {ask.answered && (
        <VerdictCard
          id={`${id}-verdict`}
          answered={ask.answered}
          capabilities={{ lacking: landmark === undefined ? ask.answered.lacking : [], added: view.target.added }}
          profile={{ name: view.computedFor[0], place: `${id}-profile`, container: view.target.unusual }}
          fieldId={view.placesHold ? fieldId : undefined}
          stale={view.stale}
          asHeading={landmark !== undefined}
          dispatch={dispatch}
        />
      )}
      {landmark !== undefined && (
        <OfferList
          id={id}
          offers={view.offers}
          onOffer={({ edits, capabilities }) => onAct({ kind: 'offer', edits, capabilities }, 'verdict')}
          undo={<UndoLine id={id} undo={view.profile.undo} of="answer" dispatch={dispatch} />}
        />
      )}
      {view.use && (
        <UseProfile
          {...view.use}
          text={view.profile.text}
          onFix={(edits) => dispatch({ kind: 'fix', edits, of: 'use' })}
          undo={<UndoLine id={id} undo={view.profile.undo} of="use" dispatch={dispatch} />}
        />
      )}
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
          onAsk={(call) => onAct({ kind: 'ask-road', call }, 'verdict')}
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
function NoProfile({ shown: { title, starters }, dispatch }: { shown: NoProfileShown; dispatch: Dispatch }) {
  return (
    <div class="no-profile panel-part" data-answer="">
      <p class="no-profile-title">{title}</p>
      <p>Paste a profile, open its file, or choose one from the list. To try one:</p>
      <p class="no-profile-starters">
        {starters.map(({ id, words }) => (
          <button key={id} type="button" class="btn" onClick={() => dispatch({ kind: 'fetch', id })}>
            Use {words}
          </button>
        ))}
      </p>
    </div>
  );
}
