import type { ConsoleRow } from './markdown/fenceMeta.ts';

/** One command of a recorded terminal and what it printed. */
export interface TranscriptStep {
  id: string;
  prompt: string;
  typed: string;
  printed: string;
}

/** A recording of the real thing, made by src/tools/transcripts. */
export interface Transcript {
  name: string;
  stamp: { recorded: string; machine: string; versions: Record<string, string> };
  steps: TranscriptStep[];
}

const files = import.meta.glob<Transcript>('/content/data/transcripts/*.json', { eager: true, import: 'default' });
const transcripts = Object.values(files);

/** The steps of a recording that a chapter quotes, in the chapter's order; throws on a name or a step that isn't there. */
export function quotedSteps(name: string, ids: readonly string[]): { transcript: Transcript; steps: TranscriptStep[] } {
  const transcript = transcripts.find((candidate) => candidate.name === name);
  if (!transcript) throw new Error(`No transcript “${name}”; there are ${transcripts.map((t) => t.name).join(', ')}.`);
  const steps = ids.map((id) => {
    const step = transcript.steps.find((candidate) => candidate.id === id);
    if (!step)
      throw new Error(
        `Transcript “${name}” has no step “${id}”; it has ${transcript.steps.map((s) => s.id).join(', ')}.`,
      );
    return step;
  });
  return { transcript, steps };
}

/** The rows of a recorded step: what was typed behind its prompt, and what was printed. */
export function stepRows({ prompt, typed, printed }: TranscriptStep): ConsoleRow[] {
  const lines = printed === '' ? [] : printed.replace(/\n$/, '').split('\n');
  return [
    ...typed.split('\n').map((text, at) => ({ prompt: at === 0 ? `${prompt} ` : '', text, typed: true })),
    ...lines.map((text) => ({ prompt: '', text, typed: false })),
  ];
}
