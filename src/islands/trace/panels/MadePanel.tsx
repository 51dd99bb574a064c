import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText } from '../../../ui/SaveText.tsx';
import type { MadeShown } from '../state/Question.ts';
import type { Dispatch } from '../state/State.ts';
import { MADE_FILE } from '../words/madeFile.ts';
import { OptionList } from './OptionList.tsx';

export interface MadePanelProps {
  id: string;
  made: MadeShown;
  checkerHref: string;
  dispatch: Dispatch;
}

/** A profile from the trace alone: what a trace cannot prove, and the text, folded. */
export function MadePanel({
  id,
  made: { text, use, otherwise, notes, checker },
  checkerHref,
  dispatch,
}: MadePanelProps) {
  return (
    <section class="panel trace-made" data-answer="" aria-labelledby={`${id}-made`}>
      <header>
        <h2 id={`${id}-made`}>A profile from this trace alone</h2>
      </header>
      <div class="panel-part">
        <p>
          The profile allows the calls of the trace and those that the runtime needs to start, and refuses everything
          else. Test it before you use it.
        </p>
        <ul>
          {notes.map((note, at) => (
            <li key={at}>
              <PhraseText phrase={note} fieldId={undefined} />
            </li>
          ))}
        </ul>
      </div>
      <div class="panel-part">
        <OptionList
          name={`${id}-otherwise`}
          legend="Calls that the profile does not name"
          options={otherwise.options}
          taken={otherwise.taken}
          onChoice={(choice) => dispatch({ kind: 'ask', asked: { otherwise: choice } })}
        />
      </div>
      <div class="panel-part">
        <p class="trace-deeds">
          <CopyButton label="Copy profile" of="made from the trace" text={text} />
          <SaveText text={text} name={MADE_FILE} label={`Save ${MADE_FILE}`} />
          {checker && (
            <a href={`${checkerHref}#${checker}`}>
              Open <span class="visually-hidden">the profile made from the trace </span>in the profile checker
            </a>
          )}
        </p>
        <p class="trace-note">
          <PhraseText phrase={use} fieldId={undefined} />
        </p>
        <details>
          <summary>Show the profile</summary>
          <pre class="trace-diff">{text}</pre>
        </details>
      </div>
    </section>
  );
}
