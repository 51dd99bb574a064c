import { toHtml } from 'hast-util-to-html';
import { wholeOptions } from './wholeOptions.ts';

/** A sentence of the engines as HTML: its options don't break at the line's end. */
export const proseText = (text: string): string => toHtml({ type: 'root', children: wholeOptions(text) });
