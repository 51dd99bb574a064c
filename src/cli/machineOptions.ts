import type { ParseArgsOptionsConfig } from 'node:util';

/** Of a command that answers for a container on a machine. */
export const MACHINE_OPTIONS = {
  stack: { type: 'string' },
  arch: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** What a help says of `--stack` and of `--arch`. */
export const STACK_HELP = 'versions and capabilities of a container; the newest Docker if left out';
export const ARCH_HELP = 'the machine: x86_64 (if left out), arm64, …';
