import { type Diagnostic, error } from '../../text/index.ts';
import { kernelBefore } from '../kernel/Writer.ts';
import { programWords } from '../versions/programWords.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

/** The releases of a host's programs and its kernel; what is left out is what links began with. */
export interface HostReleases {
  versions?: Versions | undefined;
  kernel?: string | undefined;
  /** The runtime that the engine starts; left out, nothing hangs on it. */
  runtime?: 'runc' | 'crun' | undefined;
}

/** Why the host has no idmapped mount: before util-linux 2.39 mount(8) ignores the option without a word, and before Linux 5.12 there is none. */
export function noIdmappedMount({ versions, kernel }: HostReleases): Diagnostic | undefined {
  if (!since('util-linux', 'mount-idmap', versions)) {
    const message = `mount from ${programWords('util-linux', versions)} ignores X-mount.idmap and mounts without an ID map.`;
    return error('mount-ignores-idmap', message, 'Use util-linux 2.39 or newer.');
  }
  if (!kernelBefore(kernel, '5.12')) return undefined;
  return error('mount-kernel', `Linux ${kernel} has no idmapped mounts.`, 'Use Linux 5.12 or newer.');
}
