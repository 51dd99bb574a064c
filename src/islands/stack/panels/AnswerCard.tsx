import type { ComponentChildren } from 'preact';
import { Chip } from '../../../ui/Chip.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { Answer } from '../state/Reply.ts';
import { LeadLink, type Pages } from './LeadLink.tsx';

export interface AnswerCardProps {
  answer: Answer;
  pages: Pages;
  children: ComponentChildren;
}

/** The answer in a line, why, and from where on it is another. */
export function AnswerCard({ answer: { tone, headline, lines }, pages, children }: AnswerCardProps) {
  return (
    <section class={`panel stack-card ${tone}`} data-answer="" aria-label="Answer">
      <div class="said stack-said" data-picture="">
        <h2 class="headline short shaped">{headline}</h2>
        <ul>
          {lines.map(({ chip, words, leads }, at) => (
            <li key={at} class={chip ? 'with-chip' : leads && 'leads'}>
              {chip && <Chip tone={chip.tone}>{chip.word}</Chip>}{' '}
              <span>
                <PhraseText phrase={words} fieldId={undefined} />{' '}
                {leads && (
                  <LeadLink leads={leads} pages={pages}>
                    {leads.label}
                  </LeadLink>
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {children}
    </section>
  );
}
