/** The mark: two posts, a deck between them, two chains. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="var(--accent)"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3 3v14M17 3v14M3 13.5h14" strokeWidth="2.5" />
      <path d="M3 4.5 10 13.5 17 4.5" strokeWidth="1.25" opacity="0.75" />
    </svg>
  );
}
