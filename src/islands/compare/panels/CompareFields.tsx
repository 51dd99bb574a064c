import type { ComponentChildren } from 'preact';
import { MachineField } from '../../../instrument/ownProfile/ProfileChoice.tsx';
import type { Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';
import { SideFields } from './SideFields.tsx';

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
