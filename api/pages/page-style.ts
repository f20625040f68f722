/** One card in the middle, light or dark as the device is. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fff; --ground: #f1f3f5; --ink: #1b1f23; --calm: #5c6670; --mark: #5c6670; --link: #2471c8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1d2227; --ground: #12161a; --ink: #eef1f3; --calm: #a3adb6; --link: #3f8ae0; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink);
  font: 17px/1.7 Vazirmatn, Inter, system-ui, -apple-system, "Segoe UI", Roboto, Tahoma, sans-serif; }
main { width: 100%; max-width: 420px; padding: 36px 28px 28px; border-radius: 20px; background: var(--paper); text-align: center; }
.sign { width: 64px; height: 64px; margin: 0 auto 16px; border-radius: 50%; display: grid; place-items: center;
  background: var(--mark); color: #fff; font-size: 32px; line-height: 1; }
.paid { --mark: #2b8a3e; } .checking { --mark: #b26a00; } .not_paid { --mark: #c0392b; }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.4; }
p { margin: 0 0 12px; } .note { color: var(--calm); font-size: 15px; overflow-wrap: anywhere; }
a { display: block; margin-top: 20px; padding: 12px 16px; border-radius: 12px; background: var(--link); color: #fff; text-decoration: none;
  font-weight: 600; }
a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
`;
