import { KernelField } from '../../../../instrument/stacks/KernelField.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { capabilitySets } from '../../state/target.ts';
import type { Panel } from '../Panel.ts';

/** What the profile is resolved for: machine, capabilities, kernel, runtime. */
export function TargetFields({ panel: { view, id, dispatch } }: { panel: Panel }) {
  const { target } = view;
  const { releases } = target;
  return (
    <fieldset class="target">
      <legend>Target</legend>
      <div class="target-fields">
        <SelectField
          id={`${id}-arch`}
          label="Architecture"
          options={target.architectures}
          value={target.arch}
          onValue={(arch) => dispatch({ kind: 'arch', arch })}
        />
        <SelectField
          id={`${id}-caps`}
          label="Capabilities"
          options={target.capabilitySets}
          value={target.capabilitySet}
          onValue={(chosen) => {
            const set = capabilitySets([]).find(({ id }) => id === chosen);
            if (set) dispatch({ kind: 'capabilities', capabilities: set.capabilities, privileged: set.privileged });
          }}
        />
        <KernelField
          id={`${id}-kernel`}
          kernel={{ value: target.kernel, problem: target.kernelProblem }}
          onValue={(kernel) => dispatch({ kind: 'kernel', kernel })}
        />
        <SelectField
          id={`${id}-runtime`}
          label="Runtime"
          options={target.runtimes}
          value={target.runtime}
          onValue={(runtime) => dispatch({ kind: 'runtime', runtime })}
        />
        {releases.runtime && target.runtime !== 'libseccomp' && (
          <SelectField
            id={`${id}-runtime-release`}
            label={`${target.runtime} version`}
            {...releases.runtime}
            onValue={(release) => dispatch({ kind: 'runtime', runtime: target.runtime, release })}
          />
        )}
        <SelectField
          id={`${id}-libseccomp`}
          label="libseccomp version"
          {...releases.libseccomp}
          onValue={(release) => dispatch({ kind: 'libseccomp', release })}
        />
        <SelectField
          id={`${id}-engine`}
          label="Engine"
          {...target.engine}
          onValue={(engine) => dispatch({ kind: 'engine', engine })}
        />
        <SelectField
          id={`${id}-engine-release`}
          label="Engine version"
          {...releases.engine}
          onValue={(release) => dispatch({ kind: 'engine', engine: target.engine.value, release })}
        />
      </div>
      {target.verdict && (
        <p class="target-verdict" data-answer="">
          {target.verdict}
        </p>
      )}
      <details>
        <summary>Choose capabilities one by one</summary>
        <div class="capabilities">
          {target.capabilities.map(({ name, label, on, docker }) => (
            <label key={name} class={docker ? 'docker' : undefined}>
              <input
                type="checkbox"
                checked={on}
                onChange={(event) =>
                  dispatch({ kind: 'capability', capability: name, on: event.currentTarget.checked })
                }
              />
              {label}
            </label>
          ))}
        </div>
      </details>
    </fieldset>
  );
}
