/** Pages somebody works with: a column on a phone, a table on a desk. Comes with a nonce, so nothing is styled inline. */
export const webStyle = `
:root { color-scheme: light dark; --paper: #fff; --ground: #f1f3f5; --ink: #1b1f23; --calm: #59636d; --line: #dde2e6; --link: #1f66b8; --hot: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1d2227; --ground: #12161a; --ink: #eef1f3; --calm: #a3adb6; --line: #343b42; --link: #6aaef5; --hot: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.7 Vazirmatn, Inter, system-ui, -apple-system, "Segoe UI", Roboto, Tahoma, sans-serif; }
header, main { max-width: 960px; margin: 0 auto; padding: 16px; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
header strong { margin-inline-end: auto; }
a { color: var(--link); }
.card { background: var(--paper); border-radius: 16px; padding: 20px; margin-bottom: 16px; overflow-wrap: anywhere; }
h1 { font-size: 22px; line-height: 1.4; margin: 0 0 12px; }
p { margin: 0 0 12px; } .calm { color: var(--calm); } .hot { color: var(--hot); }
form { margin: 0; } form.row, .row { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; }
label { display: grid; gap: 2px; color: var(--calm); font-size: 14px; }
input, select, button { font: inherit; min-height: 44px; padding: 8px 14px; border-radius: 12px; border: 1px solid var(--line);
  background: var(--paper); color: var(--ink); }
input[type="checkbox"] { min-height: 24px; height: 24px; margin: 10px 0; }
button { background: var(--link); border-color: var(--link); color: #fff; font-weight: 600; cursor: pointer; }
@media (prefers-color-scheme: dark) { button { color: #0b1620; } }
button.plain { background: none; color: var(--link); border-color: var(--line); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
ul { list-style: none; margin: 0; padding: 0; } li { padding: 12px 0; border-top: 1px solid var(--line); }
li:first-child { border-top: 0; } .head { display: flex; flex-wrap: wrap; gap: 4px 12px; justify-content: space-between; }
.head strong::first-letter { text-transform: uppercase; }
code { font-family: ui-monospace, monospace; font-size: 14px; unicode-bidi: isolate; }
`;
