import type { UidMapLink } from '../../../share/uidMapLink.ts';
import { plain } from '../../../ui/Phrase.ts';
import { init } from '../state/model.ts';
import { select } from './select.ts';

/** The sentence that the calculator answers a link's state with. */
export function caseAnswer(link: UidMapLink): string {
  const { read, make } = select(init('page', { link }));
  return plain(make ? make.sentence : read.answer.sentence);
}
