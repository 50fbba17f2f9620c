/** How a class's page looks: light and dark as the reader's system has it, in black on paper. */
export const classPageStyle = `
:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--faint:#5b5b66;--line:#d5d5dd;--bar:#3662c4;--flag:#a33}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8ee;--paper:#16161a;--faint:#a6a6b2;--line:#3a3a44;--bar:#8fb0ff;--flag:#ff9a9a}}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:56rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:break-word}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.lead,.who,.note{color:var(--faint)}.example{font-size:.95rem}
.topics li{margin:0 0 .8rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th{white-space:nowrap;font-weight:600;color:var(--faint)}code{font:.92em ui-monospace,monospace}
td:first-child{min-width:8.5rem}.wide{overflow-x:auto}.wide td:first-child{min-width:0}.flag{color:var(--flag);font-weight:600}
.bars{width:100%;max-width:32rem;height:auto}.bars rect{fill:var(--bar)}.bars text{fill:currentColor;font:11px system-ui,sans-serif}
@media (max-width:40rem){body{font-size:.95rem}.wide table{font-size:.85rem}.wide th{white-space:normal}.wide th,.wide td{padding-right:.4rem}}
@media print{:root{--ink:#000;--paper:#fff;--faint:#333;--line:#999;--bar:#555;--flag:#000}h2{break-after:avoid}tr,li,svg,p{break-inside:avoid}body{max-width:none;padding:0}.bars rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
