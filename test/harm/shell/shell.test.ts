import { realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/engine/diagnose/index.ts';
import { COMMANDS, FILES } from '../../engine/idmap/recognise/fileTexts.ts';
import { EXAMPLES } from '../../engine/idmap/recognise/kinds.ts';
import { MAPS, SUBIDS } from '../../engine/idmap/recognise/mapTexts.ts';
import { LISTINGS, MIXED } from '../../engine/idmap/recognise/outputTexts.ts';
import { gapsIn, HOSTILE, MARK, PLAIN } from './hostile.ts';
import { ofBox, ofCalculator, ofParts, withoutPath } from './offered.ts';
import { programOf, runStubbed, SHELLS } from './runStubbed.ts';
import { shapeOf, wrongIn } from './wrongIn.ts';

/** Every example of the catalogue, and every text of which it is tested what it is. */
const TEXTS = [
  ...new Set([
    ...catalogue().flatMap(({ examples }) => examples),
    ...[FILES, COMMANDS, MAPS, SUBIDS, LISTINGS, MIXED].flat().map(([text]) => text),
    ...Object.values(EXAMPLES),
  ]),
];

/** The commands that are offered with plain names, and those that are offered with hostile ones alone, each with a text for which it is. */
function offeredCommands() {
  const plain = new Set<string>();
  const hostile = new Map<string, string>();
  const add = (commands: readonly string[]) => {
    for (const command of commands) plain.add(command);
  };
  const fill = (offered: (text: string) => string[], filled: (name: string) => string) => {
    if (!offered(filled(MARK)).some((command) => command.includes(MARK))) return;
    for (const name of PLAIN) add(offered(filled(name)));
    for (const name of HOSTILE) for (const command of offered(filled(name))) hostile.set(command, filled(name));
  };
  for (const offered of [ofBox, ofCalculator]) {
    for (const text of TEXTS) {
      add(offered(text));
      for (const gap of gapsIn(text)) fill(offered, gap.with);
    }
  }
  add(withoutPath());
  for (const offered of ofParts) fill(offered, (name) => name);
  for (const command of plain) hostile.delete(command);
  return { plain: [...plain], hostile };
}

const { plain, hostile } = offeredCommands();

test('names arrive in commands at all', () => {
  expect(plain.filter((command) => command.includes(MARK)).length).toBeGreaterThan(60);
  expect(hostile.size).toBeGreaterThan(1000);
});

/** The shells that are installed, each once: sh is another's name. */
const programs = SHELLS.map((shell) => ({ ...shell, program: programOf(shell) }));
const same = (program: string | undefined) => program && realpathSync(program);

test.concurrent.for(programs)('no name is read by $name', async ({ program, ...shell }, { skip }) => {
  if (program === undefined) return skip(`${shell.name} is not installed: ${shell.install}`);
  const other = programs.find((each) => each.name !== 'sh' && same(each.program) === same(program));
  if (shell.name === 'sh' && other) return skip(`sh is ${other.name}`);
  const commands = [...plain, ...hostile.keys()];
  const { calls, appeared } = await runStubbed(shell, program, commands);
  const marked = Map.groupBy(calls.slice(0, plain.length), shapeOf);
  const wrong = [...hostile].flatMap(([command, text], index) => {
    const found = wrongIn({ command, text, calls: calls[plain.length + index] ?? [] }, marked);
    return found === undefined ? [] : [{ found, command, text }];
  });
  expect(wrong).toEqual([]);
  expect(appeared).toEqual(['new']);
});
