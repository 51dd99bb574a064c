import { NotLoaded } from '../../../engine/text/index.ts';

/** A part that is loaded for a text when it is first needed, and kept until another is asked for; asked before it is there, it throws NotLoaded. */
export function laterOf<Part>(load: (text: string) => Promise<Part>): (text: string) => Part {
  let kept: { text: string; part: Part } | undefined;
  return (text) => {
    if (kept?.text === text) return kept.part;
    throw new NotLoaded(async () => {
      kept = { text, part: await load(text) };
    });
  };
}
