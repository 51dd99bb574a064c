import { type Profile, parseProfile, readerOf, type Target } from '../engine/seccomp/index.ts';
import { stackOf } from '../engine/stack/index.ts';
import { isError } from '../engine/text/index.ts';
import { presetOf } from '../instrument/presets/presets.ts';
import { InputProblem } from './InputProblem.ts';
import { problemLine } from './problemLine.ts';
import type { Terminal } from './Terminal.ts';

/** A profile's text, by which name its problems are told, and whether the engine's own default is meant. */
export interface ProfileText {
  name: string;
  text: string;
  isDefault: boolean;
}

/** The text of a file; of a preset's or a stack's name (`docker-29.9`) the default that it has. */
export async function profileText(word: string, terminal: Terminal): Promise<ProfileText> {
  const preset = presetOf(stackOf(word)?.profile ?? word);
  if (preset) return { name: preset.words, text: await preset.load(), isDefault: true };
  return { name: word, text: await terminal.readText(word), isDefault: false };
}

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
