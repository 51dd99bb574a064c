import { answerAsk } from '../../islands/ask/worker/answerAsk.ts';
import type { Command, Given } from '../Command.ts';
import { InputProblem } from '../InputProblem.ts';
import type { ExitStatus, Terminal } from '../Terminal.ts';
import { textGiven } from '../textGiven.ts';
import { explainedLines } from './explainedLines.ts';

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

export const explainCommand: Command = {
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
