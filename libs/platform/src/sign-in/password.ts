import { hashPassword as scrypt, verifyPassword } from 'better-auth/crypto';
import { invalidInput } from '#libs/kernel';

export const MIN_PASSWORD_LENGTH = 12;
/** Long enough for any passphrase, short enough that hashing it costs nobody else anything. */
export const MAX_PASSWORD_LENGTH = 128;

/** The form in which an e-mail address is stored and compared. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** @throws INVALID_INPUT when the password is shorter than 12 or longer than 128 characters, or is the address. */
export function checkPasswordRules(password: string, email: string): void {
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw refuse('sign_in.password_too_short', `Use at least ${MIN_PASSWORD_LENGTH} characters.`);
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    throw refuse('sign_in.password_too_long', `Use at most ${MAX_PASSWORD_LENGTH} characters.`);
  }
  if (normaliseEmail(password) === normaliseEmail(email)) {
    throw refuse('sign_in.password_is_email', 'Use a password that is not your e-mail address.');
  }
}

const refuse = (reason: string, message: string) =>
  invalidInput(reason, message, [{ path: 'password', reason, message }]);

/** The stored form (scrypt with a random salt), which better-auth reads too. Takes tens of milliseconds on purpose. */
export const hashPassword = (password: string): Promise<string> => scrypt(password);

export const isPasswordOf = (hash: string, password: string): Promise<boolean> => verifyPassword({ hash, password });
