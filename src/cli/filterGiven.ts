import type { ParseArgsOptionsConfig } from 'node:util';
import { ARCHITECTURES, type Arch, readArch } from '../engine/linux/index.ts';
import { type Filter, type Profile, parseProfile, readerOf, resolve, type Target } from '../engine/seccomp/index.ts';
import { newestStack, STACKS, type Stack, stackMeant, stackOf } from '../engine/stack/index.ts';
import { bytesText, type Diagnostic, isError, traceDecoder } from '../engine/text/index.ts';
import { readTrace, type Trace } from '../engine/trace/index.ts';
import { presetNamed } from '../instrument/presets/presets.ts';
import { targetOfPreset, targetOfStack } from '../instrument/stacks/targetOfStack.ts';

/** What was given can't be used: the command ends with status 2 and says this. */
export class InputProblem extends Error {}

/**
 * A text without the control characters that make a terminal act (C0, DEL and C1): as JSON and JavaScript write them, `\u001b`, so that a printed JSON says the same.
 * The ends of lines and tabs stay.
 */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, escaped);

/** The same of a word that was typed, as a file's name: no ends of lines and no tabs are printed of it either. */
export const printableWord = (word: string): string => word.replace(/\p{Cc}/gu, escaped);

const escaped = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What a command reads and writes: the terminal's own, or a test's. */
export interface Terminal {
  /** The answer goes to a person who looks at it, and not to a file or a pipe. */
  isSeen: boolean;
  /** The bytes of a file, in pieces; of `-` those that are piped in. Throws where there is none. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Writes a file, or to standard output for `-`. Throws where it can't, and where the file is one that was read. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** A line for who reads the answer. */
  say(line: string): void;
  /** A line for who reads the problems. */
  complain(line: string): void;
}

/** 0: all is well. 1: a check failed, or there is no answer. 2: what was given can't be read, or the answer can't be written. */
export type ExitStatus = 0 | 1 | 2;

/** What a problem calls a file; `-` is what is piped in. */
export const fileName = (path: string): string => (path === '-' ? 'Standard input' : printableWord(path));

/** The text of a file, or what is piped in for `-`, as the page reads a file. Throws `InputProblem` for what is no text, or in UTF-16. */
export async function textGiven(path: string, terminal: Terminal): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of terminal.read(path)) pieces.push(piece);
  const { value, diagnostics } = bytesText(fileName(path), Buffer.concat(pieces));
  if (value !== undefined && diagnostics.length === 0) return value;
  throw new InputProblem(diagnostics.map(({ message, hint }) => `${message} ${hint}`).join('\n'));
}

/** A problem of a file as compilers write it, which editors and CI know how to read: "checks.txt:3:9: error: Unknown answer alow. Replace with allow." */
export function problemLine(file: string, { severity, message, hint, span }: Diagnostic): string {
  const name = fileName(file);
  const place = span ? `${name}:${span.line}:${span.column}` : name;
  return `${place}: ${severity}: ${message}${hint ? ` ${hint}` : ''}`;
}

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

/** The stack of `--stack`; left out: the newest Docker. */
export function stackGiven(id: string | undefined): Stack {
  const stack = id === undefined ? newestStack('docker') : stackOf(id);
  if (stack) return stack;
  const known = STACKS.map((each) => each.id);
  const [engine = ''] = (id ?? '').split('-');
  const alike = known.filter((each) => each.startsWith(`${engine}-`));
  const meant = stackMeant(id ?? '');
  const near = meant ? ` The nearest name is ${meant.id}.` : '';
  throw new InputProblem(
    `No stack is named ${printableWord(id ?? '')}.${near} Stacks: ${(alike.length > 0 ? alike : known).join(', ')}.`,
  );
}

/** The architecture of `--arch`, by Docker's or libseccomp's name; left out: x86_64. */
export function architectureGiven(name: string | undefined): Arch {
  const arch = name === undefined ? 'SCMP_ARCH_X86_64' : readArch(name);
  if (arch) return arch;
  const known = ARCHITECTURES.map(({ token }) => token).join(', ');
  throw new InputProblem(`No architecture is named ${printableWord(name ?? '')}. Architectures: ${known}.`);
}

/** A recorded run, read in pieces, however long its file is. */
export async function traceGiven(path: string, arch: Arch, terminal: Terminal): Promise<Trace> {
  const reader = readTrace(arch, { keepsLines: true });
  let decoder: TextDecoder | undefined;
  for await (const piece of terminal.read(path)) {
    decoder ??= traceDecoder(piece);
    reader.push(decoder.decode(piece, { stream: true }));
  }
  if (decoder) reader.push(decoder.decode());
  return reader.end();
}

/** Of a command that answers for a container on a machine. */
export const MACHINE_OPTIONS = {
  stack: { type: 'string' },
  arch: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** What a help says of `--stack` and of `--arch`. */
export const STACK_HELP = 'versions and capabilities of a container; the newest Docker if left out';
export const ARCH_HELP = 'the machine: x86_64 (if left out), arm64, …';

/** What the reader typed behind a command. */
export interface Given {
  words: readonly string[];
  /** The value of an option that has one, the last where it is given twice. */
  value(option: string): string | undefined;
  /** Every value of an option that may be given more than once. */
  values(option: string): readonly string[];
  has(option: string): boolean;
}

/** One command of the program. */
export interface Command {
  name: string;
  /** In one line, for the list of commands. */
  says: string;
  /** All that `--help` teaches. */
  help: string;
  options: ParseArgsOptionsConfig;
  run(given: Given, terminal: Terminal): Promise<ExitStatus>;
}
