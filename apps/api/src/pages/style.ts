export const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 34rem; padding: 1rem; }
header { text-align: end; }
[hidden] { display: none; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { box-sizing: border-box; font: inherit; padding: 0.5rem; width: 100%; }
button { font: inherit; font-weight: 600; margin-top: 1.5rem; min-height: 2.75rem; padding: 0.5rem 1.25rem; }
.rule { font-size: 0.9rem; margin: 0.25rem 0 0; }
[role='alert']:not(:empty), [role='status']:not(:empty) { border-inline-start: 0.3rem solid; padding: 0.5rem 1rem; }
[role='alert'] { border-color: #b00020; }
[role='status'] { border-color: #00702a; }
:focus-visible { outline: 0.2rem solid #0060c0; outline-offset: 0.15rem; }
`.trimStart();
