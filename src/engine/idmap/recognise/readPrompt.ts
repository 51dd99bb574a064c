/** Commands that people type without showing a prompt, or after a bare "#", which may as well begin a comment. */
const COMMANDS = new Set([
  'adduser',
  'awk',
  'bash',
  'buildah',
  'cat',
  'cd',
  'chgrp',
  'chmod',
  'chown',
  'cp',
  'crun',
  'curl',
  'cut',
  'distrobox',
  'dmesg',
  'dnf',
  'docker',
  'docker-compose',
  'dockerd',
  'doas',
  'echo',
  'egrep',
  'exec',
  'export',
  'find',
  'getent',
  'getfacl',
  'getsubids',
  'grep',
  'groupadd',
  'groups',
  'head',
  'id',
  'incus',
  'install',
  'journalctl',
  'kubectl',
  'less',
  'ln',
  'ls',
  'lsns',
  'lxc',
  'lxc-attach',
  'lxc-create',
  'lxc-start',
  'lxc-usernsexec',
  'll',
  'machinectl',
  'mkdir',
  'mount',
  'mv',
  'namei',
  'newgidmap',
  'newuidmap',
  'nano',
  'nsenter',
  'nerdctl',
  'pct',
  'podman',
  'podman-compose',
  'printf',
  'ps',
  'pwd',
  'rm',
  'rootlesskit',
  'rsync',
  'runc',
  'sed',
  'service',
  'setfacl',
  'sh',
  'skopeo',
  'stat',
  'su',
  'sudo',
  'sysctl',
  'systemctl',
  'systemd-nspawn',
  'tail',
  'tar',
  'toolbox',
  'touch',
  'uname',
  'unshare',
  'useradd',
  'usermod',
  'vi',
  'vim',
  'whoami',
  'zfs',
]); // prettier-ignore

/** Words that name a command and begin a sentence as well; without a prompt they count only when an option or a path follows. */
const ENGLISH = new Set([
  'cat',
  'cut',
  'find',
  'head',
  'install',
  'less',
  'mount',
  'service',
  'tail',
  'touch',
  'exec',
  'export',
  'echo',
  'docker',
  'podman',
]);

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
];

/** What one of the patterns needs: a sign before a blank or the end of the line. */
const ENDS_PROMPT = /[#$%>❯➜λ](?: |$)/;

/** A command with its prompt, or without one where the first word is known to be a command. */
export interface Prompt {
  /** How long the prompt is, white space after it included. */
  length: number;
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
    if (found === undefined) continue;
    const command = said.slice(found.length).trimStart();
    const shell = /[\w.-]{1,64}@[\w.-]{1,64}/.exec(found)?.[0];
    return { length: said.length - command.length, command, inContainer: /@[0-9a-f]{12}\b/.test(found), shell };
  }
  if (head.startsWith('#')) {
    const command = said.slice(1).trimStart();
    const length = said.length - command.length;
    return isCommand(command) ? { length, command, inContainer: false, shell: undefined } : undefined;
  }
  return isCommand(said) ? { length: 0, command: said, inContainer: false, shell: undefined } : undefined;
}

/** True where the line begins as a command does: a known name alone, or with arguments that no sentence has. */
function isCommand(said: string): boolean {
  const space = said.indexOf(' ');
  const first = space === -1 ? said : said.slice(0, space);
  // A line of /etc/passwd ends with the path of a shell.
  if (first.includes(':')) return false;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (!COMMANDS.has(name) || first.includes('=')) return false;
  const rest = said.slice(first.length, first.length + 400);
  // getcap(8) prints a program's path and what it may do.
  if (/^ +(?:= +)?cap_\w/.test(rest)) return false;
  if (!ENGLISH.has(name)) return true;
  return (
    / (?:-|\/|~|\.|\$|'|")/.test(rest) ||
    / (?:run|exec|info|inspect|unshare|ps|logs|pull|build|create|top|system|compose|version|images|start)\b/.test(rest)
  );
}
