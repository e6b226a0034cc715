interface Lapsing {
  revokedAt: string | null;
  expiresAt: string;
}

export type Validity = 'revoked' | 'expired' | 'inForce';

/** Where a grant or key stands now. Asked at each drawing: a page may stay open until it ends. */
export function validityOf({ revokedAt, expiresAt }: Lapsing): Validity {
  if (revokedAt) return 'revoked';
  return Date.parse(expiresAt) < Date.now() ? 'expired' : 'inForce';
}
