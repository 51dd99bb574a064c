import { architectureOf, does } from '../../engine/linux/index.ts';
import { type Filter, starts, type Target } from '../../engine/seccomp/index.ts';
import { type Diagnostic, isError } from '../../engine/text/index.ts';

/** Whether a container starts under the profile: with a reader's own, its runtime's calls may be refused. */
export type Starting = 'starts' | 'may fail' | 'fails';

/** Why the runtime makes no filter of a profile, by what `resolve` told of it; undefined where it makes one. */
export const refusalWords = (target: Target, diagnostics: readonly Diagnostic[]): string | undefined =>
  machineUnknown(target) ?? diagnostics.find(isError)?.message;

/** libseccomp makes no filter for a machine that it doesn't know: the last one that it learned is loongarch64. */
function machineUnknown({ arch, versions: { libseccomp = '' } = {} }: Target): string | undefined {
  const isKnown = arch !== 'SCMP_ARCH_LOONGARCH64' || does('libseccomp-newer-architectures', libseccomp);
  return isKnown ? undefined : `libseccomp ${libseccomp} does not know ${architectureOf(arch).token}.`;
}

/** Whether the runtime survives what the filter refuses of the calls that it still makes; those without which no container starts. */
export function startingOf(filter: Filter): { starting: Starting; refusedCalls: readonly string[] } {
  const refused = starts(filter)?.usual ?? [];
  const always = refused.filter(({ when }) => when === 'always').map(({ name }) => name);
  if (always.length > 0) return { starting: 'fails', refusedCalls: always };
  return { starting: refused.length > 0 ? 'may fail' : 'starts', refusedCalls: [] };
}
