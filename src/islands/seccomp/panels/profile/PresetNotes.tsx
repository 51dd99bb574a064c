import { Fragment } from 'preact';
import type { PresetNote } from '../../state/presets/Preset.ts';

/** What to know of the chosen profile, each with its day and where its owner says it. */
export function PresetNotes({ notes }: { notes: readonly PresetNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="preset-notes" data-answer="">
      {notes.map(({ text, date, sources }) => (
        <li key={text}>
          {text}
          {date && (
            <>
              {' '}
              <time dateTime={date}>{date}</time>
            </>
          )}
          {sources.map(({ title, url }, at) => (
            <Fragment key={url}>
              {at === 0 ? ' ' : ', '}
              <a href={url}>{title}</a>
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  );
}
