import {
  between,
  type Message,
  numberAfter,
  quotedPath,
  type Reader,
  unquoted,
  type Values,
} from '../../../messages/index.ts';
import { nameWord } from '../../../text/index.ts';

// What messages about a file tell: which one it is, who should have owned it, and whether it was to be started, opened or changed.

/** bash and zsh name the path and no more, of a program that they start as of a file that they open (seen: bash 5.2, zsh 5.9). */
const OF_SHELL =
  /(?:\bbash: |: line \d+: )(?:line \d+: )?([^ :]+): (?:[^ :]+: bad interpreter: )?permission denied|\bzsh:(?:\d+:)? permission denied: (\S+)/i;

/** The path of such a message, if there is one. */
function ofShell(text: string): string | undefined {
  const said = OF_SHELL.exec(text);
  return said?.[1] ?? said?.[2];
}

/** What a shell says of a path: whether it names one, whether that was to be opened (> or <), and which engine the text speaks of. */
export function shellPath({ small }: Message): Values {
  const path = ofShell(small);
  const redirected = path !== undefined && ['>', '> ', '<', '< '].some((sign) => small.includes(`${sign}${path}`));
  return { shell: path, redirected, engine: /podman|rootless/.test(small) ? 'podman' : 'docker' };
}

/** Words of a file that was opened, changed or looked for, none of which noexec refuses. */
const OPENS =
  /\b(?:can't|cannot|could not|unable to|failed to|error) (?:open|opening|touch|create|creating|remove|access|stat|read|write|overwrite|move|chdir|cd|make)\b|\b(?:mk|read|rm|ch)?dir(?:at)? |\b(?:open(?:at2?)?|unlink(?:at)?|l?stat|mknod|rename|remove|access|creat) '?[./]|\b(?:cat|ls|cp|mv|rm|head|tail|grep|find|tar|rsync|scp|wc): /;

/** The calls that Go programs name before the path: "open /data/x: permission denied". */
const CALLS = [
  'mkdirat',
  'mkdir',
  'openat',
  'openat2',
  'open',
  'unlinkat',
  'unlink',
  'remove',
  'rename',
  'symlink',
  'stat',
  'lstat',
  'chdir',
  'mknod',
  'rmdir',
  'readdirent',
  'access',
  'create',
  'creat',
  'mount',
  'fork/exec',
  'exec',
] as const;

/** Words that shells and GNU programs set before the path. */
const BEFORE_PATH =
  /(?:cannot (?:touch|create(?: (?:directory|regular file|symbolic link|temp file for here-document))?|open(?: directory)?|remove|access|stat|read|chdir to|make directory|overwrite|move)|can't (?:open|create|cd to|create directory)|could not open(?: file)?|failed to open|unable to open|unable to access|failed to create|error opening|opening|creating)\s+$/i;

/** "mkdir /var/lib/registry/docker: permission denied", "touch: cannot touch '/x': Permission denied", "sh: 1: cannot create /x: …". */
function pathBefore({ text }: Message, at: number): string | undefined {
  const colon = text.lastIndexOf(':', at);
  if (colon === -1 || at - colon > 6) return undefined;
  const before = text.slice(Math.max(0, colon - 1000), colon).trimEnd();
  const clause = before.slice(before.lastIndexOf(': ') + 1).trim();
  return inQuotes(before) ?? afterCall(clause) ?? quotedPath(clause);
}

/** What stands between the last pair of quotes, where the text ends with one: 'x', "x" or `x'. */
function inQuotes(before: string): string | undefined {
  const closing = before.at(-1) ?? '';
  if (!["'", '"', '`'].includes(closing)) return undefined;
  const inner = before.slice(0, -1);
  const opening = Math.max(inner.lastIndexOf(closing), closing === "'" ? inner.lastIndexOf('`') : -1);
  return opening === -1 ? undefined : plausible(inner.slice(opening + 1));
}

/** The path behind the call or the words of a shell; a lone word counts where it looks like a path. */
function afterCall(clause: string): string | undefined {
  const small = clause.toLowerCase();
  for (const call of CALLS) {
    if (small.startsWith(`${call} `)) return named(clause.slice(call.length + 1));
    const within = small.lastIndexOf(`${call} /`);
    // In a longer sentence the call is a word of its own, or begins a quotation: caused "stat /x.
    if (within > 0 && /[ "'(]/.test(small.charAt(within - 1))) return plausible(clause.slice(within + call.length + 1));
  }
  const slash = clause.indexOf('/');
  if (slash === 0 || (slash > 0 && BEFORE_PATH.test(clause.slice(0, slash)))) return plausible(clause.slice(slash));
  return /^[\w./@+-]{1,300}$/.test(clause) && /[./]/.test(clause) ? clause : undefined;
}

/** Python: "[Errno 13] Permission denied: '/data/x'"; Node: "EACCES: permission denied, open '/data/x'". */
function pathAfter({ text }: Message, at: number): string | undefined {
  const after = text.slice(at, at + 1100);
  const found = /^(?:permission denied|EACCES|errno 13)[^'"]{0,60}['"]([^'"]{1,1000})['"]/i.exec(after)?.[1];
  return found === undefined ? undefined : plausible(found);
}

/** What follows a call: a path may have blanks in it, but then it begins as one. "open of uid_map failed" names none. */
function named(text: string): string | undefined {
  const path = plausible(text);
  return path !== undefined && (/^(?:\/|\.\.?\/)/.test(path) || !/\s/.test(path)) ? path : undefined;
}

function plausible(text: string): string | undefined {
  const path = unquoted(text.trim());
  return path === '' || path.length > 900 || path.includes('"') ? undefined : path;
}

/** The program that was to be started, as runtimes, languages and shells say it; undefined where the message is of something else. */
function executed(message: Message, at: number): { path?: string } | undefined {
  const { text, small } = message;
  const said = text.slice(Math.max(0, at - 700), at);
  const before = said.replace(ERRNO_BEFORE, '');
  const after = text.slice(at, at + 700);
  if (UNNAMED.test(before)) return {};
  const started =
    LAUNCHED.exec(before)?.[1] ??
    SCRIPTED.exec(before)?.[1] ??
    (OF_RUBY.test(before) ? /^permission denied - (\S+)/i.exec(after)?.[1] : undefined) ??
    (said.includes('_execute_child') ? pathAfter(message, at) : undefined);
  const path = started ?? ofShell(said + after);
  if (path === undefined) return / error=13, $/.test(said) ? {} : undefined;
  return path === started || PROGRAM.test(path) || small.includes('noexec') ? { path } : undefined;
}

/** What stands between the program and the words: “: ”, and Java’s “: error=13, ” and “: Exec failed, error: 13 (”. */
const ERRNO_BEFORE = /[:,]? ?(?:(?:exec failed, )?error(?:=|: )13,? ?\(?)?$/i;

/** Calls and programs that don't name the file. */
const UNNAMED = /\b(?:exec[lv][pe]{0,2}(?:\(\))?|open executable|exec pid1|spawn)$/i;

const LAUNCHED =
  /(?:\b(?:env: |nice: |xargs: |make: |execvp: |failed to run command |failed to exec(?:ute)? |can't exec(?:ute)? |couldn't exec |unable to exec(?:ute)? |cannot run program |step exec spawning |locate executable |spawn(?:sync)? |exec: |exec (?=["'./]|\S+ failed$))|\[dumb-init\] )["']?([^ :'"]{1,500})["']?(?: failed| \(in directory "[^"]{0,500}"\))?$/i;

/** “in `spawn': Permission denied - ./x (Errno::EACCES)”. */
const OF_RUBY = /[`'](?:Kernel#|Process\.)?(?:spawn|exec|system|popen|`)'$/;

/** dash and busybox say “cannot create” or “can't open” of a file that is no program. */
const SCRIPTED = /(?:\b(?:da|a|k|mk)?sh|: \d+): (?:\d+: )?([^ :'/]{0,200}\/[^ :']{1,500})$/i;

/** bash and zsh say the same of a file that they open: only the path tells. */
const PROGRAM = /^\.\/|\/s?bin\/[^/]+$|\.(?:sh|py|pl|rb|run|AppImage|bin)$/;

const NOT_MAPPED = 'failed to map segment from shared object: ';

/** The loader says it where mmap(2) refuses code: EPERM on a mount with noexec (mm/mmap.c, do_mmap), EACCES of a security module. */
function notMapped({ text, small }: Message, at: number): Values | undefined {
  const path = /([^ :]{1,500}): $/.exec(text.slice(Math.max(0, at - 502), at))?.[1];
  const errno = small.slice(at + NOT_MAPPED.length);
  if (errno.startsWith('permission denied'))
    return { path, mapped: 'module', engine: small.includes('podman') ? 'podman' : 'docker' };
  return errno.startsWith('operation not permitted') ? { path, mapped: 'noexec' } : undefined;
}

const startedProgram: Reader = (message, at) => {
  if (message.small.startsWith(NOT_MAPPED, at)) return notMapped(message, at);
  const first = message.small.startsWith('exec user process', at);
  const program = first ? {} : executed(message, at);
  return program && { ...program, first, ...shellPath(message) };
};

const deniedPath: Reader = (message, at) => {
  const { small } = message;
  const executes = ofShell(small) !== undefined || (/\bnoexec\b/.test(small) && !OPENS.test(small));
  return { path: pathBefore(message, at) ?? pathAfter(message, at), executes, ...shellPath(message) };
};

/** sudo says which user it is, and which it should be; Postfix names the file alone. */
const unexpectedOwner: Reader = (message, at) => {
  const { text, small } = message;
  if (small.startsWith('not', at)) {
    const path = between(message, 'not owned by root: ', '', at)?.split(' ', 1)[0] ?? '';
    const program = small.includes('postfix') ? 'Postfix' : 'the program';
    return path.startsWith('/') ? { path, program, postfix: true } : undefined;
  }
  const uid = numberAfter(message, at + 'owned by uid '.length, 0);
  // "must be owned by uid 0" names whom sudo expects, and no owner.
  if (uid === undefined || small.endsWith('must be ', at)) return undefined;
  return {
    uid,
    path: /(?:^|[\s"'])(\/[^\s:,"']{1,300})/.exec(text)?.[1],
    wanted: numberAfter(message, small.indexOf('should be', at) + 'should be'.length, 5),
    program: /^(?!error|fatal|warning)([\w-]{1,30})[:/[]/i.exec(text)?.[1] ?? 'the program',
  };
};

/** chown with a number in place of the name that isn't known; what else was named stays. */
function numbered(user: string, group: string | undefined, inGroups: boolean): string {
  if (inGroups) return `chown ${user === '' ? '' : (nameWord(user) ?? 'UID')}:GID PATH`;
  if (group === undefined) return 'chown UID PATH';
  return `chown UID:${group === '' ? '' : (nameWord(group) ?? 'GID')} PATH`;
}

/** The name that chown or chgrp does not know: "invalid user: 'carl:media'". */
const unknownName: Reader = ({ text, small }, at) => {
  const value = /^[a-z/]+ [a-z/]+:? ['"]?([\w.@:-]{1,80})/i.exec(text.slice(at, at + 120))?.[1];
  const tool = /\b(ch(?:own|grp)): /.exec(small)?.[1];
  if (value === undefined || tool === undefined) return undefined;
  const [user = '', group] = value.split(':');
  const isGroup = small.startsWith('invalid group', at);
  const name = isGroup ? (group ?? value) : group !== undefined && /^\d+$/.test(user) ? group : user;
  const inGroups = isGroup || (group !== undefined && name === group);
  if (name === '') return undefined;
  return {
    tool,
    name,
    database: inGroups ? 'group' : 'passwd',
    word: nameWord(name) ?? 'NAME',
    user: inGroups ? undefined : name,
    numbered: tool === 'chgrp' ? 'chgrp GID PATH' : numbered(user === name ? '' : user, group, inGroups),
  };
};

/** What tar and cpio say of a file and its owner in the archive (paxutils, chown_error_details). */
function inArchive({ text, small }: Message, at: number) {
  const found = /^cannot change ownership to uid (\d{1,10}), gid (\d{1,10}): (.{1,40})/i.exec(text.slice(at, at + 120));
  if (!found) return undefined;
  const [uid, gid] = [Number(found[1]), Number(found[2])];
  const path = text.slice(0, at).split(': ').at(-2);
  return {
    denied: small.startsWith('operation not permitted', at + (found[0].length - (found[3]?.length ?? 0))),
    values: {
      ...{ uid, gid, kind: uid >= gid ? 'uid' : 'gid', tool: small.startsWith('cpio: ') ? 'cpio' : 'tar' },
      path: path === undefined ? undefined : unquoted(path),
    },
  };
}

const archiveUnmapped: Reader = (message, at) => {
  const { denied, values } = inArchive(message, at) ?? { denied: true };
  if (denied || !values) return undefined;
  const { uid, gid, kind } = values;
  return { ...values, KIND: kind.toUpperCase(), id: Math.max(uid, gid), both: uid > 65535 && gid > 65535 };
};

const GIT_GAVE_UP = "could not set 'core.filemode'";

/** Node puts the errno before the call: “EPERM: operation not permitted, chmod '/x'”. git ends with what it meant to do. */
const isRefused = ({ small }: Message, at: number): boolean =>
  small.includes('operation not permitted', at) ||
  small.startsWith(GIT_GAVE_UP, at) ||
  /operation not permitted,? ?$/.test(small.slice(Math.max(0, at - 26), at));

const chmodRefused: Reader = (message, at) =>
  isRefused(message, at) ? { tool: 'chmod', path: pathOf(message, at) } : undefined;

const chownRefused: Reader = (message, at) => {
  const found = inArchive(message, at);
  if (found) return found.denied ? found.values : undefined;
  return isRefused(message, at) ? { tool: 'chown', path: pathOf(message, at) } : undefined;
};

/** The path in "changing ownership of 'x': …", "chown: x: …", "lchown /x: …", `chown "/x" failed: …` or `chown("/x", 101) failed`; none where words stand for it. */
function pathOf(message: Message, at: number): string | undefined {
  const found = ['invalid argument', 'operation not permitted'].map((words) => message.small.indexOf(words, at));
  const errno = found.find((each) => each !== -1);
  if (errno === undefined) return quotedPath(message.text.slice(at, at + 1000));
  const before = message.text.slice(Math.max(at, errno - 1000), errno).replace(/(?:: ?| \(\d+: )$/, '');
  const clause = before.slice(before.lastIndexOf(': ') + 1).trim();
  const inQuotes = quotedPath(clause);
  if (inQuotes !== undefined) return inQuotes;
  const bare = clause
    .replace(/^l?f?chown (?=\/)/, '')
    .replace(/^chmod on (\/.*) failed$/, '$1')
    .replace(
      /^(?:changing|cannot change|change|preserving|setting|failed to preserve) (?:the )?(?:ownership|group|permissions|times)(?: of| for)? (?:directory )?/,
      '',
    );
  const path = unquoted(bare);
  if (path === '' || /^[lf]?ch(?:mod|own)$/i.test(path) || path.length > 900 || path.includes('[')) return undefined;
  return path !== bare || /^(?:\/|\.\.?\/)/.test(path) || !/\s/.test(path) ? path : undefined;
}

export const FILE_READS: Readonly<Record<string, Reader>> = {
  startedProgram,
  deniedPath,
  unexpectedOwner,
  unknownName,
  archiveUnmapped,
  changedFile: (message, at) => ({ path: pathOf(message, at) }),
  chmodRefused,
  chownRefused,
};
