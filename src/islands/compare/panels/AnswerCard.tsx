import type { ComponentChildren } from 'preact';
import type { Answer } from '../state/Reply.ts';
import { GroupRows } from './GroupRows.tsx';
import { SaidLines } from './SaidLines.tsx';

export interface AnswerCardProps {
  answer: Answer;
  /** The page of the profile checker. */
  checker: string;
  children: ComponentChildren;
}

/** The answer in a sentence, the calls by name, and every difference with both answers. */
export function AnswerCard({ answer, checker, children }: AnswerCardProps) {
  const { tone = 'differs', headline, lines, groups, states } = answer;
  return (
    <section class={`panel compare-answer ${tone}`} data-answer="" data-picture="" aria-label="Answer">
      <div class="said compare-said">
        <h2 class="headline short shaped">{headline}</h2>
        <SaidLines lines={lines} />
      </div>
      {groups.map((group) => (
        <GroupRows key={group.kind} group={group} states={states} checker={checker} />
      ))}
      {children}
    </section>
  );
}
