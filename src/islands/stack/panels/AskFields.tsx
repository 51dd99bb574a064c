import type { ComponentChildren } from 'preact';
import { applyEdits, type Diagnostic } from '../../../engine/text/index.ts';
import { MachineField, ProfileChoice } from '../../../instrument/ownProfile/ProfileChoice.tsx';
import { ComboBox } from '../../../ui/ComboBox.tsx';
import { type Completion, matchingOptions } from '../../../ui/Completion.ts';
import { OwnProfile } from '../../../ui/OwnProfile.tsx';
import { shortened } from '../../../ui/shortened.ts';
import { TextInput } from '../../../ui/TextInput.tsx';
import type { Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';

export interface AskFieldsProps {
  id: string;
  view: View;
  /** Every call that can be named. */
  names: readonly string[];
  dispatch: Dispatch;
  /** What stands in the place of an answer. */
  children: ComponentChildren;
}

/** Calls with a story, and images that people have. */
const CALLS = ['clone3', 'faccessat2', 'fchmodat2', 'mseal', 'io_uring_setup', 'futex_time64'] as const;
const IMAGES = ['ubuntu:22.04', 'ubuntu:24.04', 'debian:12', 'alpine:3.14', 'glibc 2.43'] as const;

/** What is put through the stacks: a call, an image, a profile. */
export function AskFields({ id, view, names, dispatch, children }: AskFieldsProps) {
  const { asked, problems } = view;
  return (
    <section class="panel stack-ask" aria-label="Ask">
      <div class="stack-fields">
        <div class="field">
          <ComboBox
            id={`${id}-call`}
            label="System call"
            listLabel="System calls"
            value={asked.call}
            complete={(text, caret, isAsked) => completeName(names, text, caret, isAsked)}
            describedBy={describedBy(`${id}-call`, problems.call)}
            invalid={problems.call.length > 0}
            onValue={(call) => dispatch({ kind: 'ask', asked: { call } })}
          />
          <Problems
            id={`${id}-call`}
            items={problems.call}
            onFix={({ fix = [] }) => dispatch({ kind: 'ask', asked: { call: applyEdits(asked.call, fix) } })}
          />
          <Examples items={CALLS} onChoice={(call) => dispatch({ kind: 'ask', asked: { call } })} />
        </div>
        <div class="field">
          <TextInput
            id={`${id}-image`}
            label="Image or libc (optional)"
            value={asked.image}
            placeholder="ubuntu:22.04"
            describedBy={describedBy(`${id}-image`, problems.image)}
            invalid={problems.image.length > 0}
            onValue={(image) => dispatch({ kind: 'ask', asked: { image } })}
          />
          <Problems
            id={`${id}-image`}
            items={problems.image}
            onFix={({ fix = [] }) => dispatch({ kind: 'ask', asked: { image: applyEdits(asked.image, fix) } })}
          />
          <Examples items={IMAGES} onChoice={(image) => dispatch({ kind: 'ask', asked: { image } })} />
          {asked.call === '' && asked.image !== '' && problems.image.length === 0 && (
            <p class="stack-hint">No system call given: every call that this libc is known to make is checked.</p>
          )}
        </div>
      </div>
      <div class="stack-of">
        <ProfileChoice
          id={id}
          class="stack-profile-of"
          labels={PROFILES}
          usesOwn={view.usesOwn}
          onUsesOwn={(usesOwn) => dispatch({ kind: 'uses-own', usesOwn })}
        />
        <MachineField id={id} arch={asked.arch} onArch={(arch) => dispatch({ kind: 'ask', asked: { arch } })} />
      </div>
      {view.usesOwn && (
        <OwnProfile
          id={id}
          text={view.own}
          marks={view.marks}
          problems={problems.profile}
          undo={view.undo}
          whenEmpty="Empty: each stack uses its default (Kubernetes: RuntimeDefault) until you paste one."
          dispatch={dispatch}
          onText={(text) => dispatch({ kind: 'own', text })}
          onFile={(file) => dispatch({ kind: 'file', file })}
        />
      )}
      {children}
      {/* For eyes alone, while the card below is out of sight; it is read out by the live region. */}
      {view.answer && (
        <p class={`answer-strip toned ${view.answer.tone}`} data-answer="" aria-hidden="true">
          <span class="shaped">{view.answer.headline}</span>
        </p>
      )}
    </section>
  );
}

const PROFILES = { default: 'Each stack’s default (Kubernetes: RuntimeDefault)', own: 'Your profile on every stack' };

const describedBy = (id: string, problems: readonly Diagnostic[]) =>
  problems.length > 0 ? `${id}-problems` : undefined;

interface ProblemsProps {
  id: string;
  items: readonly Diagnostic[];
  onFix?: (item: Diagnostic) => void;
}

/** What is wrong with a line, and what puts it right. */
function Problems({ id, items, onFix }: ProblemsProps) {
  if (items.length === 0) return null;
  return (
    <ul id={`${id}-problems`} data-answer="">
      {items.map((item) => (
        <li key={item.code + item.message} class="field-problem">
          {shortened(item.message)} {item.hint}{' '}
          {item.fix?.length === 1 && onFix && (
            <button type="button" class="btn" onClick={() => onFix(item)}>
              Replace with <code>{item.fix[0]?.text}</code>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Examples({ items, onChoice }: { items: readonly string[]; onChoice: (item: string) => void }) {
  return (
    <p class="examples">
      Try{' '}
      {items.map((item) => (
        <button key={item} type="button" class="link" onClick={() => onChoice(item)}>
          {item}
        </button>
      ))}
    </p>
  );
}

const MOST_OPTIONS = 60;

/** The calls that a word begins or is within; all of them where the reader opens the list. */
function completeName(names: readonly string[], text: string, caret: number, isAsked: boolean): Completion | undefined {
  const word = text.slice(0, caret).trim();
  if (!isAsked && (word === '' || names.includes(text.trim()))) return undefined;
  const options = matchingOptions(
    names.map((label) => ({ label })),
    word,
  ).slice(0, word === '' ? names.length : MOST_OPTIONS);
  return options.length === 0 ? undefined : { start: 0, end: text.length, options };
}
