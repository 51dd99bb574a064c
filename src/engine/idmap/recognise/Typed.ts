import { shellWords } from '../../text/index.ts';
import type { OtherPart } from './Part.ts';

/** What a command line tells about the output below it. */
export interface Typed {
  /** The command, without its prompt. */
  command: string;
  /** The program that prints: `cat` in `sudo docker exec web cat /proc/1/uid_map`. */
  program: string;
  /** The first word after sudo and the like: `docker` in the same. */
  outer: string;
  words: readonly string[];
  where: 'container' | undefined;
}

/** Programs that run another one as somebody else, or with something changed, and print nothing themselves. */
const CARRIERS = new Set(['sudo', 'doas', 'env', 'time', 'nohup', 'exec', 'command', 'nice', 'ionice', 'watch']);

/** Options of sudo, doas and env that take a word. */
const TAKES_WORD = new Set(['-u', '-g', '-h', '-p', '-C', '-n']);

/** Programs whose output shows ids or maps. */
const TELLERS = new Set(
  (
    'cat head tail grep egrep fgrep more less bat sed awk cut sort ls ll stat ps id getent getfacl find whoami ' +
    'touch mkdir chown chmod tar top su rm cp mv'
  ).split(' '),
);

/** Programs, and their subcommands, that run the rest of the line inside a user namespace that may be another. */
const ENTERS: Readonly<Record<string, readonly string[] | undefined>> = {
  docker: ['exec', 'run'],
  podman: ['exec', 'run', 'unshare'],
  buildah: ['unshare', 'run'],
  nerdctl: ['exec', 'run'],
  'docker-compose': ['exec', 'run'],
  'podman-compose': ['exec', 'run'],
  pct: ['exec', 'enter'],
  lxc: ['exec'],
  incus: ['exec'],
  kubectl: ['exec'],
  oc: ['exec', 'rsh'],
  crictl: ['exec'],
  machinectl: ['shell'],
  'lxc-attach': [],
  'lxc-usernsexec': [],
  rootlesskit: [],
  runc: ['exec', 'run'],
  crun: ['exec', 'run'],
};

/** Reads a command line word by word, also within quotes, as in sh -c 'cat /etc/subuid'; long ones only as far as their first 200 words. */
export function readTyped(command: string): Typed {
  const words = shellWords(command.slice(0, 4000))
    .flatMap(({ text }) => text.split(/[\s;|&()`]+/))
    .filter((word) => word !== '')
    .slice(0, 200);
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (CARRIERS.has(word) || /^[A-Za-z_]\w*=/.test(word)) continue;
    if (at > 0 && word.startsWith('-')) {
      if (TAKES_WORD.has(word)) at += 1;
      continue;
    }
    break;
  }
  const outer = baseName(words[at] ?? '');
  const enters = entersNamespace(outer, words.slice(at + 1));
  const inner = enters ? words.slice(at + 1).find((word) => TELLERS.has(baseName(word))) : undefined;
  return {
    command,
    program: inner === undefined ? outer : baseName(inner),
    outer,
    words: words.slice(at),
    where: enters && inner !== undefined ? 'container' : undefined,
  };
}

/** True where the rest of the line runs inside. nsenter(1) and unshare(1) do so only with an option that says so. */
function entersNamespace(outer: string, words: readonly string[]): boolean {
  if (outer === 'nsenter') return words.some((word) => /^(?:-[a-zA-Z]*[Ua]|--user(?:=|$)|--all$)/.test(word));
  if (outer === 'unshare') return words.some((word) => /^(?:-[a-zA-Z]*[Urc]|--user(?:=|$)|--map-)/.test(word));
  const subcommands = Object.hasOwn(ENTERS, outer) ? ENTERS[outer] : undefined;
  if (!subcommands) return false;
  // docker compose -f FILE exec SERVICE
  const reach = words.slice(0, 2).includes('compose') ? 8 : 3;
  return subcommands.length === 0 || words.slice(0, reach).some((word) => subcommands.includes(word));
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** What a typed command is by itself; `prompt` where its output is all that matters. */
export function readCommandKind({ outer, words, command }: Typed): OtherPart['kind'] | 'dockerd' {
  switch (outer) {
    case 'podman':
    case 'docker':
    case 'nerdctl':
      return runsContainer(words) ? 'podman' : 'prompt';
    case 'unshare':
      return 'unshare';
    case 'newuidmap':
    case 'newgidmap':
      return 'newuidmap';
    case 'systemd-nspawn':
      return 'nspawn';
    case 'dockerd':
    case 'dockerd-current':
      return command.includes('--userns-remap') ? 'dockerd' : 'prompt';
    case 'incus':
    case 'lxc':
      return /\b(?:raw|security)\.idmap/.test(command) ? 'incus' : 'prompt';
    case 'printf':
    case 'echo':
      return /\|\s*(?:sudo\s+)?(?:incus|lxc)\s[^|]*\braw\.idmap[= ]-/.test(command) ? 'incus' : 'prompt';
    case 'mount':
      return /idmap|--map-(?:users|groups)/.test(command) ? 'mount' : 'prompt';
    default:
      return 'prompt';
  }
}

/** `podman run`, `docker container create`, `podman pod create`: the subcommand stands first, global options aside. */
function runsContainer(words: readonly string[]): boolean {
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'run' || word === 'create') return true;
    if (word === 'container' || word === 'pod') continue;
    if (!word.startsWith('-')) return false;
    // Global options that take a word: podman --root DIR run, docker -H ADDRESS run.
    if (
      /^(?:-H|-c|-l|--(?:root|runroot|host|context|config|log-level|storage-driver|storage-opt|cgroup-manager|runtime|connection|url))$/.test(
        word,
      )
    )
      at += 1;
  }
  return false;
}
