import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import published from '../../cli/package.json' with { type: 'json' };
import type { NextStep } from '../engine/idmap/index.ts';
import { init } from '../islands/ask/state/model.ts';
import type { Reply } from '../islands/ask/state/State.ts';
import { type CauseShown, ELSE_TO_PASTE, type Found, select } from '../islands/ask/words/select.ts';
import { answerAsk } from '../islands/ask/worker/answerAsk.ts';
import { plain } from '../ui/Phrase.ts';
import { checkCommand } from './check/checkCommand.ts';
import { compareCommand } from './compare/compareCommand.ts';
import { compileCommand } from './compile/compileCommand.ts';
import {
  type Command,
  type ExitStatus,
  type Given,
  InputProblem,
  printable,
  printableWord,
  type Terminal,
  textGiven,
} from './filterGiven.ts';

/** The answer for who reads it in a terminal, in the words of the page: each message with its causes, how to confirm them, and the fix. */
function explainedLines(reply: Reply, text: string): string[] {
  const { found, near, left } = select(init(text, reply));
  const open = (left?.lines ?? []).map(({ line, text: said }) => `  line ${line}: ${said.trim()}`);
  return [
    ...found.flatMap((each) => [...foundLines(each), '']),
    ...(near === undefined ? [] : unknownLines(near)),
    ...(open.length === 0 ? [] : ['Errors without an answer:', ...open, ...(left?.more ? [`  ${left.more}`] : [])]),
  ];
}

function foundLines({ title, line, also, certainty, versions = '', causes }: Found): string[] {
  const about = `${certainty} ${versions}`.trim();
  return [
    `Line ${line}: ${plain(title)}`,
    ...causes.flatMap(causeLines),
    ...(also ? [`  ${plain(also)}`] : []),
    ...(about === '' ? [] : [`  ${about}`]),
  ];
}

function causeLines({ heading, who, layer, says, test, fixes, looks }: CauseShown): string[] {
  return [
    ...(who === undefined ? [] : [`  ${heading ? `${heading}. ` : ''}Who said no: ${who} (${layer})`]),
    `  ${says}`,
    ...stepLines('Confirm', test ? [test] : []),
    ...stepLines('Fix', fixes),
    ...stepLines('Also check', looks),
  ];
}

const stepLines = (heading: string, steps: readonly NextStep[]): string[] =>
  steps.flatMap(({ why, command }) => [
    `  ${heading}: ${why}`,
    // From the first column, so that what is copied with it ends a text that stands in a command.
    ...(command === undefined ? [] : ['', ...command.split('\n'), '']),
  ]);

function unknownLines(near: readonly { title: string }[]): string[] {
  return [
    'Not recognised.',
    ...(near.length === 0 ? [] : ['The most similar known messages:', ...near.map(({ title }) => `  ${title}`)]),
    'What else to give:',
    ...ELSE_TO_PASTE.map((each) => `  ${plain(each)}`),
  ];
}

const HELP = `waterline explain TEXT
waterline explain < FILE

Says which layer refused, how to confirm that, and the smallest fix.

  TEXT   an error, a line of strace, a kernel record (type=1326), or a command with its output,
         in quotes; left out, or -, it is read from standard input

Options
  --json       the answer as JSON
  -h, --help   this text

Exit status: 0 there is an answer, 1 there is none, 2 nothing was given.

  waterline explain 'unshare: unshare failed: Operation not permitted'
  journalctl -k -g type=1326 | waterline explain`;

const explainCommand: Command = {
  name: 'explain',
  says: 'say who refused, from an error, a trace or a log',
  help: HELP,
  options: { json: { type: 'boolean' } },
  run: runExplain,
};

async function runExplain({ words, has }: Given, terminal: Terminal): Promise<ExitStatus> {
  const typed = words.join(' ');
  const text = typed === '' || typed === '-' ? await textGiven('-', terminal) : typed;
  if (text.trim() === '') throw new InputProblem('Nothing to explain. Give a text in quotes, or pipe one in.');
  const reply = await answerAsk({ text, turn: 0 });
  const diagnoses = reply.shown.map(({ diagnosis }) => diagnosis);
  if (has('json')) terminal.say(JSON.stringify(diagnoses, null, 2));
  else for (const line of explainedLines(reply, text)) terminal.say(line);
  return diagnoses.length > 0 ? 0 : 1;
}

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
