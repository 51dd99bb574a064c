// What a page of the reference may name, besides what a chapter may: kept apart, for a chapter would pay for the styles.

import { mdxComponents } from './mdxComponents.ts';
import FindTheCause from './prose/FindTheCause.astro';
import MessageEntries from './prose/MessageEntries.astro';
import MessageIndex from './prose/MessageIndex.astro';

export const referenceComponents = { ...mdxComponents, FindTheCause, MessageEntries, MessageIndex };
