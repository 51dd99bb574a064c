import type { PasteStep } from '../../../engine/idmap/index.ts';

/** A word in capitals that a step has, and what to put in for it. */
export interface Placeholder {
  word: string;
  is: string;
}

const MEANINGS: readonly Placeholder[] = [
  { word: 'USER', is: 'the login name of the user who runs the tool' },
  { word: 'FIRST', is: 'the first number that the step above prints' },
  { word: 'CTID', is: 'the container’s number, as pct list shows it' },
  { word: 'NAME', is: 'the container’s name, as lxc-ls shows it' },
  { word: 'ROOTFS', is: 'the directory on the host that is the container’s /' },
  { word: 'ROOT', is: 'the directory on the host that is the container’s /' },
  { word: 'DIR', is: 'the host directory that the container needs' },
  { word: 'TARGET', is: 'the same directory, as the container sees it' },
  { word: 'MOUNTPOINT', is: 'an empty directory on the host' },
  { word: 'IMAGE', is: 'the image of your container' },
];

/** What to put in, told at the first step that has the word; a list for each step. */
export function placeholdersOf(steps: readonly PasteStep[]): Placeholder[][] {
  const named = new Set<string>();
  return steps.map(({ text, where }) => {
    const words = `${'file' in where ? where.file : ''}\n${text}`;
    return MEANINGS.filter(({ word }) => {
      if (named.has(word) || !new RegExp(`(?<![\\w$])${word}\\b`).test(words)) return false;
      named.add(word);
      return true;
    });
  });
}
