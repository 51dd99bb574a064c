import type { IdKind } from '../map/Extent.ts';
import { SUBID_COUNT } from './findFreeSubids.ts';

/**
 * Where the search begins, and the step in which it goes: systemd's range for containers, in which each begins at a multiple of 65536 (systemd's
 * UIDS-GIDS). The kubelet requires such a multiple, and a home of systemd-homed maps no other ids above 65535 (shadow, issue 597). useradd begins
 * at SUB_UID_MIN, which is 100000 or 524288, and looks at other ranges only: an account of a directory service at 100010 doesn't stop it
 * (shadow 4.17.4, lib/find_new_sub_uids.c; issue 525).
 */
const FROM = 524288;
const STEP = 65536;
/** Beyond it programs that count with a sign go wrong (`pastSigned`). */
const END = 2147483648;

/** All that has ids on the host: accounts, local or not, then both files; `but` leaves lines of the files out. */
const taken = (but = '') => `{ getent passwd; getent group; grep -h : /etc/subuid /etc/subgid${but}; }`;

/** What the commands can't see, for the reader. */
export const UNLISTED =
  'If LDAP or AD has accounts that getent passwd does not list, compare the range with their UIDs.';

/** Reads them: id `a` up to, without it, `b`. A line of the files has digits where one of getent has a password or its x. */
const READ = '{ own = $2 ~ /^[0-9]/; a[++k] = own ? $2 + 0 : $3 + 0; b[k] = a[k] + (own ? $3 : 1)';

/** The first id of the lowest run of `n` ids from `s` up that none of them has. */
const SEARCH = `END { if (s < ${FROM}) s = ${FROM}
  do { s = ${STEP} * int((s + ${STEP - 1}) / ${STEP}); busy = 0
    for (i = 1; i <= k; i++) if (a[i] < s + n && s < b[i]) { s = b[i]; busy = 1 }
  } while (busy)`;

/**
 * Commands that find a range that no account and no line of /etc/subuid and /etc/subgid has, above the ranges that `owner` has (Podman takes the
 * lowest first, and would number all others anew), assign it in both files, and print it. `owner` is one word of a shell. Run on mawk,
 * gawk and busybox's awk by test/oracle/idmap/record_free_ranges.py.
 */
export function assignFreeRange(owner: string, count: number = SUBID_COUNT): string {
  return `user=${owner}
range=$(${taken()} | awk -F: -v user="$user" -v n=${count} '
${READ}
  if (own && $1 == user && b[k] > s) s = b[k] }
${SEARCH}
  if (s + n <= ${END}) print s "-" (s + n - 1) }')
sudo usermod --add-subuids "$range" --add-subgids "$range" "$user" &&
  echo "$range is assigned to $user"`;
}

/** A command that prints the first id of such a range, and assigns nothing: for tools that ask no file. */
export function printFreeStart(count: number = SUBID_COUNT): string {
  return `${taken()} | awk -F: -v n=${count} '
${READ} }
${SEARCH}
  if (s + n <= ${END}) print s }'`;
}

/**
 * Commands that assign a range which was asked for by number, unless an account or a line of the files has one of its ids: then they show who, and
 * change nothing. The owner's line for this very range is no other's: it may stand in the other file already, or here, where usermod adds nothing
 * (shadow 4.17.4, lib/subordinateio.c, add_range). `owner` is one word of a shell.
 */
export function assignUnlessTaken(owner: string, kind: IdKind, first: number, count: number): string {
  const last = first + count - 1;
  return `user=${owner}
${taken(` | grep -vxF "$user:${first}:${count}"`)} |
  awk -F: -v a=${first} -v b=${last} '$2 ~ /^[0-9]/ ? $2 <= b && $2 + $3 > a : $3 >= a && $3 <= b' | grep . ||
  sudo usermod ${addOption(kind, first, count)} "$user"`;
}

/** The option of usermod(8) that adds a range for users or for groups. */
export function addOption(kind: IdKind, first: number, count: number): string {
  return `--add-sub${kind}s ${first}-${first + count - 1}`;
}

/** Where login.defs(5) puts the first account of a person (UID_MIN, GID_MIN); below are the system's. */
export const FIRST_PERSON = 1000;

/** What to read before a line is added that assigns a system account's id, or a map with one (its inside id stands for the owner); undefined where none does. */
export function systemIdsWarning(
  kind: IdKind,
  lines: readonly { owner: string | number; start: number; count: number }[],
): string | undefined {
  const line = lines.find(({ start }) => start < FIRST_PERSON);
  if (line === undefined) return undefined;
  const ids = kind === 'uid' ? 'UIDs' : 'GIDs';
  return `Warning: ${ids} below ${FIRST_PERSON} belong to system accounts: with ${line.owner}:${line.start}:${line.count} the container can act as such an account on the host.`;
}
