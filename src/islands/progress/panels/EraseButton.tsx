import { AskFirst } from '../../../ui/AskFirst.tsx';

export interface EraseButtonProps {
  /** What is erased: “all 3 exercises”. */
  what: string;
  /** Only the verb is seen, where what it erases stands beside it. */
  short?: boolean;
  isAsking: boolean;
  onAsk: () => void;
  onErase: () => void;
  onKeep: () => void;
}

/** Erases after a question. */
export function EraseButton({ what, short = false, isAsking, onAsk, onErase, onKeep }: EraseButtonProps) {
  return (
    <AskFirst
      label={<>Erase {short ? <span class="visually-hidden">{what}</span> : what}</>}
      question={`Erase ${what}?`}
      verb="Erase"
      isAsking={isAsking}
      onAsk={onAsk}
      onDo={onErase}
      onKeep={onKeep}
    />
  );
}
