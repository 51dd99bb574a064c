import type { NeededGrants, Remedy, Warning } from '../../../engine/idmap/index.ts';
import { LineLink, wholeOptions } from '../../../ui/PhraseText.tsx';
import { StepList } from './StepList.tsx';

interface WarningListProps {
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
    <section class="warnings panel-part" data-answer="" aria-label="Worth knowing">
      <h2>Worth knowing</h2>
      <ul>
        {items.map(({ code, severity, message, hint, span, learn }) => (
          <li key={`${code} ${span?.start} ${message}`} class={severity}>
            <span class={`chip ${severity === 'error' ? 'deny' : 'depends'}`}>{WORDS[severity]}</span>{' '}
            {span && fieldId && (
              <>
                <LineLink line={span.line} offset={span.start} fieldId={fieldId} />:{' '}
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

/** Ways out, the one to try first open; each step is copied by itself. */
export function RemedyList({ items, title }: { items: readonly Remedy[]; title: string }) {
  if (items.length === 0) return null;
  return (
    <section class="remedies panel-part" data-answer="" aria-label={title}>
      <h2>{title}</h2>
      {items.map(({ code, title: name, why, steps }, index) => (
        <details key={code} open={index === 0}>
          <summary>{wholeOptions(name)}</summary>
          <p>{wholeOptions(why)}</p>
          <StepList steps={steps} />
        </details>
      ))}
    </section>
  );
}

/** Under the answer: the lines of /etc/subuid and /etc/subgid without which the container doesn't start. */
export function GrantsNeeded({ grants, base }: { grants: NeededGrants; base: string }) {
  return (
    <section class="grants" data-answer="" aria-label="Required lines of /etc/subuid and /etc/subgid">
      <p>
        {grants.missing
          ? 'The container needs these lines. Add them as root, and start the container again.'
          : 'The map also needs the lines below. Without them, newuidmap and newgidmap refuse the map and the container does not start. Add the lines that are missing. To check your own files, paste /etc/subuid and /etc/subgid into the same box, below the config.'}{' '}
        <a href={base + grants.learn.path}>{grants.learn.title}</a>
      </p>
      {grants.steps.map((step) => (
        <StepList key={step.text + JSON.stringify(step.where)} steps={[step]} />
      ))}
    </section>
  );
}
