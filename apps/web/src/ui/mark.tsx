/** The sign of the portal: a sash, tied. */
export const Mark = () => (
  <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden focusable="false">
    <rect width="32" height="32" rx="7" fill="#0b6b74" />
    <path d="M6 7 26 25M26 7 15.6 16.4" fill="none" stroke="#fff" strokeWidth="4.4" strokeLinecap="round" />
  </svg>
);
