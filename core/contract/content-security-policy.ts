/**
 * The policy that every host sends with the page: it may load its own files and nothing else. `images` and `connections`
 * name what a host adds: its scheme for pictures, or the address of its socket.
 */
export function contentSecurityPolicy({
  images = '',
  connections = '',
}: {
  readonly images?: string;
  readonly connections?: string;
}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' blob: ${images}`,
    "font-src 'self'",
    `connect-src 'self' ${connections}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
    .map((directive) => directive.trim())
    .join('; ');
}
