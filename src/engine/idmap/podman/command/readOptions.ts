import file from '../../../../../content/data/commandOptions.json' with { type: 'json' };
import { type Diagnostic, error, type OptionTable, optionTable, readOptions, type Word } from '../../../text/index.ts';

/** One option with its value; of a flag without one the value is the option's own word. */
export interface Option {
  name: string;
  value: Word;
}

/** The options at the head of a command, and the words from the first that is none. */
export interface Options {
  options: Option[];
  rest: Word[];
  diagnostics: Diagnostic[];
}

/** The options of `podman`, `docker`, and their subcommands. */
export const TABLES = {
  podman: optionTable(file.podman),
  'podman run': optionTable(file['podman run']),
  'podman pod create': optionTable(file['podman pod create']),
  docker: optionTable(file.docker),
  'docker run': optionTable(file['docker run']),
};

/** The options up to the first word that is none, as Podman and Docker take them. */
export function podmanOptions(words: readonly Word[], table: OptionTable): Options {
  const { found, rest } = readOptions(words, table, 'pflag');
  return {
    options: found.flatMap((each) => ('message' in each ? [] : { name: each.name, value: each.value ?? each.word })),
    rest,
    diagnostics: found.flatMap((each) => {
      if (!('message' in each)) return [];
      return each.is === 'unknown'
        ? error('podman-option', each.message, 'Check its spelling with --help.', each.word.span())
        : error('podman-option-value', each.message, 'Write the value after the option.', each.word.span());
    }),
  };
}

/** The value that counts of an option given more than once: the last. */
export function lastValue(options: readonly Option[], name: string): Word | undefined {
  return options.findLast((option) => option.name === name)?.value;
}

/** The values of an option that may be repeated. */
export function allValues(options: readonly Option[], name: string): Word[] {
  return options.filter((option) => option.name === name).map(({ value }) => value);
}
