import type { ComponentChildren } from 'preact';
import { ProfileChoice } from '../../../instrument/ownProfile/ProfileChoice.tsx';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { OwnProfile } from '../../../ui/OwnProfile.tsx';
import { SelectField, type SelectOption } from '../../../ui/SelectField.tsx';
import type { Asked, Dispatch } from '../state/State.ts';
import { STOPPER_WORDS } from '../words/rowWords.ts';
import type { View } from '../words/select.ts';

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
