import type { Diagnostic } from '../../../text/index.ts';
import type { Word } from '../text/Word.ts';
import type { FoundProgram } from './findProgram.ts';
import { DOCKER_GLOBAL, DOCKER_RUN, type OptionTable, PODMAN_GLOBAL, PODMAN_POD, PODMAN_RUN } from './optionTables.ts';
import type { PodmanCommand } from './PodmanCommand.ts';
import { type Options, readOptions } from './readOptions.ts';

/** A subcommand that makes a container, and its options. */
export interface Subcommand extends Options {
  name: PodmanCommand['subcommand'];
  word: Word;
}

/** What the program is told to do, where that is to make a container or a pod, or to open a shell in Podman's own namespace. */
export function readSubcommand({ name: program, args }: FoundProgram): Subcommand | Diagnostic {
  const global = readOptions(args, program === 'podman' ? PODMAN_GLOBAL : DOCKER_GLOBAL);
  const [first, second] = global.rest;
  const grouped = first?.text === 'container' || first?.text === 'pod' || first?.text === 'pods';
  const word = grouped ? second : first;
  const name = nameOf(program, grouped ? first?.text : undefined, word?.text);
  if (!word || name === undefined) {
    const found = [first, ...(grouped ? [second] : [])].map((each) => each?.text.slice(0, 40) ?? 'nothing').join(' ');
    const expected = program === 'podman' ? 'run, create, pod create or unshare' : 'run or create';
    return {
      code: 'podman-subcommand',
      severity: 'error',
      message: `After ${program}, write ${expected}${first ? `, not "${found}"` : ''}.`,
      hint: 'Other commands make no namespace of their own.',
      ...(first && { span: first.span() }),
    };
  }
  const rest = global.rest.slice(grouped ? 2 : 1);
  const read = name === 'unshare' ? { options: [], rest, diagnostics: [] } : readOptions(rest, tableOf(program, name));
  return { ...read, diagnostics: [...global.diagnostics, ...read.diagnostics], name, word };
}

function nameOf(program: string, group: string | undefined, name: string | undefined) {
  if (name === 'create' && group?.startsWith('pod')) return program === 'podman' ? 'pod create' : undefined;
  if (name === 'run' || name === 'create') return group?.startsWith('pod') ? undefined : name;
  return name === 'unshare' && group === undefined && program === 'podman' ? name : undefined;
}

function tableOf(program: string, name: Subcommand['name']): OptionTable {
  if (program === 'docker') return DOCKER_RUN;
  return name === 'pod create' ? PODMAN_POD : PODMAN_RUN;
}
