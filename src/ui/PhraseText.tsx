import type { Phrase } from './Phrase.ts';
import { moveCaret } from './revealLine.ts';

export interface PhraseTextProps {
  phrase: Phrase;
  /** The field whose lines the places are; undefined where they are of another text, and then they are no buttons. */
  fieldId: string | undefined;
}

/** A phrase with its words of code set apart and its places as buttons that lead to the line. */
export function PhraseText({ phrase, fieldId }: PhraseTextProps) {
  return (
    <>
      {phrase.map((part) => {
        if (typeof part === 'string') return part;
        if ('code' in part) return <code>{part.code}</code>;
        if (fieldId === undefined) return `line ${part.line}`;
        return (
          <button type="button" class="link" onClick={() => moveCaret(fieldId, part.offset, part.line)}>
            line {part.line}
          </button>
        );
      })}
    </>
  );
}
