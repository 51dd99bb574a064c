/** The home page's look as a picture of 1200 by 630: its name, headline and berg, on the waterline. A stylesheet to lay over the page's own. */
export const sharePage = `
  html { font-size: 20px; }
  body > header > :not(.brand), footer, .instrument, .more, .ways, .skip { display: none; }
  body > header { padding: 34px 60px 0; }
  .brand { font-size: 28px; }
  .brand svg { width: 40px; height: 34px; }
  main { --drawing: 396px; }
  .sky.band { height: 190px; padding: 18px 60px 0; }
  h1 { max-width: 560px; font-size: 54px; text-wrap: wrap; }
  .purpose { position: absolute; z-index: 1; top: 320px; left: 60px; width: 560px; font-size: 32px; color: var(--ink); }
  .sea { height: 380px; overflow: visible; }
  .sea .band { display: block; padding: 0; }
  .drawing { position: absolute; right: 70px; top: 0; width: 396px; }
`;
