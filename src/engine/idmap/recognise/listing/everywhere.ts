// `#listing` where all of the engine is there from the start; inPage.ts loads it later.

export { translatedText, translateListing } from './translateListing.ts';
