import type { Warning } from '../../../engine/idmap/index.ts';
import { wholeOptions } from '../../../ui/CodeText.tsx';
import { moveCaret } from '../../../ui/revealLine.ts';

export interface WarningListProps {
  items: readonly Warning[];
  /** The field whose lines they name; undefined where there is none. */
  fieldId: string | undefined;
  /** Puts the site's base before a path. */
  base: string;
}

const WORDS = { error: 'Danger', warning: 'Caution', info: 'Note' } as const;

/** What works and yet will bite, worst first, each with the chapter that teaches it. */
export function WarningList({ items, fieldId, base }: WarningListProps) {
  if (items.length === 0) return null;
  return (
    <section class="warnings" data-answer="" aria-label="Worth knowing">
      <h2>Worth knowing</h2>
      <ul>
        {items.map(({ code, severity, message, hint, span, learn }) => (
          <li key={`${code} ${span?.start} ${message}`} class={severity}>
            <span class={`chip ${severity === 'error' ? 'deny' : 'depends'}`}>{WORDS[severity]}</span>{' '}
            {span && fieldId && (
              <>
                <button type="button" class="link" onClick={() => moveCaret(fieldId, span.start, span.line)}>
                  line {span.line}
                </button>
                :{' '}
              </>
            )}
            {wholeOptions(`${message} ${hint} `)}
            <a href={base + learn.path}>{learn.title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
