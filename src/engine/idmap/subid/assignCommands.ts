import type { ShellWord } from '../../text/index.ts';
import type { IdKind } from '../map/Extent.ts';
import { SUBID_COUNT } from './findFreeSubids.ts';

/**
 * Where the search begins, and the step in which it goes: systemd's range for containers, in which each begins at a multiple of 65536 (systemd's
 * UIDS-GIDS). The kubelet requires such a multiple, and a home of systemd-homed maps no other ids above 65535 (shadow, issue 597). useradd begins
 * at SUB_UID_MIN, which is 100000 or 524288, and looks at other ranges only: an account of a directory service at 100010 doesn't stop it
 * (shadow 4.17.4, lib/find_new_sub_uids.c; issue 525). Nor does it stop `usermod --add-subids` of shadow 4.20.3, which adds 65537 ids: with the
 * next line's first one (seen).
 */
const FROM = 524288;
const STEP = SUBID_COUNT;
/** Beyond it programs that count with a sign go wrong (`pastSigned`). */
const END = 2147483648;

/** All that has ids on the host: accounts, local or not, then both files, as far as they are there; `but` leaves lines of the files out. */
const taken = (but = '') => `{ getent passwd; getent group; grep -hs : /etc/subuid /etc/subgid${but}; }`;

/** What the commands can't see, for the reader. */
export const UNLISTED =
  'If LDAP or AD has accounts that getent passwd does not list, compare the range with their UIDs.';

/** Marks the steps in which an id is taken. A line of the files has digits where one of getent has a password or its x. */
const MARK = `
  { f = $2 ~ /^[0-9]/ ? 2 : 3; last = f == 2 ? $2 + $3 - 1 : $3
    for (i = int($f / ${STEP}); i <= last / ${STEP}; i++) used[i] = 1`;

/** The first `n` steps in a row that nobody has, from one on; then `i` is the step after them. */
const find = (
  from: string,
  print: string,
) => `END { for (i = ${from}; run < n && i < ${END / STEP}; i++) run = used[i] ? 0 : run + 1
    if (run == n) printf ${print} }`;

const steps = (count: number): number => Math.ceil(count / STEP);

/** Whose ranges they are, as a word of a shell. */
type Owner = ShellWord | typeof CURRENT_USER | 'root' | 'dockremap' | 'USER';

/** Who types the commands, also as root by sudo. */
export const CURRENT_USER = `\${SUDO_USER:-$USER}`;

/**
 * Commands that find a range that no account and no line of /etc/subuid and /etc/subgid has, above the ranges that `owner` has (Podman takes the
 * lowest first, and would number all others anew), show it, and on Enter assign it in both files. In parentheses:
 * what is pasted is read to its end before `read` reads. The name goes by the environment and `%s`, for `awk -v` and dash's echo read the \n of an
 * account `LAB\nina` as a line break. Run on mawk, gawk and busybox's awk by test/oracle/idmap/record_free_ranges.py.
 */
export function assignFreeRange(owner: Owner, count: number = SUBID_COUNT): string {
  return `(user=${owner}
range=$(${taken()} | user=$user awk -F: -v n=${steps(count)} '${MARK}
    if (f == 2 && $1 == ENVIRON["user"] && i > from) from = i }
  ${find(`from > ${FROM / STEP} ? from : ${FROM / STEP}`, `"%d-%d", (i - n) * ${STEP}, i * ${STEP} - 1`)}')
printf '%s gets %s. Press Enter, or Ctrl-C to stop.\\n' "$user" "\${range:?no free range found}"; read -r enter
sudo touch /etc/subuid /etc/subgid &&
sudo usermod --add-subuids "$range" --add-subgids "$range" "$user")`;
}

/** A command that prints the first id of such a range, and assigns nothing: for tools that ask no file. */
export const printFreeStart = (count: number = SUBID_COUNT): string =>
  `${taken()} | awk -F: -v n=${steps(count)} '${MARK} }
  ${find(`${FROM / STEP}`, `"%d\\n", (i - n) * ${STEP}`)}'`;

/**
 * Commands that assign a range which was asked for by number, unless an account or a line of the files has one of its ids: then they show who, and
 * change nothing. The owner's line for this very range is no other's: it may stand in the other file already, or here, where usermod adds nothing
 * (shadow 4.17.4, lib/subordinateio.c, add_range).
 */
export function assignUnlessTaken(owner: Owner, kind: IdKind, first: number, count: number): string {
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
