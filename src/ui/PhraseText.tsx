import type { ComponentChildren } from 'preact';
import { moveCaret } from './fieldEvents.ts';
import { optionParts } from './optionParts.ts';
import type { Phrase, Place } from './Phrase.ts';

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

/** A text whose options don't break at their hyphens. */
export const wholeOptions = (text: string) =>
  optionParts(text).map((part) => (typeof part === 'string' ? part : <span class="option">{part.option}</span>));

/** The same as code. */
export function CodeText({ text }: { text: string }) {
  return <code>{wholeOptions(text)}</code>;
}
