import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import published from '../../cli/package.json' with { type: 'json' };
import type { Command, Given } from './Command.ts';
import { checkCommand } from './check/checkCommand.ts';
import { compareCommand } from './compare/compareCommand.ts';
import { compileCommand } from './compile/compileCommand.ts';
import { explainCommand } from './explain/explainCommand.ts';
import { InputProblem } from './InputProblem.ts';
import { printable, printableWord } from './printable.ts';
import type { ExitStatus, Terminal } from './Terminal.ts';

const COMMANDS: readonly Command[] = [checkCommand, explainCommand, compareCommand, compileCommand];

const USAGE = `waterline says what a container may do. The answers are those of the kernel and the container runtime.

Usage: waterline COMMAND …

${COMMANDS.map(({ name, says }) => `  ${name.padEnd(9)} ${says}`).join('\n')}

waterline COMMAND --help shows what the command takes, with examples.
waterline --version shows the version.
Exit status: 0 success; 1 a check failed, no answer was found, or the profiles differ;
2 a file, a line or an option can’t be read, or the answer can’t be written.`;

/** Runs the program with the words behind its name. Never throws on what was typed or read: it says what is wrong, and gives 2. */
export const run = (typed: readonly string[], terminal: Terminal): Promise<ExitStatus> =>
  runSafely(typed, {
    ...terminal,
    say: (line) => terminal.say(printable(line)),
    complain: (line) => terminal.complain(printable(line)),
    write: (path, content) =>
      terminal.write(path, path === '-' && typeof content === 'string' ? printable(content) : content),
  });

async function runSafely([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  if (name === undefined && !terminal.isSeen) {
    terminal.complain(USAGE);
    return 2;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.say(USAGE);
    return 0;
  }
  if (name === '--version') {
    terminal.say(`waterline ${published.version}`);
    return 0;
  }
  const command = COMMANDS.find((each) => each.name === name);
  try {
    if (command === undefined) throw new InputProblem(`No command is named ${printableWord(name)}.\n${USAGE}`);
    const given = read(command, rest);
    if (given.has('help')) {
      terminal.say(command.help);
      return 0;
    }
    return await command.run(given, terminal);
  } catch (problem) {
    if (!(problem instanceof InputProblem)) throw problem;
    terminal.complain(`waterline: ${problem.message}`);
    return 2;
  }
}

function read({ name, options }: Command, typed: readonly string[]): Given {
  try {
    const known: ParseArgsOptionsConfig = { ...options, help: { type: 'boolean', short: 'h' } };
    const { values, positionals } = parseArgs({ args: [...typed], options: known, allowPositionals: true });
    const all = (option: string) => [values[option] ?? []].flat().filter((value) => typeof value === 'string');
    return {
      words: positionals,
      value: (option) => all(option).at(-1),
      values: all,
      has: (option) => values[option] === true,
    };
  } catch (problem) {
    // Of these errors node:util says what is wrong in a sentence.
    if (problem instanceof TypeError) {
      const said = typed.reduce((words, each) => words.replaceAll(each, printableWord(each)), problem.message);
      throw new InputProblem(`${said}\nSee waterline ${name} --help.`);
    }
    throw problem;
  }
}
