/** The styles of the element, for a constructed style sheet, which a strict content security policy allows. */
export const style = `
:host {
  --_ink: var(--xunzhang-ink, light-dark(#1b1f23, #e6e9ec));
  --_soft: var(--xunzhang-soft, light-dark(#565d66, #a9b1ba));
  --_paper: var(--xunzhang-paper, light-dark(#ffffff, #15191d));
  --_line: var(--xunzhang-line, light-dark(#d4d9df, #353c44));
  --_accent: var(--xunzhang-accent, light-dark(#0b5c6b, #7fd0de));
  --_mark: var(--xunzhang-mark, light-dark(#ffe9a8, #5c4a12));
  --_chosen: var(--xunzhang-chosen, light-dark(#e6f2f4, #1f2d33));
  display: block;
  color: var(--_ink);
  font: inherit;
  line-height: 1.6;
  overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
input {
  width: 100%;
  font: inherit;
  padding: 0.45rem 0.7rem;
  color: inherit;
  background: var(--_paper);
  border: 1px solid var(--_soft);
  border-radius: 0.4rem;
}
button {
  font: inherit;
  color: inherit;
  background: var(--_paper);
  border: 1px solid var(--_line);
  border-radius: 0.4rem;
  padding: 0.15rem 0.6rem;
  cursor: pointer;
}
button[aria-pressed='true'] { background: var(--_chosen); border-color: var(--_accent); }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.titles {
  background: var(--_paper);
  border: 1px solid var(--_line);
  border-radius: 0.4rem;
  margin-top: 0.3rem;
}
.titles li { padding: 0.25rem 0.7rem; cursor: pointer; }
.titles li[aria-selected='true'], .hits li.selected { background: var(--_chosen); }
.status { color: var(--_soft); margin: 0.4rem 0; min-height: 1.6em; }
.filters { display: flex; flex-wrap: wrap; gap: 0.3rem; align-items: center; color: var(--_soft); }
.hits li { padding: 0.6rem 0.4rem; border-top: 1px solid var(--_line); }
.hits a { color: var(--_accent); font-weight: 600; text-decoration: none; }
.hits a:hover { text-decoration: underline; }
.hits p { margin: 0.2rem 0 0; }
.facts { color: var(--_soft); font-size: 0.9em; }
mark { background: var(--_mark); color: inherit; border-radius: 0.15em; }
`
