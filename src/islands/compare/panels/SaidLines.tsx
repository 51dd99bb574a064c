import { Chip } from '../../../ui/Chip.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { Line } from '../state/Reply.ts';

/** What a card says below its headline, each sentence with its verdict before it. */
export const SaidLines = ({ lines }: { lines: readonly Line[] }) =>
  lines.length === 0 ? null : (
    <ul>
      {lines.map(({ chip, words }, at) => (
        <li key={at} class={chip && 'with-chip'}>
          {chip && <Chip tone={chip.tone}>{chip.word}</Chip>}{' '}
          <span>
            <PhraseText phrase={words} fieldId={undefined} />
          </span>
        </li>
      ))}
    </ul>
  );
