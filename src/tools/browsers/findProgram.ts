import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program may be: the environment variable that names it, its names on PATH, and paths where systems put it. */
export interface Whereabouts {
  variable: string;
  names: readonly string[];
  places?: readonly string[];
}

/** The path of a program that can be run, or undefined. Throws where the variable names one that can't: somebody meant it. */
export function findProgram({ variable, names, places = [] }: Whereabouts): string | undefined {
  const named = process.env[variable];
  if (named !== undefined && named !== '') {
    if (!runs(named)) throw new Error(`${variable} names ${named}, which can't be run.`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
