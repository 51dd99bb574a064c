// What the deck may name: all that a chapter may, and the parts of a slide.
import { mdxComponents } from '../mdxComponents.ts';
import Beside from './Beside.astro';
import Demo from './Demo.astro';
import Live from './Live.astro';
import LiveFilter from './LiveFilter.astro';
import Notes from './Notes.astro';
import QrCode from './QrCode.astro';
import Slide from './Slide.astro';
import Step from './Step.astro';

export const talkComponents = { ...mdxComponents, Beside, Demo, Live, LiveFilter, Notes, QrCode, Slide, Step };
