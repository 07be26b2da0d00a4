import { randomBytes } from 'node:crypto';
import { CoreError } from '../contract/core-error.ts';
import type { Ticketed } from '../contract/procedure.ts';

/** What a person chose or dropped, or what an upload left. */
export interface Ticket {
  /** Absolute. */
  readonly path: string;
  /** As the person knows it. */
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Files of an upload belong to the library: whoever takes the ticket moves or removes them. */
  readonly isUpload: boolean;
}

/** Paths under names that mean nothing to the page and work once: the page can name no path itself. */
export interface Tickets {
  mint(ticket: Ticket): Ticketed;
  /** Looks without using it up. */
  look(ticket: string): Ticket | undefined;
  /** Throws `ticket-unknown` for one that was never given or is used up. */
  take(ticket: string): Ticket;
}

const mostTickets = 100_000;

export function createTickets(): Tickets {
  const open = new Map<string, Ticket>();
  return {
    mint(ticket) {
      const name = randomBytes(24).toString('base64url');
      open.set(name, ticket);
      const oldest = open.size > mostTickets ? open.keys().next().value : undefined;
      if (oldest !== undefined) open.delete(oldest);
      return { ticket: name, name: ticket.name, kind: ticket.kind };
    },
    look: (name) => open.get(name),
    take(name) {
      const ticket = open.get(name);
      if (ticket === undefined)
        throw new CoreError(
          'ticket-unknown',
          'This drop or choice has been used already or is too old. Drop or choose the files again.',
        );
      open.delete(name);
      return ticket;
    },
  };
}
