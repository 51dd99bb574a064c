import type { PasteStep } from '../../../engine/idmap/index.ts';

/** A word in capitals that a step has, and what to put in for it. */
export interface Placeholder {
  word: string;
  meaning: string;
}

const MEANINGS: readonly Placeholder[] = [
  { word: 'USER', meaning: 'the login name of the user who runs the tool' },
  { word: 'FIRST', meaning: 'the first number that the step above prints' },
  { word: 'CTID', meaning: 'the container’s number, as pct list shows it' },
  { word: 'NAME', meaning: 'the container’s name, as lxc-ls or incus list shows it' },
  { word: 'DEVICE', meaning: 'the disk device’s name, as incus config device list shows it' },
  { word: 'ROOTFS', meaning: 'the directory on the host that is the container’s /' },
  { word: 'ROOT', meaning: 'the directory on the host that is the container’s /' },
  { word: 'DIR', meaning: 'the host directory that the container needs' },
  { word: 'TARGET', meaning: 'the same directory, as the container sees it' },
  { word: 'MOUNTPOINT', meaning: 'an empty directory on the host' },
  { word: 'IMAGE', meaning: 'the image of your container' },
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
