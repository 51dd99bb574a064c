import type { Arch } from '../../../engine/linux/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Outcome, Seen, StackFacts } from '../state/Facts.ts';
import type { Entry } from '../state/Reply.ts';

/** Said where the profile keeps containers from starting. */
export const NO_START = 'No container starts';

/** What the filter answers, each answer once. */
export function filterEntries({ answers, off, starting, refusal }: StackFacts, arch: Arch): readonly Entry[] {
  if (starting === 'fails') return [{ tone: 'deny', words: [NO_START], note: refusal && [refusal.words] }];
  if (off) return [{ tone: 'depends', words: ['No filter'] }];
  const note: Phrase | undefined = starting === 'may fail' ? ['the container may not start'] : undefined;
  return answers.map((answer, at) => {
    const { tone, headline } = actionWords(answer, arch);
    const isDoubtful = note !== undefined && tone === 'allow';
    return {
      tone: isDoubtful ? 'depends' : tone,
      words: [headline],
      note: at > 0 || answers.length === 1 ? note : ['depends on the arguments'],
    };
  });
}

/** What the program sees, each once. */
export function seenEntries({ seen, starting }: StackFacts): readonly Entry[] {
  if (starting === 'fails') return [{ words: ['–'] }];
  const entries = seen.map(seenEntry);
  return [...new Map(entries.map((entry) => [plain(entry.words), entry])).values()];
}

function seenEntry(seen: Seen): Entry {
  switch (seen.kind) {
    case 'runs':
      return passes(seen);
    case 'error':
      return {
        words: [code(`-1 ${seen.errno}`)],
        note: noteOf(seen),
      };
    case 'returns-0':
      return { words: [code('0')], note: ['as if the call had worked'] };
    case 'killed':
      return { words: [code('SIGSYS')], note: ['the program ends'] };
    case 'supervised':
      return { words: ['what a tracer or supervisor decides'] };
  }
}

function passes({ requires, isDenied }: Seen & { kind: 'runs' }): Entry {
  if (requires !== undefined) {
    const capabilities = listed(
      requires.map((each) => [code(each)]),
      'or',
    );
    return { words: ['the kernel requires ', ...capabilities], note: ['which the container lacks'] };
  }
  return { words: ['the call runs'], note: isDenied && ['unless AppArmor denies it'] };
}

function noteOf({ lackedBefore, runsSince }: Seen & { kind: 'error' }): Phrase | undefined {
  if (lackedBefore !== undefined) return [`call added in Linux ${lackedBefore}`];
  return runsSince === undefined ? undefined : [`runs unfiltered since Linux ${runsSince}`];
}

const OUTCOMES: Readonly<Record<Outcome, Entry>> = {
  works: { tone: 'allow', words: ['Works'] },
  'not called': { words: ['not called'] },
  'falls back': { tone: 'allow', words: ['Falls back'] },
  'passed on': { tone: 'depends', words: ['Error returned'], note: ['the program decides'] },
  depends: { tone: 'depends', words: ['Depends'], note: ['on the arguments'] },
  unknown: { tone: 'depends', words: ['Not known'] },
  fails: { tone: 'deny', words: ['Fails'] },
  killed: { tone: 'deny', words: ['Killed'] },
};

/** What a libc makes of it, and what it falls back to. */
export function outcomeEntry(outcome: Outcome | undefined, to: string | undefined): Entry {
  if (outcome === undefined) return { words: ['–'] };
  const entry = OUTCOMES[outcome];
  return outcome === 'falls back' && to !== undefined
    ? { ...entry, note: [to.startsWith('no ') ? `without ${to.slice(3)}` : `to ${to}`] }
    : entry;
}

/** Whether a program is worse off than where the call runs. */
export const isBreak = (outcome: Outcome | undefined): boolean => outcome === 'fails' || outcome === 'killed';
