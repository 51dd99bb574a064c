import { type ErrorEntry, type Message, type NextStep, quotedPath, unquoted } from '../../../messages/index.ts';
import { deniedCauses, executionCauses, moduleCauses, NO_EXECUTION, ofShell } from './deniedCauses.ts';
import { LESSONS } from './lessons.ts';
import { manual, PODMAN_RUN, sourceOf, USER_NAMESPACES } from './sources.ts';

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

const IN_PODMAN_UNSHARE: NextStep = {
  why: 'Rootless: change the owner in podman unshare, with the IDs of the user’s namespace.',
  command: 'podman unshare chown UID:GID HOST_PATH',
  fixes: true,
};

const NOT_MAPPED = 'failed to map segment from shared object: ';

const FIRST_PROGRAM: NextStep = {
  why: 'Check which program it is, and which user runs it.',
  command: 'docker inspect --format "{{.Path}} {{.Config.User}}" CONTAINER',
};

const WHERE_IT_IS: NextStep = {
  why: 'Look at the mode of the file, at the options of its mount, and at every directory above it.',
  command: 'ls -ln PATH; findmnt -T PATH -o TARGET,OPTIONS; namei -l PATH',
};

/** A file's owner, mode, ACL or label refused it. The last catalogue: many other errors end in the same words. */
export const permissionErrors: readonly ErrorEntry[] = [
  {
    code: 'exec-denied',
    title: '`exec user process caused: permission denied`',
    layer: 'file-mode',
    examples: [
      'standard_init_linux.go:228: exec user process caused: permission denied',
      'standard_init_linux.go:211: exec user process caused "permission denied"',
      'sh: /data/busybox: Permission denied',
      'sh: 1: /tmp/diag/ne/busybox: Permission denied',
      'bash: line 1: /tmp/diag/ne/x.sh: Permission denied',
      'zsh: permission denied: ./run.sh',
      'env: ‘./run.sh’: Permission denied',
      'exec /entrypoint.sh: permission denied',
      'Error: spawnSync /tmp/diag/ne/x.sh EACCES',
      '[FATAL tini (7)] exec /data/run.sh failed: Permission denied',
    ],
    sources: [
      { title: 'runc before 1.1, libcontainer/standard_init_linux.go' },
      sourceOf('linux', 'fs/exec.c', 'do_open_execat'),
      manual('execve', 2, 'EACCES'),
      { title: 'moby issue 40334', url: 'https://github.com/moby/moby/issues/40334' },
      {
        title:
          'Seen with runc 1.1.15, crun 1.21, Docker 26.1.5, bash 5.2, dash 0.5.12, busybox 1.37, zsh 5.9, coreutils 9.7, make 4.4, Node 20',
      },
    ],
    phrases: [
      'exec user process caused: permission denied',
      'exec user process caused "permission denied"',
      NOT_MAPPED,
      ...['exec /', 'permission denied', 'eacces'],
    ],
    explain: (message, at) => {
      if (message.small.startsWith(NOT_MAPPED, at)) return notMapped(message, at);
      const isFirst = message.small.startsWith('exec user process', at);
      const program = isFirst ? {} : executed(message, at);
      if (program === undefined) return undefined;
      const { path } = program;
      return {
        who: 'the kernel, when a program was started',
        says: `${path ?? (isFirst ? 'The container’s first program' : 'The program')} cannot be executed. The file lacks x for the user of the process, its mount has the option noexec, or a directory above it is closed to that user. The kernel compares host IDs here, too. Changing the owner of a folder does not help against a missing x or noexec.`,
        ...(isFirst
          ? { next: [FIRST_PROGRAM], versions: 'runc 1.1 and later say “exec FILE: permission denied” instead.' }
          : { next: [WHERE_IT_IS], facts: path === undefined ? {} : { path } }),
        causes: executionCauses(message, /podman|rootless/.test(message.small)),
        learn: LESSONS.volume,
      };
    },
  },
  {
    code: 'permission-denied',
    general: true,
    title: '`permission denied`, EACCES, `[Errno 13]`',
    layer: 'file-mode',
    examples: [
      'mkdir /var/lib/registry/docker: permission denied',
      "touch: cannot touch '/data/x': Permission denied",
      "PermissionError: [Errno 13] Permission denied: '/data/x'",
      "Error: EACCES: permission denied, open '/data/x'",
    ],
    sources: [
      sourceOf('linux', 'fs/namei.c', 'generic_permission'),
      USER_NAMESPACES,
      manual('path_resolution', 7),
      PODMAN_RUN,
      {
        title: 'nodejs/docker-node issue 1262: COPY is root’s, whatever USER says',
        url: 'https://github.com/nodejs/docker-node/issues/1262',
      },
    ],
    phrases: ['permission denied', 'eacces', 'errno 13'],
    explain: (message, at) => {
      const path = pathBefore(message, at) ?? pathAfter(message, at);
      const inContainer = path?.startsWith('/')
        ? ` If the message is from a container, ${path} is a path in the container; on the host it is below HOST of -v HOST:CONTAINER.`
        : '';
      const podman = message.small.includes('podman') || message.small.includes('rootless');
      return {
        who: 'the kernel: the file’s owner and mode, or a security module',
        says: `The process cannot access ${path ?? 'the file'}.${inContainer} The kernel compares host IDs: the process’s host UID and GIDs with the owner of the file, and of each directory above it, on the host.`,
        facts: path === undefined ? {} : { path },
        next: [
          {
            why: 'On the host, check the owner and mode of every directory on the path. Each needs x for the host UID.',
            command: 'namei -l HOST_PATH',
          },
          { why: 'On the host, check the process’s host UID.', command: 'ps -eo uid,gid,pid,args' },
          {
            why: 'If both are right, a “+” after the mode means an ACL, which counts as well.',
            command: 'getfacl -n HOST_FOLDER',
          },
          {
            why: 'If all of that is right, check SELinux and AppArmor, as root. For SELinux, label the volume with :z or :Z.',
            command: 'sudo ausearch -m avc -ts recent; sudo dmesg | grep -i apparmor',
          },
          ...(podman ? [IN_PODMAN_UNSHARE] : []),
        ],
        causes: deniedCauses(message, podman),
        learn: LESSONS.volume,
      };
    },
  },
];

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

/** The loader says it where mmap(2) refuses code: EPERM on a mount with noexec (mm/mmap.c, do_mmap), EACCES of a security module. */
function notMapped({ text, small }: Message, at: number): ReturnType<ErrorEntry['explain']> {
  const path = /([^ :]{1,500}): $/.exec(text.slice(Math.max(0, at - 502), at))?.[1];
  const errno = small.slice(at + NOT_MAPPED.length);
  if (errno.startsWith('permission denied'))
    return {
      who: 'a security module',
      says: `${path ?? 'The library'} cannot be loaded: SELinux or AppArmor does not let the program map it as code. Changing the file’s owner or mode does not help.`,
      facts: path === undefined ? {} : { path },
      next: [],
      causes: moduleCauses(small.includes('podman'), true),
      learn: LESSONS.volume,
    };
  if (!errno.startsWith('operation not permitted')) return undefined;
  return {
    who: 'the kernel: the mount has the option noexec',
    says: `${path ?? 'The library'} cannot be loaded: nothing on a mount with noexec can be mapped as code. Changing its owner or mode does not help.`,
    facts: path === undefined ? {} : { path },
    next: [
      { why: 'Check whether the library’s mount has noexec.', command: 'findmnt -T PATH -o TARGET,OPTIONS' },
      {
        why: 'If the program unpacks its libraries into /tmp, as PyInstaller and some Java libraries do, set TMPDIR (for Java, -Djava.io.tmpdir) to a directory on a mount without noexec.',
        fixes: true,
      },
      { why: 'Put the library elsewhere: into the image, for example.', fixes: true },
      ...NO_EXECUTION.fixes.slice(1).map((step): NextStep => ({ ...step, fixes: true })),
    ],
    learn: LESSONS.volume,
  };
}

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
