import type { ComponentChildren } from 'preact';
import type { Leads } from '../state/State.ts';

/** The pages that a table leads to. */
export interface Pages {
  checker: string;
  table: string;
}

export interface LeadLinkProps {
  leads: Leads | undefined;
  pages: Pages;
  /** The same link stands before it: one of them is a stop of the keyboard. */
  again?: boolean;
  children: ComponentChildren;
}

/** A link to the state that shows what is said; the words alone where no link can hold that. */
export function LeadLink({ leads, pages, again = false, children }: LeadLinkProps) {
  if (leads === undefined) return <span>{children}</span>;
  return (
    <a href={`${pages[leads.to]}#${leads.fragment}`} tabIndex={again ? -1 : undefined}>
      {children}
    </a>
  );
}
