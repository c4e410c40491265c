const shades = Array.from(
  { length: 11 },
  (_, step) => `.heat-${step}{background:rgba(33,102,172,${(step * 0.07).toFixed(2)})}`,
).join('');

/** The report's own style; prints well and follows the reader's light or dark preference. */
export const style = `
:root{color-scheme:light dark;--ink:#1b2430;--muted:#5b6777;--line:#d8dee6;--paper:#fff;--accent:#2166ac;--warm:#b35806}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf2;--muted:#9aa7b8;--line:#36414f;--paper:#161c24;--accent:#7db3e8;--warm:#f0a35c}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 24px}
h1{margin:0;font-size:28px}h2{margin:36px 0 12px;font-size:20px}h3{margin:24px 0 8px;font-size:16px}
.lead{font-size:18px;margin:6px 0}.muted{color:var(--muted)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;margin:0}
.tile{border:1px solid var(--line);border-radius:8px;padding:12px 14px}.tile dt{color:var(--muted)}.tile dd{margin:4px 0 0;font-size:20px;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.grid th,.grid td{padding:3px 7px;font-size:13px}
.findings li{margin:6px 0}.findings .warning::marker,.findings .error::marker{color:var(--warm)}.date{white-space:nowrap}
.charts{display:flex;flex-wrap:wrap;gap:24px}figure{margin:0;flex:1 1 380px}figcaption{color:var(--muted);text-align:center}
svg{width:100%;height:auto}.tick,.axis{fill:var(--muted);font-size:11px}line.grid{stroke:var(--line)}.reference{stroke:var(--muted);stroke-dasharray:4 4;fill:none}
.curve{stroke:var(--accent);stroke-width:2.5;fill:none}.dot{fill:var(--accent)}.bar{stroke:var(--accent);stroke-width:1.5}
@media print{main{max-width:none;padding:0}section{break-inside:avoid-page}.scroll{overflow:visible}}
${shades}`;
