import { CopyButton } from './CopyButton.tsx';

export interface ComputedForProps {
  /** Names with versions: "runc 1.1.15", "Linux 6.12". */
  items: readonly string[];
  /** Of this answer, with the state in it. */
  report: { text: string; href: string | undefined };
}

const REPORT = 'Report a wrong answer';

/** What an answer was computed for, small, and the way to say that it is wrong: a new issue, or the report to copy where the site has no place for issues. */
export function ComputedFor({ items, report }: ComputedForProps) {
  const versions = `Computed for ${items.join(', ')}`;
  if (report.href !== undefined) {
    return (
      <p class="computed-for">
        {versions} · <a href={report.href}>{REPORT}</a>
      </p>
    );
  }
  return (
    <div class="computed-for">
      {versions}
      <details>
        <summary>{REPORT}</summary>
        <p>
          This copy of the site has no address for reports. Add what the real tool printed, and send the report to
          whoever runs the site.
        </p>
        <pre>{report.text}</pre>
        <CopyButton text={report.text} label="Copy report" />
      </details>
    </div>
  );
}
