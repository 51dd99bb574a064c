import type { Arch } from '../engine/linux/index.ts';
import { type Profile, parseProfile, readerOf, type Target } from '../engine/seccomp/index.ts';
import type { Stack } from '../engine/stack/index.ts';
import { isError } from '../engine/text/index.ts';
import { presetNamed } from '../instrument/presets/presetNamed.ts';
import { targetOfPreset, targetOfStack } from '../instrument/stacks/targetOfStack.ts';
import { InputProblem } from './InputProblem.ts';
import { problemLine } from './problemLine.ts';
import type { Terminal } from './Terminal.ts';
import { fileName, textGiven } from './textGiven.ts';

/** A profile's text, by which name its problems are told, and the preset that is meant; undefined for a file's. */
export interface ProfileText {
  name: string;
  text: string;
  preset: string | undefined;
}

/** The text of a file; of a preset's or a stack's name (`docker-29.9`) the default that it has. */
export async function profileText(word: string, terminal: Terminal): Promise<ProfileText> {
  const preset = presetNamed(word);
  if (preset) return { name: preset.words, text: await preset.load(), preset: preset.id };
  const text = await textGiven(word, terminal);
  if (text.trim() === '') throw new InputProblem(`${fileName(word)} is empty.`);
  return { name: word, text, preset: undefined };
}

/** What a container of the stack is started on with the profile. */
export const targetGiven = ({ preset }: ProfileText, stack: Stack, arch: Arch): Target =>
  preset === undefined ? targetOfStack(stack, arch) : targetOfPreset(preset, stack, arch);

/** The profile as the target's engine reads it, its warnings told. Throws `InputProblem` with every error of it. */
export function profileIn({ name, text }: ProfileText, target: Target, terminal: Terminal): Profile {
  const { value, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const errors = diagnostics.filter(isError);
  if (value === undefined || errors.length > 0) {
    const lines = diagnostics.map((each) => problemLine(name, each));
    throw new InputProblem(['The profile can’t be read.', ...lines].join('\n'));
  }
  for (const each of diagnostics) if (each.severity === 'warning') terminal.complain(problemLine(name, each));
  return value;
}
