import { z } from 'astro/zod';
import file from '../../../content/data/talk-slides.json' with { type: 'json' };

/** What a slide of 2016 is today. */
export const SLIDE_STATUS = ['still', 'changed', 'gone'] as const;
export type SlideStatus = (typeof SLIDE_STATUS)[number];

/** A slide of the talk, or several that say one thing, in the talk's order. */
export const slideSchema = z.strictObject({
  /** The anchor of its heading on /talk/2016/, for ever. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1).max(60),
  status: z.enum(SLIDE_STATUS),
  /** Where it lives today: a path of this site, or an anchor of the same page. */
  today: z.array(z.strictObject({ words: z.string().min(1), path: z.string().regex(/^[/#]/) })).min(1),
});
export type TalkSlide = z.infer<typeof slideSchema>;

/** Every slide, in the order of the talk; throws where the file is not as the schema says. */
export const TALK_SLIDES: readonly TalkSlide[] = z.array(slideSchema).parse(file.slides);

/** A slide with its place in the talk, counted from 1; throws where there is none with that id. */
export function talkSlide(id: string): TalkSlide & { number: number } {
  const at = TALK_SLIDES.findIndex((slide) => slide.id === id);
  const slide = TALK_SLIDES[at];
  if (slide === undefined) throw new Error(`The talk has no slide “${id}”.`);
  return { ...slide, number: at + 1 };
}
