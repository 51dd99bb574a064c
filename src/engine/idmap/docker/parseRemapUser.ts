import { type Parsed, refused } from '../../text/index.ts';
import { isId } from '../map/Extent.ts';
import { wrongId } from '../subid/HostFacts.ts';

/** The user that dockerd makes for --userns-remap=default (daemon/daemon_unix.go, defaultRemappedID). */
const DEFAULT_USER = 'dockremap';

/**
 * The account that the value of `dockerd --userns-remap` names: a login name or a uid, with or without ":group", or "default"
 * (daemon/daemon_unix.go, parseRemappedRoot, Docker 26.1.5). `uid` is the account's uid in digits, or '' where it isn't known.
 * dockerd looks names up in /etc/passwd; where a uid stands for the name, only entries under the uid can be found.
 */
export function parseRemapUser(option: string, uid = ''): Parsed<RemapUser> {
  const parts = option.trim().split(':');
  const [account = ''] = parts;
  if (account === '') {
    return refused('remap-off', 'No user is named, so dockerd remaps nothing.', 'Name one: dockremap, or default.');
  }
  if (parts.length > 2) {
    return refused(
      'remap-user',
      `"${option.trim()}" is neither a user nor user:group.`,
      'dockerd does not start with this.',
    );
  }
  const digits = uid.trim();
  if (digits !== '' && !(/^[0-9]+$/.test(digits) && isId(Number(digits)))) {
    return { value: undefined, diagnostics: [wrongId(digits, 'uid')] };
  }
  if (/^[0-9]+$/.test(account) && isId(Number(account)))
    return { value: { name: '', uid: Number(account) }, diagnostics: [] };
  const name = isDefaultUser(option) ? DEFAULT_USER : account;
  return { value: digits === '' ? { name } : { name, uid: Number(digits) }, diagnostics: [] };
}

/** Whether dockerd makes the account, and lines for it, where there is no such account yet (parseRemappedRoot; tried with 26.1.5). */
export const isDefaultUser = (option: string): boolean => option.trim().split(':')[0] === 'default';

/** The account that dockerd remaps to, as /etc/passwd has it; `uid` may be left out where it isn't known. */
export interface RemapUser {
  name: string;
  uid?: number;
}
