export interface ComputedForProps {
  /** Names with versions: "runc 1.1.15", "Linux 6.12". */
  items: readonly string[];
  /** Opens a report with the state in it. */
  reportHref: string;
}

/** What an answer was computed for, small, and the way to say that it is wrong. */
export function ComputedFor({ items, reportHref }: ComputedForProps) {
  return (
    <p class="computed-for">
      Computed for {items.join(', ')} · <a href={reportHref}>this is wrong</a>
    </p>
  );
}
