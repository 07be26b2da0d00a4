/** The channels between preload script and main process; the page cannot name any. */
export const bridgeChannels = {
  connect: 'diptych:connect',
  port: 'diptych:port',
  ticketsFor: 'diptych:tickets-for',
  choose: 'diptych:choose',
  reveal: 'diptych:reveal',
  command: 'diptych:command',
} as const;
