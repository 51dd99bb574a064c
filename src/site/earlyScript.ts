/**
 * Runs before anything is drawn: takes the reader's theme from storage, so that no page flashes in the other one, and says that scripts
 * run, so that what needs them is shown. Without storage (private windows) the system's theme holds.
 */
export const earlyScript =
  "{const r=document.documentElement;r.classList.add('js');try{const t=localStorage.getItem('theme');if(t==='light'||t==='dark')r.dataset.theme=t}catch{}}";
