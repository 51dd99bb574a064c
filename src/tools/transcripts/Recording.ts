/**
 * One recording: a file `content/data/transcripts/<name>.json`, made by `node src/tools/transcripts/record.ts <name>` and never edited.
 *
 *   {
 *     "name":  "registry-remapped",
 *     "title": "The registry under --userns-remap",
 *     "stamp": {
 *       "recorded": "2026-11-24",                       the day, UTC
 *       "machine":  "Debian 13, Linux 6.18.44",
 *       "versions": { "docker": "26.1.5+dfsg1", … },    as the tools print them
 *       "images":   { "registry:2": "how this image was made" },
 *       "notes":    [ "a setting of this machine that the steps don't show" ]
 *     },
 *     "steps": [
 *       { "id": "ps-outside", "where": "host", "prompt": "root@lab:~#", "typed": "ps -eo pid,user,args", "printed": "…\n", "exit": 0 }
 *     ]
 *   }
 *
 * A step is shown as `<prompt> <typed>` (one space between them) followed by `printed`. `printed` is what stdout and stderr carried, in the order
 * they were written, with its line ends; it is '' where nothing appeared. A step whose `typed` opens a shell (`docker exec -it … sh`) prints that
 * shell's greeting; the steps after it carry the new shell's prompt, and `exit` is the status with which that shell ended.
 */
export interface Recording {
  name: string;
  title: string;
  stamp: Stamp;
  steps: Step[];
}

export interface Stamp {
  recorded: string;
  machine: string;
  versions: Record<string, string>;
  images: Record<string, string>;
  notes: readonly string[];
}

export interface Step {
  /** Names the step for `<Transcript steps="…">`; unique in its recording, kebab-case. */
  id: string;
  where: Where;
  prompt: string;
  typed: string;
  printed: string;
  exit: number;
}

/** Whose prompt it is: the machine's, or that of a shell inside a container or a namespace made by hand. */
export type Where = 'host' | 'container';
