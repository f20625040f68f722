/** A sheet on a screen, and the same sheet on paper. The fonts are the reader's own: nothing is loaded. */
export const pageStyle = `
*{box-sizing:border-box}
body{margin:0;background:#e9ebee;color:#111;font:14px/1.5 Vazirmatn,"Segoe UI",Tahoma,Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:210mm;margin:0 auto 24px;padding:14mm;background:#fff;box-shadow:0 1px 6px #0003}
nav{max-width:210mm;margin:0 auto;padding:16px 0;display:flex;gap:8px;flex-wrap:wrap}
nav a{padding:8px 16px;border-radius:8px;text-decoration:none;color:#111;background:#fff;border:1px solid #bbb}
nav a.pay{background:#1667c7;border-color:#1667c7;color:#fff}
h1{font-size:21px;line-height:1.3;margin:18px 0 8px;padding-bottom:6px;border-bottom:2px solid #111}
h2{font-size:14px;margin:0;padding:2px 8px;background:#f0f0f0}
p{margin:10px 0}
small{display:block;color:#555;font-size:12px}
table{border-collapse:collapse}
.facts,.quiet{color:#555}
.facts span+span::before{content:"·";margin-inline-end:6px}
.bank{display:flex;gap:12px;align-items:stretch}
.bank table{flex:1}
.bank td,.bank th{border:1px solid #777;padding:4px 6px;text-align:start;vertical-align:top;font-weight:normal}
.bank td+td,.bank th+td{font-variant-numeric:tabular-nums}
.bank th,.bank span{white-space:nowrap}
.bank span{margin-inline-end:12px}
.bank figure{margin:0;width:132px;text-align:center;font-size:12px}
.bank svg{display:block;width:132px;height:132px;shape-rendering:crispEdges}
.party{display:flex;gap:8px}
.party span{flex:0 0 96px;color:#555}
.box{border:1px solid #777;margin:10px 0}
.box div{display:flex;flex-wrap:wrap;padding:4px 8px}
.box span{flex:0 0 33.3%}
.box .long{flex:0 0 100%}
.scroll{overflow-x:auto}
.lines{width:100%;margin-top:14px}
.lines th,.lines td{border:1px solid #777;padding:5px 6px;vertical-align:top}
.lines th{background:#f0f0f0;font-size:12px;text-align:center}
.centre{text-align:center}
.sum{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
.totals{margin:8px 0 8px auto;margin-inline:auto 0;min-width:300px}
.totals th{text-align:start;font-weight:normal;padding:2px 0}
.totals td{text-align:end;padding:2px 0;padding-inline-start:24px;font-variant-numeric:tabular-nums}
.totals .main>*{border-top:1px solid #777;font-weight:bold;font-size:16px}
.signatures{display:flex;justify-content:space-between;gap:8%;margin-top:36px;break-inside:avoid}
.signatures>div{flex:0 1 46%}
.signatures p{display:flex;gap:8px;align-items:flex-end;min-height:36px;margin:0 0 4px}
.signatures p span{flex:1;border-bottom:1px solid #555}
thead{display:table-header-group}
tr{break-inside:avoid}
@media (max-width:640px){nav{padding:16px}main{padding:16px}.lines{font-size:12px}.lines th{font-size:11px}.lines th,.lines td{padding:4px}.bank{flex-direction:column;align-items:center}.box span{flex-basis:50%}}
@media print{@page{size:A4;margin:12mm}body{background:#fff;font-size:11pt}nav{display:none}main{max-width:none;margin:0;padding:0;box-shadow:none}}
`;
