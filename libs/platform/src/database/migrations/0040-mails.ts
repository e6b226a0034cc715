import { SqlMigration } from '../sql-migration.ts';

export class Mails extends SqlMigration {
  readonly name = 'Mails1764000000040';
  protected readonly sql = `
    -- What became of each mail, from its first attempt on; one that was never tried is in the queue. An address is
    -- personal: rows are deleted 90 days after the last thing that happened to them, when no mail comes back any more.
    create table outgoing_mail (
      -- the local part of its Message-ID, and in its return path
      id uuid primary key,
      template text not null,
      address text not null,
      language text not null check (language in ('ja','en')),
      -- QUEUED: an attempt failed and another comes. UNKNOWN: it may have arrived, and is not sent again.
      state text not null check (state in ('QUEUED','SENDING','SENT','REFUSED','BOUNCED','UNKNOWN')),
      -- whoever ordered it under an id is told what became of it, and would rather it were lost than sent twice
      is_followed boolean not null,
      attempts int not null,
      -- what the mail server said last, shortened
      smtp_code int,
      smtp_text text,
      -- RFC 3463, of the notice with which it came back: 5.x.x for good, 4.x.x given up after trying for days
      bounce_status text check ((bounce_status is not null) = (state = 'BOUNCED')),
      first_tried_at timestamptz not null,
      changed_at timestamptz not null
    );
    create index outgoing_mail_old on outgoing_mail (changed_at);

    call tasuki_wall(array['outgoing_mail']);
  `;
}
