import { traceCheck } from '../../engine/checks/index.ts';
import { type Diagnostic, error } from '../../engine/text/index.ts';
import { hasCheck, withCheck, withLines } from './useChecks.ts';

interface TextFile {
  name: string;
  text: string;
}

/** What opened files become: the checks, with a line that asks about each trace; the traces; and what is told of a file that is neither, or that no check can name. */
export interface TakenFiles {
  text: string;
  traces: readonly TextFile[];
  notices: readonly Diagnostic[];
}

/** Files with checks take the place of the text, one after the other; of the others a profile's panel makes traces, and a map's has no use for them. */
export function takenFiles(files: readonly TextFile[], text: string, about: 'profile' | 'map'): TakenFiles {
  const checks = files.filter((file) => hasCheck(file.text));
  const others = files.filter((file) => !checks.includes(file));
  const begun = checks.length === 0 ? text : checks.reduce((lines, file) => withLines(lines, file.text), '');
  if (about === 'map') return { text: begun, traces: [], notices: others.map(({ name }) => noCheck(name)) };
  const asked = others.map((file) => ({ file, check: traceCheck(file.name) }));
  return {
    text: asked.reduce((lines, { check }) => (check === undefined ? lines : withCheck(lines, check)), begun),
    traces: asked.flatMap(({ file, check }) => (check === undefined ? [] : [file])),
    notices: asked.flatMap(({ file, check }) => (check === undefined ? [unnameable(file.name)] : [])),
  };
}

const noCheck = (name: string): Diagnostic =>
  error('checks-file', `${name} has no check.`, 'A check is a line such as inside 33 -> outside 100033.');

const unnameable = (name: string): Diagnostic =>
  error(
    'checks-file-name',
    `No check can name the file “${name}”.`,
    'Rename the file, then open it again. A name in a check has no #, no arrow, no line break, and no space at either end.',
  );
