import { type ExitStatus, InputProblem } from '../../src/cli/filterGiven.ts';
import { run } from '../../src/cli/run.ts';

/** What a run of the program printed and wrote. */
export interface Ran {
  status: ExitStatus;
  said: string;
  complained: string;
  written: Record<string, string | Uint8Array>;
}

/** Runs the program with these words on these files; `-` is what is piped in. It is seen in a terminal, unless told otherwise. */
export async function ran(
  words: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  isSeen = true,
): Promise<Ran> {
  const said: string[] = [];
  const complained: string[] = [];
  const written: Record<string, string | Uint8Array> = {};
  const status = await run(words, {
    isSeen,
    async *read(path) {
      const content = files[path];
      if (content === undefined) throw new InputProblem(`Can’t open ${path}: there is no such file.`);
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    },
    async write(path, content) {
      written[path] = content;
    },
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  return { status, said: said.join('\n'), complained: complained.join('\n'), written };
}
