import { mdxComponents } from './mdxComponents.ts';
import SlideProblems from './prose/SlideProblems.astro';
import TalkMarks from './prose/TalkMarks.astro';
import TalkReferences from './prose/TalkReferences.astro';
import TalkSlide from './prose/TalkSlide.astro';

// What the pages about the talk may name, besides what a chapter may: kept apart, for a chapter would pay for the styles.

export const talkComponents = { ...mdxComponents, SlideProblems, TalkMarks, TalkReferences, TalkSlide };
