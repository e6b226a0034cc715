/** What a hospital can do around a device that gets no more updates (IMDRF N70). */
export const COMPENSATING_CONTROLS = [
  'PHYSICAL_ACCESS',
  'REMOVABLE_MEDIA',
  'NETWORK_ISOLATION',
  'SEGREGATION',
  'MONITORING',
  'REMOTE_ACCESS',
  'FIREWALL',
  'ANTI_MALWARE',
  'BACKUP_AND_RESTORE',
] as const;
export type CompensatingControl = (typeof COMPENSATING_CONTROLS)[number];
