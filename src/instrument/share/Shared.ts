import type { SharedWords } from '../../share/shareTexts.ts';
import type { Pictured } from '../../ui/picture/framePicture.ts';

/** What a share panel is about. */
export interface Shared extends Omit<SharedWords, 'link' | 'says'> {
  /** What is answered or told there; '' where the title says it all, undefined until there is an answer. */
  says: string | undefined;
  /** Its whole address, which may take a moment; undefined where it is too long for a link. */
  link(): Promise<string | undefined>;
  /** The elements that a picture of it shows, one below the other, as soon as none is of an older question; none where there is nothing to see. */
  pictured(): Promise<readonly Pictured[]>;
  /** What stands below the picture: what it is, and what an answer was computed for. */
  caption: string;
  /** The state as a file, where it is one of an instrument. */
  file?: { name: string; text(): string } | undefined;
}
