import { z } from 'astro/zod';
import changes from '../../content/data/changes.json' with { type: 'json' };

/** Something new on the site, or something that reads otherwise now: what the feed tells of it. */
const changeSchema = z.strictObject({
  /** Its name in the feed, for ever: who has read it isn't told again. */
  id: z.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/),
  /** The day on which it came. */
  date: z.iso.date(),
  title: z.string().min(1).max(80),
  /** Where it is to be seen. */
  page: z.string().regex(/^\/(?:[\w.-]+\/)*(?:#[\w.-]+)?$/),
  /** One or two sentences. */
  text: z.string().min(1).max(300),
});

/** One entry of `content/data/changes.json`. */
export type Change = z.infer<typeof changeSchema>;

/** What changed, the newest first. An entry that isn't whole stops the build. */
export const siteChanges = (): Change[] => z.array(changeSchema).parse(changes);
