import { type Diagnostic, firstProblems } from '../engine/text/index.ts';
import { shortened } from './shortened.ts';

/** More help nobody. */
const MOST_SHOWN = 6;

/** What was wrong with a link or a file that was opened. The box is always there, so that its words are read out when they come. */
export function Notices({ items }: { items: readonly Diagnostic[] }) {
  return (
    <div class="notices" role="status">
      {firstProblems(items, MOST_SHOWN).map(({ code, message, hint }, index) => (
        <p key={`${index} ${code}`}>
          {shortened(message)} {hint}
        </p>
      ))}
    </div>
  );
}
