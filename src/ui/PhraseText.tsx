import { CodeText, wholeOptions } from './CodeText.tsx';
import type { Phrase, Place } from './Phrase.ts';
import { moveCaret } from './revealLine.ts';

export interface PhraseTextProps {
  phrase: Phrase;
  /** The field whose lines the places are, or the field of each text; undefined where there is none, and then they are no buttons. */
  fieldId: string | ((text: number) => string) | undefined;
}

/** A phrase with its words of code set apart and its places as buttons that lead to the line. */
export function PhraseText({ phrase, fieldId }: PhraseTextProps) {
  return (
    <>
      {phrase.map((part) => {
        if (typeof part === 'string') return wholeOptions(part);
        if ('code' in part) return <CodeText text={part.code} />;
        return <PlaceLink place={part} fieldId={fieldId} />;
      })}
    </>
  );
}

function PlaceLink({ place, fieldId }: { place: Place; fieldId: PhraseTextProps['fieldId'] }) {
  const { line, offset, text = 0 } = place;
  if (fieldId === undefined) return <>line {line}</>;
  const field = typeof fieldId === 'string' ? fieldId : fieldId(text);
  return (
    <button type="button" class="link" onClick={() => moveCaret(field, offset, line)}>
      line {line}
    </button>
  );
}
