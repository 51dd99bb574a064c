import { PRESETS } from '../../../instrument/presets/presets.ts';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { COMPARE_LINK_STACK, type ComparedSide } from '../../../share/compareLink.ts';
import { OpenFile } from '../../../ui/OpenFile.tsx';
import { OwnProfile } from '../../../ui/OwnProfile.tsx';
import { fileDrop, type OpenedFile } from '../../../ui/openedFile.ts';
import { SelectField, type SelectOption } from '../../../ui/SelectField.tsx';
import type { Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';

export interface SideFieldsProps {
  /** That of the instrument. */
  id: string;
  side: ComparedSide;
  view: View;
  dispatch: Dispatch;
}

const TITLES: Readonly<Record<ComparedSide, string>> = { before: 'Before', after: 'After' };

/** The value of the reader's own text in the list of profiles. */
const OWN = 'own';

const PROFILES: readonly SelectOption[] = [
  { value: OWN, label: 'Your own profile', group: 'Yours' },
  ...PRESETS.map(({ id, title, group }) => ({ value: id, label: title, group })),
];

/** One of the two: its profile and its stack. A file that is dropped anywhere on it is its profile. */
export function SideFields({ id: ofInstrument, side, view, dispatch }: SideFieldsProps) {
  const id = `${ofInstrument}-${side}`;
  const { preset, own, usesOwn, problems, marks, undo } = view[side];
  const onFile = (file: OpenedFile) => dispatch({ kind: 'own', side, message: { kind: 'file', file } });
  const choose = (chosen: string) => {
    if (chosen === OWN) dispatch({ kind: 'own', side, message: { kind: 'uses-own', usesOwn: true } });
    else dispatch({ kind: 'preset', side, preset: chosen });
  };
  return (
    <section class="compare-side" aria-labelledby={`${id}-title`} {...fileDrop(onFile)}>
      <h2 id={`${id}-title`}>{TITLES[side]}</h2>
      <SelectField
        id={`${id}-preset`}
        label="Profile"
        options={PROFILES}
        value={usesOwn ? OWN : preset}
        onValue={choose}
      />
      {usesOwn ? (
        <OwnProfile
          id={id}
          text={own}
          marks={marks}
          problems={problems}
          undo={undo}
          whenEmpty={`Empty: ${titleOf(preset)} is compared until you paste a profile.`}
          dispatch={(message) => dispatch({ kind: 'own', side, message })}
          onText={(text) => dispatch({ kind: 'own', side, message: { kind: 'own', text } })}
          onFile={onFile}
        />
      ) : (
        <p class="compare-open">
          <OpenFile label="Open a profile…" accept=".json,application/json" onFile={onFile} />
        </p>
      )}
      <StackField id={id} side={side} asked={view.asked} dispatch={dispatch} />
    </section>
  );
}

const titleOf = (preset: string): string => PRESETS.find(({ id }) => id === preset)?.title ?? preset;

const SAME: SelectOption = { value: '', label: 'The same stack' };

function StackField({ id, side, asked, dispatch }: Omit<SideFieldsProps, 'view'> & Pick<View, 'asked'>) {
  const { stack = COMPARE_LINK_STACK, afterStack } = asked;
  const options = stackOptions(stack);
  return side === 'before' ? (
    <SelectField
      id={`${id}-stack`}
      label="Stack"
      options={options}
      value={stack}
      onValue={(chosen) => dispatch({ kind: 'ask', asked: { stack: chosen } })}
    />
  ) : (
    <SelectField
      id={`${id}-stack`}
      label="Stack"
      options={[SAME, ...options]}
      value={afterStack ?? ''}
      onValue={(chosen) => dispatch({ kind: 'ask', asked: { afterStack: chosen || undefined } })}
    />
  );
}
