import { useState } from 'preact/hooks';
import type { Extent } from '../../engine/idmap/index.ts';
import { MissingScript } from '../../instrument/recovery/Missing.tsx';
import { UID_MAP_LINK_DEFAULTS } from '../../share/uidMapLink.ts';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { plain } from '../../ui/Phrase.ts';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { Ribbon } from './Ribbon.tsx';
import { whoseUser } from './whoseUser.ts';

export interface HomeUserProps {
  /** The one range of the map. */
  extent: Extent;
  calculatorHref: string;
}

/** The home page's first question: type a UID of the container, and see who it is on the host. */
export default function HomeUser({ extent, calculatorHref }: HomeUserProps) {
  const { id, text: subids } = UID_MAP_LINK_DEFAULTS;
  const [typed, setTyped] = useState(id);
  const { sentence, inside, outside, invalid, fragment } = whoseUser(typed, [extent]);
  return (
    <div class="home-user">
      <TextInput
        id="home-uid"
        label="UID in the container"
        value={typed}
        onValue={setTyped}
        describedBy="home-user-answer"
        invalid={invalid}
        digits
      />
      <MissingScript of="this question" />
      <p id="home-user-answer" class="home-answer" data-answer="">
        <PhraseText phrase={sentence} fieldId={undefined} />
      </p>
      <Ribbon extent={extent} inside={inside} outside={outside} />
      <LiveRegion text={plain(sentence)} />
      <p class="home-under">
        Docker with userns-remap, <code>{subids}</code> in /etc/subuid
      </p>
      <p class="home-more" data-answer="">
        <a href={`${calculatorHref}${fragment === undefined ? '' : `#${fragment}`}`}>Open in the UID map</a>
      </p>
    </div>
  );
}
