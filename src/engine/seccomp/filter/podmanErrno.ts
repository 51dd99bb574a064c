import { isPodmanError } from '#unread';
import { type Arch, errnoNumber } from '../../linux/index.ts';
import type { Word } from '../profile/Profile.ts';

/** Podman's getErrno: the number in `errno`, or of its name, before the one in `errnoRet`. */
export function errnoOf(errno: Word | undefined, errnoRet: number | undefined, arch: Arch): number | undefined {
  return errno === undefined || errno.text === '' ? errnoRet : readErrno(errno.text, arch);
}

/** Digits for at most 32 bits, or a name of Podman's list; undefined for what Podman refuses. */
export function readErrno(text: string, arch: Arch): number | undefined {
  if (/^\d+$/.test(text) && BigInt(text) < 1n << 32n) return Number(text);
  if (!isPodmanError(text)) return undefined;
  // errno(3): the C library's and Go's second name for it, which the kernel's headers lack.
  return errnoNumber(text === 'ENOTSUP' ? 'EOPNOTSUPP' : text, arch);
}
