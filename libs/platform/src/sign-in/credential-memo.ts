import { createHash } from 'node:crypto';

const TTL_MS = 5_000;
const MAX_ENTRIES = 10_000;

interface Entry<T> {
  /** Null while it is being looked up: it may turn out to be anybody's. */
  ownerId: string | null;
  expiresAt: number;
  value: Promise<T | null>;
}

/** The form in which a credential (session cookie, API key) may be kept in memory. */
export const hashCredential = (credential: string): string =>
  createHash('sha256').update(credential).digest('base64url');

/**
 * Remembers for up to five seconds whom a credential stands for: looking it up costs ten times the rest of a small
 * request. Requests at one moment share one look-up. A credential that stands for nobody is not remembered, and a
 * look-up begun before a revocation is not shared with anyone who asks after it.
 */
export class CredentialMemo<T> {
  private readonly ownerOf: (value: T) => string;
  private readonly elapsedMs: () => number;
  /** In order of last use. */
  private readonly entries = new Map<string, Entry<T>>();

  /** @param ownerOf the id that `forgetUser` names: a person's user id, or an API key's own id. */
  constructor(ownerOf: (value: T) => string, elapsedMs: () => number = () => performance.now()) {
    this.ownerOf = ownerOf;
    this.elapsedMs = elapsedMs;
  }

  async resolve(credentialHash: string, lookUp: () => Promise<T | null>): Promise<T | null> {
    const known = this.entries.get(credentialHash);
    if (known && known.expiresAt > this.elapsedMs()) {
      this.entries.delete(credentialHash);
      this.entries.set(credentialHash, known);
      return known.value;
    }
    // The five seconds run from the question, not the answer: that is how old the answer may be.
    const entry: Entry<T> = { ownerId: null, expiresAt: this.elapsedMs() + TTL_MS, value: lookUp() };
    this.entries.delete(credentialHash);
    this.entries.set(credentialHash, entry);
    this.dropOldest();

    const dropEntry = () => {
      if (this.entries.get(credentialHash) === entry) this.entries.delete(credentialHash);
    };
    try {
      const value = await entry.value;
      if (value === null) dropEntry();
      else entry.ownerId = this.ownerOf(value);
      return value;
    } catch (error) {
      dropEntry();
      throw error;
    }
  }

  forget(credentialHash: string): void {
    this.entries.delete(credentialHash);
  }

  /** Forgets every credential of a user, or of the API key that has this id. */
  forgetUser(ownerId: string): void {
    for (const [hash, entry] of this.entries) {
      if (entry.ownerId === ownerId || entry.ownerId === null) this.entries.delete(hash);
    }
  }

  clear(): void {
    this.entries.clear();
  }

  private dropOldest(): void {
    if (this.entries.size <= MAX_ENTRIES) return;
    const oldest = this.entries.keys().next();
    if (!oldest.done) this.entries.delete(oldest.value);
  }
}
