import { type NearestStack, stackOf } from '../../../engine/stack/index.ts';
import { WhatHaveIGot } from '../../../instrument/installed/WhatHaveIGot.tsx';
import { KernelField } from '../../../instrument/stacks/KernelField.tsx';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import type { Dispatch, State } from '../state/State.ts';
import { isProgram } from '../state/versionsOn.ts';
import type { StackView } from '../words/stackView.ts';

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
