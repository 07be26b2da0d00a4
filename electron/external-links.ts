/** The only places on the network that the app ever opens, in the person's own browser and when asked to. */
const hosts: readonly string[] = ['github.com', 'onnxruntime.ai', 'arxiv.org'];

/** Whether an address may be handed to the system: https at a host known when this was built. */
export function isExternalAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  const isPlain = port === '' && username === '' && password === '';
  return protocol === 'https:' && isPlain && hosts.includes(hostname);
}

/** Opens an address with `open` if it is allowed. */
export async function openExternal(address: string, open: (address: string) => Promise<void>): Promise<void> {
  if (isExternalAllowed(address)) await open(address);
}
