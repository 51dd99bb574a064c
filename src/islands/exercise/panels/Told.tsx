import type { ComponentChildren } from 'preact';

export interface ToldProps {
  isRight: boolean;
  word: string;
  children?: ComponentChildren;
}

/** What is said of an answer: its word with a shape, and why. */
export function Told({ isRight, word, children }: ToldProps) {
  return (
    <div class={`exercise-told ${isRight ? 'allow' : 'deny'}`} data-answer="">
      <p>
        <b class="shaped">{word}</b> {children}
      </p>
    </div>
  );
}
