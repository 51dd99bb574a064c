import { CAPABILITIES, DOCKER_CAPABILITIES, MACHINES } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, type Engine, engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { kernelProblem } from '../../../share/kernelProblem.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Source } from '../state/Question.ts';
import type { State } from '../state/State.ts';
import { capabilitySetOf, capabilitySets } from '../state/target.ts';
import { targetOf } from '../state/targetOf.ts';
import { releaseOptions, releasesOf } from './stackView.ts';
import { addedCapabilities, choiceWords, RUNTIMES, targetWords, unusualWords } from './targetWords.ts';

/** The fields of the target. `answered` and `source`: what the answer in sight is of; `verdict`: that in a line, for who changes the target with the card out of sight. */
export function targetView(
  state: State,
  { answered, source, verdict }: { answered: Target; source: Source; verdict: string | undefined },
) {
  const { target } = state.asked;
  const { arch, runtime, capabilities } = target;
  const versions = versionsOf(target);
  return {
    arch,
    architectures: MACHINES.map(({ arch, token }) => ({ value: arch, label: token })),
    kernel: state.kernel,
    kernelProblem: kernelProblemIn(state),
    runtime,
    runtimes: RUNTIMES,
    /** Who reads the profile, and the releases, each to choose from. */
    engine: { value: engineOf(target), options: ENGINES },
    releases: {
      engine: releaseField(engineOf(target), versions.engine),
      runtime: runtime === 'libseccomp' ? undefined : releaseField(runtime, versions.runtime),
      libseccomp: releaseField('libseccomp', versions.libseccomp),
    },
    /** The four choices in a line. */
    summary: targetWords(target).join(', '),
    capabilitySet: capabilitySetOf(target)?.id ?? 'own',
    capabilitySets: capabilitySets(capabilities).map((set) => ({
      value: set.id,
      label: choiceWords(set, targetOf(state.asked)),
    })),
    capabilities: CAPABILITIES.map((name) => ({
      name,
      label: name.replace(/^CAP_/, ''),
      on: capabilities.includes(name),
      docker: DOCKER_CAPABILITIES.includes(name),
    })),
    /** Which capabilities the container has, where they aren't its engine's usual ones. */
    unusual: unusualWords(answered, source),
    /** What it has beside them, and can be taken away by a button. */
    added: addedCapabilities(answered, source),
    verdict,
  };
}

const ENGINES: readonly SelectOption<Engine>[] = Object.entries(ENGINE_NAMES).map(([value, label]) => ({
  value: value as Engine,
  label,
}));

const releaseField = (program: Engine | 'runc' | 'crun' | 'libseccomp', value: string) => ({
  value,
  options: releaseOptions(releasesOf(program), value),
});

/** What is wrong with the kernel version in the field, and which one answers. */
function kernelProblemIn({ kernel, asked: { target } }: State): Diagnostic | undefined {
  const problem = kernelProblem(kernel, 'filters');
  return problem && { ...problem, hint: `${problem.hint} The answer is for Linux ${target.kernel}.` };
}
