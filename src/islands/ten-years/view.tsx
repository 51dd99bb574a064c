import { useState } from 'preact/hooks';
import type { TenYearsShown } from '../../instrument/tenYears/TenYears.ts';
import { TenYearsWalk } from '../../instrument/tenYears/TenYearsWalk.tsx';

/** What a chapter's page hands to the ten years. */
export interface TenYearsProps {
  id: string;
  shown: TenYearsShown;
  /** Where it stands at first; left out: at Docker's newest. */
  at?: string;
  compareHref: string;
}

/** The ten years of defaults in a chapter: where the reader stands is kept to the page. */
export default function TenYears({ id, shown, at: start, compareHref }: TenYearsProps) {
  const [at, setAt] = useState(start);
  return <TenYearsWalk id={id} {...shown} at={at} onAt={setAt} compareHref={compareHref} />;
}
