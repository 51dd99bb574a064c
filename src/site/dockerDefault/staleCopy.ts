import { errnoOf } from '../../engine/linux/index.ts';
import { newestDocker } from '../newestDocker.ts';
import { type ClassedCall, callClasses } from './callClasses.ts';
import { changesBetween } from './changesBetween.ts';

/** What a copy of an old default answers otherwise than the newest default. */
export interface StaleCopy {
  /** Still allowed by the copy. */
  stillOpen: readonly string[];
  /** Allowed by both, by other arguments. */
  otherArguments: readonly string[];
  /** Allowed today, refused by the copy: by the error that a program gets. */
  refused: readonly { errno: string; names: readonly string[] }[];
  /** Opened by a capability today, and by none in the copy. */
  notOpened: readonly string[];
  /** Refused by both, with another error today. */
  otherError: readonly string[];
}

/** Compares the default of an old release with the newest, on the machine of the newest. */
export async function staleCopy(release: string): Promise<StaleCopy> {
  const [copy, newest] = await Promise.all([`docker-${release}`, newestDocker.stack.profile].map(callClasses));
  if (copy === undefined || newest === undefined) throw new Error(`No release ${release}.`);
  const changes = changesBetween(copy, newest);
  const errorOf = (name: string) => copy.get(name)?.errno;
  const errnos = [...new Set(changes.added.map(errorOf))].filter((errno) => errno !== undefined);
  return {
    stillOpen: changes.taken,
    otherArguments: changes.changed,
    refused: errnos.map((errno) => ({
      errno: errnoOf(errno)?.name ?? String(errno),
      names: changes.added.filter((name) => errorOf(name) === errno),
    })),
    notOpened: changes.gated,
    otherError: [...newest.values()].filter((call) => hasOtherError(call, copy.get(call.name))).map(({ name }) => name),
  };
}

const hasOtherError = (call: ClassedCall, old: ClassedCall | undefined) =>
  call.errno !== undefined && old?.errno !== undefined && call.errno !== old.errno;
