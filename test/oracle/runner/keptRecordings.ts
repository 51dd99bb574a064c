import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KERNELS } from './kernels.ts';
import { type Recording, recordedDifferences, wholeRecording } from './recordedDifferences.ts';
import { OWN_SUITE, SUITES } from './suites.ts';

const FOLDER = join(import.meta.dirname, '../recordings');
/** Their recordings stand in a folder each, as differences from the machine's own suite's. */
export const OTHERS = [...Object.keys(SUITES), ...Object.keys(KERNELS)];

/** The recording `file` (`seccomp/random.json`) of a suite, whole; empty where there is none. Throws where it is told from another of the own suite's. */
export function readRecording(suite: string, file: string): Recording {
  const path = pathOf(suite, file);
  if (!existsSync(path)) return {};
  const kept: Recording = JSON.parse(readFileSync(path, 'utf8'));
  const whole = suite === OWN_SUITE ? kept : wholeRecording(readRecording(OWN_SUITE, file), kept);
  if (whole === undefined)
    throw new Error(
      `${suite}/${file} is told from another recording of ${OWN_SUITE}'s: record it again with --suite ${suite} --update`,
    );
  return whole;
}

/** Keeps what a recorder wrote. Where it is what other suites' recordings are told against, these are told anew. */
export function keepRecording(suite: string, file: string, text: string): void {
  if (suite === OWN_SUITE) keepOwn(file, text);
  else write(suite, file, recordedDifferences(readRecording(OWN_SUITE, file), JSON.parse(text), OWN_SUITE));
}

function keepOwn(file: string, text: string): void {
  const others = OTHERS.filter((other) => existsSync(pathOf(other, file)));
  const wholes = others.map((other) => [other, JSON.stringify(readRecording(other, file))] as const);
  write(OWN_SUITE, file, text);
  for (const [other, whole] of wholes) keepRecording(other, file, whole);
}

/** Every recording that is kept of a suite, as `seccomp/random.json`. */
export function keptFiles(suite: string): string[] {
  const folder = pathOf(suite, '');
  const groups = existsSync(folder) ? readdirSync(folder) : [];
  return groups
    .filter((group) => suite !== OWN_SUITE || !OTHERS.includes(group))
    .flatMap((group) => readdirSync(join(folder, group)).map((file) => `${group}/${file}`));
}

function pathOf(suite: string, file: string): string {
  return suite === OWN_SUITE ? join(FOLDER, file) : join(FOLDER, suite, file);
}

function write(suite: string, file: string, text: string): void {
  const path = pathOf(suite, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
