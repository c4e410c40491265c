/** The mark: two posts and the line made fast between them. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#17568f" />
      <path d="M9 7v18M23 7v18" stroke="#ffffff" strokeWidth="4" strokeLinecap="round" />
      <path d="M9 18c4.5-5 9.5 3 14-2" fill="none" stroke="#f4a247" strokeWidth="4" strokeLinecap="round" />
    </svg>
  );
}
