import { WhatHaveIGot } from '../../../../instrument/installed/WhatHaveIGot.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { alsoWith, chooseStack, installedStack } from '../../words/stackView.ts';
import type { Panel } from '../Panel.ts';

/** Whose machine it is: one choice that sets engine, runtime, libseccomp, kernel, capabilities, and the profile unless it is the reader's own. */
export function StackChoice({ panel: { view, id, dispatch } }: { panel: Panel }) {
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
