import others from '../../../content/data/otherMessages.json' with { type: 'json' };
import {
  assignFreeRange,
  CURRENT_USER,
  type ErrorEntry,
  errorEntries,
  LAST_ID,
  type MessageReader,
  mapKnown,
  shellPath,
} from '../idmap/index.ts';
import { mapMessages } from '../linux/index.ts';
import { entryOf, type Known, type MessageRow, type MessageTable, type OtherMessages } from '../messages/index.ts';

// What the files of content/messages/ read by name (`reads:`), where no pattern can.

/** What the kernel takes as a quota and as a period of CPU time, in microseconds (Linux, kernel/sched/core.c, tg_set_cfs_bandwidth). */
const [SHORTEST, LONGEST] = [1000, 1_000_000];

/** A quota or a period that is out of range, where the text has the number that was written. */
const cpuLimit: MessageReader = ({ small }) => {
  const written = /failed to write "?(-?\d+(?: \d+)?)"?:? /.exec(small)?.[1];
  const [first, second] = (written ?? '').split(' ').filter(Boolean).map(Number);
  const isPeriod = small.includes('cfs_period_us');
  const [quota, period] = isPeriod ? [undefined, first] : [first, second];
  if (quota !== undefined && quota >= 0 && quota < SHORTEST) return { written, quota };
  if (period !== undefined && (period < SHORTEST || period > LONGEST)) return { written, period };
  return { written };
};

/** Podman's own words for a map: ContainerID, HostID and Size in hexadecimal. */
const userOutsideMap: MessageReader = ({ text }) => {
  const [, letter, id] = /doesn't map ([UG])ID (\d{1,10})/.exec(text) ?? [];
  if (letter === undefined) return {};
  const kind = letter === 'G' ? 'gid' : 'uid';
  const extents = text.matchAll(/ContainerID:0x([0-9a-f]{1,8}), HostID:0x([0-9a-f]{1,8}), Size:0x([0-9a-f]{1,8})/g);
  const map = [...extents]
    .map(([, ...numbers]) => numbers.map((each) => Number.parseInt(each, 16)))
    .map(([inside = 0, outside = 0, size = 0]) => `${inside} to ${inside + size - 1} (host IDs from ${outside})`)
    .join(', ');
  return { kind, KIND: kind.toUpperCase(), id, [kind]: id, map };
};

/** Options that change a mount which is already there: the parser takes no source and no type beside them. */
const OF_MOUNTED = /^(?:remount|r?(?:unbindable|private|slave|shared))$/;
const BIND = /^r?bind$|^move$/;

/** A word of a rule: quoted where it needs to be; undefined where it has what a rule reads as a pattern. */
function ruleWord(text: string): string | undefined {
  if (/["\\*?[\]{}^]|\p{Cc}/u.test(text)) return undefined;
  return /^[\w@%+:./-]+$/.test(text) ? text : `"${text}"`;
}

/**
 * The rule of a profile that allows the mount of an AppArmor record, from the record's own fields, or undefined where they do not tell it
 * (apparmor.d(5), Mount Rules; linux, security/apparmor/mount.c, audit_mount; each form read by apparmor_parser 4.1).
 */
export function mountRule(field: (name: string) => string | undefined): string | undefined {
  const name = field('name');
  const target = name?.startsWith('/') ? ruleWord(name) : undefined;
  if (target === undefined) return undefined;
  if (field('operation') === 'umount') return `umount ${target},`;
  if (field('operation') !== 'mount') return undefined;
  const options = (field('flags') ?? '').split(/,\s*/).filter((option) => /^[a-z]+$/.test(option));
  const isMounted = options.some((option) => OF_MOUNTED.test(option));
  const [fstype, source] = isMounted ? [] : [field('fstype'), field('srcname')];
  const hasType = fstype !== undefined && /^[\w.-]+$/.test(fstype) && !options.some((option) => BIND.test(option));
  const from = source === undefined ? '' : ruleWord(source);
  if (from === undefined) return undefined;
  return `mount ${[
    ...(hasType ? [`fstype=${fstype}`] : []),
    ...(options.length > 0 ? [`options=(${options.join(', ')})`] : []),
    ...(from === '' ? [] : [from]),
    `-> ${target},`,
  ].join(' ')}`;
}

const apparmorRecord: MessageReader = ({ text }) => {
  const field = (name: string) => new RegExp(`\\b${name}="([^"]{1,300})"`).exec(text)?.[1];
  const [profile, operation, comm, name] = ['profile', 'operation', 'comm', 'name'].map(field);
  return { profile, operation, comm, name, path: name?.startsWith('/') ? name : undefined, rule: mountRule(field) };
};

/** OpenBSD's nc names neither the port nor the call: its command tells. -U is a socket file. */
const NC_COMMAND = /\bnc(?:\.openbsd)? ([-\w.:* ]{1,200})/;
/** Behind an address, or the word port: no time of day. */
const PORT = /(?:\d{1,3}(?:\.\d{1,3}){3}|[\]*]|localhost|[ (]):(\d{1,5})\b(?!:\d)|\bport (\d{1,5})\b/;
/** A port that every user may bind is `high`. */
const portWord = (port: string) => ({ port: Number(port) < 1024 ? undefined : 'high' });

/** What kind of port was refused, or a socket file; undefined for one below 1024. */
const boundPort: MessageReader = ({ text, small }, at) => {
  if (NC_COMMAND.test(text) || /^nc(?:\.openbsd)?: permission/.test(small.slice(at))) {
    // The message itself, “nc: …”, may follow in the same line.
    const words = (NC_COMMAND.exec(text)?.[1] ?? '').replace(/ nc(?:\.openbsd)?:.*/, '').split(' ');
    if (words.some((word) => /^-\w*U/.test(word))) return { port: 'socket' };
    const port = words.findLast((word) => /^\d{1,5}$/.test(word));
    return words.some((word) => /^-\w*l/.test(word)) && port !== undefined ? portWord(port) : { port: 'either' };
  }
  if (/unprivileged_port_start file: reopen|unix[: ]|\.sock|permission denied \//.test(small)) return undefined;
  const [, address, word] = PORT.exec(small.slice(Math.max(0, at - 120), at + 160)) ?? [];
  return portWord(address ?? word ?? '0');
};

const ownIdInRange: MessageReader = ({ text }) => {
  const [, start, size, file] = /mapping (\d{1,10}):(\d{1,10}) in "(\/etc\/sub[ug]id)"/.exec(text) ?? [];
  const [first, count] = [Number(start), Number(size)];
  const last = first + count - 1;
  if (file === undefined || last > LAST_ID || count === 0) return {};
  const kind = file === '/etc/subgid' ? 'gid' : 'uid';
  return { first, last, count, file, kind, assign: assignFreeRange(CURRENT_USER, count) };
};

/** An ID of a range: above 65536, which is no account's. */
const subidOwner: MessageReader = ({ text, small }, at) => {
  const owner = /^(?:owned by (?:uid |user |gid )?|owner |uid[ =]|chown )(\d{5,10})\b/.exec(small.slice(at, at + 40));
  const id = Number(owner?.[1]);
  if (!(id >= 65537 && id <= LAST_ID)) return undefined;
  const kind = small.startsWith('owned by gid', at) ? 'gid' : 'uid';
  return { id, kind, [text.startsWith('gid', at) ? 'gid' : 'uid']: id };
};

/** The program that the kernel did not execute. A shell that runs was executed under the filter, so that filter allows execve. */
const capableProgram: MessageReader = ({ text, small }, at) => {
  if (small.startsWith('exec user process caused: operation not permitted', at)) return {};
  const path =
    /^(?:exec (?:container process )?|(?:ba)?sh: (?:line )?(?:\d+: )?)["`]?(\/[\w./+-]{1,200})["`]?: operation not permitted/i.exec(
      text.slice(at, at + 300),
    )?.[1];
  return path === undefined ? undefined : { path, runtime: small.startsWith('exec ', at) };
};

/** Programs of the host that an engine looks for: their absence is another matter. */
const OF_HOST = /(?:new[ug]idmap|pasta|slirp4netns|fuse-overlayfs|conmon|runc|crun|catatonit|netavark)["`']/;

const programNotFound: MessageReader = ({ text, small }, at) => {
  if (OF_HOST.test(small.slice(Math.max(0, at - 80), at + 80))) return undefined;
  if (small.startsWith('exit', at)) return {};
  if (!/(?:not found|stat [^:]+: no such file)/.test(small.slice(at, at + 400))) return undefined;
  if (!/container process|oci runtime|executable file `|runc|crun/.test(small)) return undefined;
  const around = text.slice(Math.max(0, at - 300), at + 300);
  return { path: /exec(?:utable file|:) ["`]([^"`\s]{1,200})["`]/.exec(around)?.[1] };
};

const programNotExecutable: MessageReader = (message, at) => {
  const { text, small } = message;
  const here = small.slice(at, at + 400);
  if (!/^(?:exists but|is not a regular|exit)/.test(here) && !/": (?:permission denied|is a directory)/.test(here))
    return undefined;
  const around = text.slice(Math.max(0, at - 220), at + 300);
  return { path: /(?:exec: "|the path `)([^"`\s]{1,200})["`]/.exec(around)?.[1], ...shellPath(message) };
};

const READERS: Readonly<Record<string, MessageReader>> = {
  cpuLimit,
  userOutsideMap,
  apparmorRecord,
  boundPort,
  ownIdInRange,
  subidOwner,
  capableProgram,
  programNotFound,
  programNotExecutable,
};

// The compiler reads a row of a table as its own type; `npm run messages` holds each to MessageRow.
const { first, last } = others as unknown as OtherMessages;

/** What the files of content/messages/ may name. */
export function messageNames(): Known {
  const { readers, facts } = mapKnown();
  return { readers: { ...readers, ...READERS }, facts };
}

let made: readonly ErrorEntry[] | undefined;

/** Every message that the site knows, from those that say most to those that many programs end with. */
export function catalogue(): readonly ErrorEntry[] {
  const table = mapMessages() as unknown as MessageTable;
  const entries = (rows: readonly MessageRow[]) => rows.map((row) => entryOf(row, table, messageNames()));
  made ??= [...entries(first), ...errorEntries(), ...entries(last)];
  return made;
}
