import type { ComponentChildren } from 'preact';
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

function PlaceLink({
  place: { line, offset, text = 0 },
  fieldId,
}: {
  place: Place;
  fieldId: PhraseTextProps['fieldId'];
}) {
  return <LineLink line={line} offset={offset} fieldId={typeof fieldId === 'function' ? fieldId(text) : fieldId} />;
}

export interface LineLinkProps {
  line: number;
  offset: number;
  /** The field whose line it is; undefined where there is none. */
  fieldId: string | undefined;
  /** What is read in the place of “line 12”. */
  children?: ComponentChildren;
}

/** A line of a text: a press brings it into view, with the caret there; words alone where there is no field. */
export function LineLink({ line, offset, fieldId, children = `line ${line}` }: LineLinkProps) {
  if (fieldId === undefined) return <>{children}</>;
  return (
    <button type="button" class="link" onClick={() => moveCaret(fieldId, offset, line)}>
      {children}
    </button>
  );
}
