/** Commands that people type without showing a prompt, or after a bare "#", which may as well begin a comment. */
const COMMANDS = new Set(
  (
    'adduser awk bash buildah cat cd chgrp chmod chown cp crun curl cut distrobox dmesg dnf docker docker-compose ' +
    'dockerd doas echo egrep exec export find getent getfacl getsubids grep groupadd groups head id incus install ' +
    'journalctl kubectl less ln ls lsns lxc lxc-attach lxc-create lxc-start lxc-usernsexec ll machinectl mkdir ' +
    'mount mv namei newgidmap newuidmap nano nsenter nerdctl pct podman podman-compose printf ps pwd rm ' +
    'rootlesskit rsync runc sed service setfacl sh skopeo stat su sudo sysctl systemctl systemd-nspawn tail tar ' +
    'toolbox touch uname unshare useradd usermod vi vim whoami zfs'
  ).split(' '),
);

/** Words that name a command and begin a sentence as well; without a prompt they count only when an option or a path follows. */
const ENGLISH = new Set(
  'cat cut find head install less mount service tail touch exec export echo docker podman'.split(' '),
);

/** How prompts end, from the most telling to the least. Every repetition has an end, so none of them backtracks far. */
const PROMPTS: readonly RegExp[] = [
  // root@pve:~# , [ann@host dir]$ , (venv) ann@host ~ %
  /^(?:\([\w .-]{1,40}\) ?)?\[?[\w.-]{1,64}@[\w.-]{1,64}[^#$%>\n]{0,160}[#$%>](?= |$)/,
  // ~/src $ , / # , /home/docker>
  /^[~/][\w./~-]{0,160} ?[#$%>](?= |$)/,
  // bash-5.2$ , sh-4.4#
  /^(?:ba|z|k|da|a)?sh(?:-[\d.]{1,8})?[#$%](?= |$)/,
  // $ , ❯ , ➜ ~
  /^(?:\$|%|❯|➜|λ)(?: ~)?(?= |$)/,
  // PS C:\Users\ann> , C:\>
  /^(?:PS )?[A-Z]:\\[^<>:|"\n]{0,160}>(?= |$)/,
];

/** What one of the patterns needs: a sign before a blank or the end of the line. */
const ENDS_PROMPT = /[#$%>❯➜λ](?: |$)/;

/** A command with its prompt, or without one where the first word is known to be a command. */
export interface Prompt {
  /** How long the prompt is, white space after it included. */
  length: number;
  /** What it ends with, where there is one: "$", "#". */
  sign: string | undefined;
  command: string;
  /** The host name that the prompt shows is a container's: twelve hexadecimal digits, as Docker and Podman give. */
  inContainer: boolean;
  /** "root@ct", where the prompt shows it. */
  shell: string | undefined;
}

/** The command that `said` types, or undefined where it is no command. */
export function readPrompt(said: string): Prompt | undefined {
  const head = said.slice(0, 400);
  for (const pattern of ENDS_PROMPT.test(head) ? PROMPTS : []) {
    const found = pattern.exec(head)?.[0];
    if (found !== undefined) return behind(said, found);
  }
  const found = head.startsWith('#') ? '#' : '';
  const prompt = behind(said, found);
  return isCommand(prompt.command) ? prompt : undefined;
}

function behind(said: string, prompt: string): Prompt {
  const command = said.slice(prompt.length).trimStart();
  return {
    length: said.length - command.length,
    sign: /[#$%>❯➜λ](?= ~$|$)/.exec(prompt)?.[0],
    command,
    inContainer: /@[0-9a-f]{12}\b/.test(prompt),
    shell: /[\w.-]{1,64}@[\w.-]{1,64}/.exec(prompt)?.[0],
  };
}

/** Variables set for one command. */
const ASSIGNED = /^(?:[A-Z_]{1,40}=\S{0,80} {1,8}){1,8}/;

/** True where the line begins as a command does: a known name alone, or with arguments that no sentence has. */
function isCommand(said: string): boolean {
  const command = said.includes('=') ? said.replace(ASSIGNED, '') : said;
  const space = command.indexOf(' ');
  const first = space === -1 ? command : command.slice(0, space);
  // A line of /etc/passwd ends with the path of a shell.
  if (first.includes(':')) return false;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (!COMMANDS.has(name) || first.includes('=')) return false;
  const rest = command.slice(first.length, first.length + 400);
  // getcap(8) prints a program's path and what it may do.
  if (/^ +(?:= +)?cap_\w/.test(rest)) return false;
  if (!ENGLISH.has(name)) return true;
  return (
    / (?:-|\/|~|\.|\$|'|")/.test(rest) ||
    / (?:run|exec|info|inspect|unshare|ps|logs|pull|build|create|top|system|compose|version|images|start)\b/.test(rest)
  );
}

declare const QUOTED: unique symbol;

/** Text that any POSIX shell reads as one word, whatever it holds. */
export type ShellWord = string & { readonly [QUOTED]: true };

/** What a shell reads as itself, wherever it stands; zsh takes a word that begins with "=" for a program's path. */
const PLAIN = /^(?!=)[\w@%+=:,./-]+$/;

/** True for text with a control character in it, or one that turns the direction of writing: no quotes make these safe to paste into a terminal. */
export function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(text);
}

/** `text` as one word of any POSIX shell: plain words as they are, all others within single quotes. */
export function shellWord(text: string): ShellWord {
  return (PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`) as ShellWord;
}

/**
 * The name of a user or a group as one word that is no option. Undefined where it is unfit to be pasted: empty, with control characters, or with the
 * hyphen of an option at its start, which useradd(8) refuses too.
 */
export function nameWord(name: string | undefined): ShellWord | undefined {
  return name === undefined || name === '' || name.startsWith('-') || hasControls(name) ? undefined : shellWord(name);
}

/**
 * A path as one word that is no option: relative ones begin with "./". A leading "~/", $PWD or $HOME stays for the shell. Undefined where it is unfit to be
 * pasted: empty, or with control characters.
 */
export function fileWord(path: string | undefined): ShellWord | undefined {
  if (path === undefined || path.trim() === '' || hasControls(path)) return undefined;
  // The variable's value may have blanks in it.
  if (/^(?:\$(?:PWD|HOME)|\$\{(?:PWD|HOME)\})(?:\/[\w@%+=,./-]+|)$/.test(path)) return `"${path}"` as ShellWord;
  if (path.startsWith('~/')) return (path === '~/' ? path : `~/${shellWord(path.slice(2))}`) as ShellWord;
  return shellWord(/^(?:\/|\.\.?(?:\/|$))/.test(path) ? path : `./${path}`);
}

/** A home, and directories of the system, for which no recursive change of owner may be pasted. */
const SYSTEM =
  /^(?:\/(?:bin|boot(?:\/.*)?|dev|etc|home|lib(?:32|64|x32)?|proc|root|run|sbin|sys|usr(?:\/[^/]*)?|var(?:\/(?:cache|lib|log|spool))?)?|~|\$HOME|\$\{HOME\})$/;

/** The same for a command that changes what is there, or hands it to a container: undefined for those directories too, however they are spelled. */
export function pathWord(path: string | undefined): ShellWord | undefined {
  return path === undefined || isOfSystem(path) ? undefined : fileWord(path);
}

/** Where ".." leads from a home or from the directory of the shell, nobody can tell. */
function isOfSystem(path: string): boolean {
  if (/(?:^|\/)\.\.\/*$|^[~$].*\/\.\.\//.test(path) && !path.startsWith('/')) return true;
  const names: string[] = [];
  for (const name of path.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return SYSTEM.test((path.startsWith('/') ? '/' : '') + names.join('/'));
}

/** What to say where a path stays a placeholder because no command may hold it. */
export const UNFIT_PATH =
  'The path contains control characters, so the command has a placeholder: put the path in yourself, quoted.';

/** What may stand in a command: numbers, words that are quoted, and what the code itself spells out. */
type Fit<Value> = Value extends number | ShellWord ? Value : string extends Value ? ShellWord : Value;

/**
 * A command with values in it. Text that isn't quoted is a type error; and a command that is another template is one of the test of templates
 * (test/architecture/commands.test.ts). Values stand outside quotes.
 */
export function shell<const Values extends readonly (string | number)[]>(
  parts: TemplateStringsArray,
  ...values: { [At in keyof Values]: Fit<Values[At]> }
): string {
  return String.raw({ raw: parts }, ...values);
}
