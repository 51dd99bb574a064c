import type { Arch } from '../engine/linux/index.ts';
import { type Filter, resolve } from '../engine/seccomp/index.ts';
import type { Stack } from '../engine/stack/index.ts';
import { isError } from '../engine/text/index.ts';
import { InputProblem } from './InputProblem.ts';
import { problemLine } from './problemLine.ts';
import { profileIn, profileText, targetGiven } from './profileGiven.ts';
import type { Terminal } from './Terminal.ts';

/** The filter that a container of the stack gets of a profile, a file or the name of a default. */
export async function filterGiven(word: string, stack: Stack, arch: Arch, terminal: Terminal): Promise<Filter> {
  const written = await profileText(word, terminal);
  const target = targetGiven(written, stack, arch);
  const { value, diagnostics } = resolve(profileIn(written, target, terminal), target);
  const errors = diagnostics.filter(isError).map((each) => problemLine(written.name, each));
  if (value === undefined || errors.length > 0)
    throw new InputProblem(['No container starts with the profile.', ...errors].join('\n'));
  return value;
}
