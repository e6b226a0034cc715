import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from '../terminal.ts';
import type { PortalClient } from './portal-client.ts';

interface Signature {
  artifactName: string;
  signatureName: string;
  result: string;
  fingerprint: string | null;
  keyUserIds: string[];
}

const LOOK_AGAIN_MS = 200;

/** Waits until the portal has checked the signatures of a draft, and tells the good ones: the others are findings. */
export async function checkedSignatures(
  client: PortalClient,
  id: string,
  terminal: Pick<Terminal, 'say'>,
): Promise<Signature[]> {
  let isTold = false;
  for (;;) {
    const signatures = await signaturesOf(client, id);
    const pending = signatures.find(({ result }) => result === 'PENDING');
    if (!pending) {
      for (const one of signatures) if (one.result === 'VALID') terminal.say(validLine(one));
      return signatures;
    }
    if (!isTold) terminal.say(`The signature of ${pending.artifactName} is being checked …`);
    isTold = true;
    await sleep(LOOK_AGAIN_MS);
  }
}

async function signaturesOf(client: PortalClient, id: string): Promise<Signature[]> {
  const { publication } = await client.ask<{ publication: { signatures: Signature[] } }>(
    `query ($id: ID!) {
      publication(id: $id) { signatures { artifactName signatureName result fingerprint keyUserIds } }
    }`,
    { id },
  );
  return publication.signatures;
}

const validLine = ({ artifactName, signatureName, fingerprint, keyUserIds }: Signature) =>
  `${artifactName}: signed (${signatureName}) by ${[...keyUserIds, fingerprint].join(', ')}`;
