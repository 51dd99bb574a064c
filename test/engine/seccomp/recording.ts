import { readFileSync } from 'node:fs';
import type { Answer, Target } from '../../../src/engine/seccomp/index.ts';

/** A profile with what the real libseccomp answered; see test/oracle/seccomp/record.py. */
export interface RandomRecord {
  seed: number;
  /** The profile's text, in which 64-bit values are exact. */
  text: string;
  target: Target;
  refused?: string;
  values: string[];
  answers: number[];
  /** By "ABI number": words of six digits, the arguments in `values`, and one, the answer in `answers`. */
  asked: Record<string, string>;
}

export interface PresetRecord {
  profile: string;
  arch: Target['arch'];
  kernel: string;
  capabilities: 'none' | 'docker' | 'all';
  ranges: Record<string, [number, number, number][]>;
  arguments: Record<string, [number, number, string, number][]>;
}

const folder = new URL('../../oracle/recordings/seccomp/', import.meta.url);

export const ABIS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32', 'SCMP_ARCH_AARCH64'] as const;

export function presetRecords(): PresetRecord[] {
  return JSON.parse(readFileSync(new URL('presets.json', folder), 'utf8')).records;
}

export function randomRecords(): RandomRecord[] {
  const lines = readFileSync(new URL('random.json', folder), 'utf8').split('\n').slice(1, -2);
  return lines.map((line) => {
    const text = /"profile":(.*),"target":/.exec(line)?.[1] ?? '';
    return { ...JSON.parse(line.replace(/,$/, '')), text };
  });
}

const RETURNS: Record<Answer['action'], number> = {
  ALLOW: 0x7fff0000,
  LOG: 0x7ffc0000,
  TRACE: 0x7ff00000,
  USER_NOTIF: 0x7fc00000,
  ERRNO: 0x00050000,
  TRAP: 0x00030000,
  KILL_THREAD: 0,
  KILL_PROCESS: 0x80000000,
};

/** SECCOMP_RET_* with its data. */
export function returnValue({ action, data }: Answer): number {
  return RETURNS[action] + data;
}
