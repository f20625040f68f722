/** For tablets and TVs of ten years ago: no grid, no custom properties. The code stays dark on white whatever the room is. */
export const kioskStyle = `
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { background: #0f2530; color: #f3f7f8; overflow: hidden; cursor: default;
  font-family: Vazirmatn, "Noto Sans", "Noto Sans Arabic", Roboto, "Segoe UI", Tahoma, Arial, sans-serif;
  -webkit-user-select: none; user-select: none; }
main { height: 100%; padding: 4vmin; display: -webkit-flex; display: flex; -webkit-flex-direction: column; flex-direction: column;
  -webkit-align-items: center; align-items: center; -webkit-justify-content: space-between; justify-content: space-between; }
.words { text-align: center; width: 100%; }
h1 { margin: 0; font-size: 5.4vmin; line-height: 1.25; font-weight: 700; }
.company { margin: 0 0 .6vmin; font-size: 2.8vmin; color: #a9c0c9; }
.clock { margin: 1.4vmin 0 0; font-size: 11vmin; line-height: 1.1; font-weight: 700; direction: ltr; unicode-bidi: isolate;
  font-variant-numeric: tabular-nums; }
.date { margin: .4vmin 0 0; font-size: 3vmin; color: #a9c0c9; }
.hint { margin: 0; font-size: 3.4vmin; line-height: 1.5; }
.other { margin: .4vmin 0 0; font-size: 2.5vmin; line-height: 1.5; color: #a9c0c9; }
.state { margin: 1vmin 0 0; font-size: 2.3vmin; line-height: 1.5; min-height: 1.5em; color: #a9c0c9; }
.state.off { color: #ffd479; }
.card { position: relative; width: 78vmin; background: #fff; border-radius: 3vmin; padding: 3.4vmin 3.4vmin 2.6vmin; }
canvas { display: block; width: 71.2vmin; height: 71.2vmin; }
.bar { height: 1.1vmin; margin-top: 2.2vmin; border-radius: 1vmin; background: #dfe7ea; overflow: hidden; }
.bar div { height: 100%; width: 0; border-radius: 1vmin; background: #1c8f72; }
.none { display: none; position: absolute; left: 0; right: 0; top: 0; bottom: 0; padding: 5vmin; border-radius: 3vmin; background: #fff;
  color: #27353c; font-size: 3.4vmin; line-height: 1.6; text-align: center; }
.none div { position: absolute; left: 5vmin; right: 5vmin; top: 50%; -webkit-transform: translateY(-50%); transform: translateY(-50%); }
.none strong { display: block; margin-bottom: 1.5vmin; font-size: 4.4vmin; }
.blank .none { display: block; }
.gone { height: 100%; padding: 8vmin; display: -webkit-flex; display: flex; -webkit-align-items: center; align-items: center;
  -webkit-justify-content: center; justify-content: center; text-align: center; font-size: 3.4vmin; line-height: 1.6; }
.gone h1 { margin-bottom: 2vmin; }
@media (orientation: landscape) {
  main { display: block; position: relative; }
  .card { position: absolute; top: 50%; left: 5vmin; width: 84vmin; height: 90vmin; margin-top: -45vmin; }
  canvas { width: 77.2vmin; height: 77.2vmin; }
  .words { position: absolute; left: 93vmin; right: 4vmin; width: auto; }
  .top { bottom: 46%; }
  .below { top: 62%; }
  [dir="ltr"] .card { left: auto; right: 5vmin; }
  [dir="ltr"] .words { left: 4vmin; right: 93vmin; }
}
@media (orientation: landscape) and (max-aspect-ratio: 14/10) {
  .card { width: 70vmin; height: 76vmin; margin-top: -38vmin; }
  canvas { width: 63.2vmin; height: 63.2vmin; }
  .words { left: 78vmin; }
  [dir="ltr"] .words { right: 78vmin; }
}
[hidden] { display: none !important; }
.open { margin: 1.6vmin 0 0; padding: 0 3.4vmin; min-height: 48px; border: 0; border-radius: 2.4vmin; background: #1c8f72; color: #fff;
  font: inherit; font-size: 3.4vmin; font-weight: 700; line-height: 1.4; }
.pad { position: fixed; left: 0; right: 0; top: 0; bottom: 0; background: #0f2530; overflow: auto; -webkit-overflow-scrolling: touch;
  text-align: center; }
.sheet { width: 100%; max-width: 420px; margin: 0 auto; padding: 16px; }
.asked { margin: 0; font-size: 20px; line-height: 1.5; color: #a9c0c9; }
.typed { margin: 4px 0 0; min-height: 52px; font-size: 36px; line-height: 52px; letter-spacing: 6px; font-weight: 700; }
.told { margin: 0 0 8px; min-height: 26px; font-size: 17px; line-height: 26px; color: #ffd479; }
.keys { font-size: 0; }
.keys button { width: 31.333%; height: 68px; margin: 1%; border: 0; border-radius: 12px; background: #1d3b49; color: #f3f7f8; font: inherit;
  font-size: 26px; -webkit-tap-highlight-color: transparent; }
.keys button:active { background: #2b5466; }
.keys .ok { background: #1c8f72; font-size: 19px; font-weight: 700; }
.cancel { margin-top: 8px; width: 98%; min-height: 52px; border: 0; border-radius: 12px; background: transparent; color: #a9c0c9; font: inherit;
  font-size: 19px; }
.mark { margin: 12vh 0 0; font-size: 72px; line-height: 1.2; color: #3fd3a7; }
.sheet h1 { font-size: 30px; }
.who { margin: 8px 0; font-size: 22px; line-height: 1.5; }
`;
