import type { Id } from '#libs/kernel';

export interface Account {
  userId: Id<'User'>;
  email: string;
  name: string;
  twoFactorEnabled: boolean;
}
