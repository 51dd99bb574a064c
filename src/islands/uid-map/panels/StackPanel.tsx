import { type NearestStack, stackOf } from '../../../engine/stack/index.ts';
import { WhatHaveIGot } from '../../../instrument/installed/WhatHaveIGot.tsx';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import type { Dispatch, State } from '../state/State.ts';
import type { StackView } from '../words/stackView.ts';

export interface StackPanelProps {
  view: StackView;
  versions: State['versions'];
  dispatch: Dispatch;
  id: string;
}

/** Whose host it is: one choice that sets the release of every program that reads or writes a map, and each of them by itself. */
export function StackPanel({ view, versions, dispatch, id }: StackPanelProps) {
  const { value, changed, programs, present } = view;
  const choose = (choices: Partial<Pick<State, 'stack' | 'versions'>>) => dispatch({ kind: 'choose', choices });
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
              onValue={(release) => choose({ versions: { ...versions, [program]: release } })}
            />
          ))}
        </div>
      </details>
    </div>
  );
}

/** The stack that a host is nearest to, with the releases of its engine and its runtime. */
function installedChoice({ stack, runtime, versions }: NearestStack): Pick<State, 'stack' | 'versions'> {
  const { engine } = stack;
  const isMapping = engine === 'docker' || engine === 'podman';
  return {
    stack: stack.id,
    versions: {
      ...(isMapping && versions.engine !== stack.versions.engine && { [engine]: versions.engine }),
      ...((runtime !== stack.runtime || versions.runtime !== stack.versions.runtime) && {
        [runtime]: versions.runtime,
      }),
    },
  };
}
