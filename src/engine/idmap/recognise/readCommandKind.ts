import type { OtherPart } from './Part.ts';
import type { Typed } from './Typed.ts';

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
