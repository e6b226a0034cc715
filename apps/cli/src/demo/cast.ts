import type { OrganisationKind, Role } from '#libs/kernel';
import { ROLES_OF_KIND } from '#libs/kernel';

/** Everybody in the demonstration. No company, hospital or person of these names is meant. */
export interface CastMember {
  email: string;
  name: string;
  roles: readonly Role[];
  does: string;
}

export interface CastOrganisation {
  kind: OrganisationKind;
  name: string;
  englishName: string;
  sites: readonly { name: string; englishName: string }[];
  members: readonly CastMember[];
}

const member = (email: string, name: string, does: string, roles: readonly Role[]): CastMember => ({
  email: `${email}.example`,
  name,
  does,
  roles,
});

const vendor = (name: string, englishName: string, domain: string): CastOrganisation => ({
  kind: 'MANUFACTURER',
  name,
  englishName,
  sites: [],
  members: [
    member(`publisher@${domain}`, '担当者 1（文書作成）', 'writes and submits publications', [
      'VENDOR_ADMIN',
      'VENDOR_PUBLISHER',
      'VENDOR_SUPPORT',
    ]),
    member(`approver@${domain}`, '担当者 2（承認）', 'approves them', ['VENDOR_APPROVER']),
  ],
});

const watcher = (kind: OrganisationKind, name: string, englishName: string, email: string, does: string) => ({
  kind,
  name,
  englishName,
  sites: [],
  members: [member(email, '担当者 1', does, ROLES_OF_KIND[kind])],
});

export const CAST = {
  devices: vendor('デモ医療機器株式会社', 'Demo Devices', 'demo-devices'),
  imaging: vendor('見本画像システム株式会社', 'Sample Imaging Systems', 'sample-imaging'),
  respiratory: vendor('体験呼吸器株式会社', 'Trial Respiratory', 'trial-respiratory'),
  maintenance: {
    kind: 'SERVICE_PROVIDER',
    name: '体験保守サービス株式会社',
    englishName: 'Trial Maintenance Services',
    sites: [],
    members: [
      member(
        'engineer@trial-maintenance',
        '担当者 1（保守）',
        'plans and records updates for others, within mandates',
        ['VENDOR_ADMIN', 'VENDOR_SUPPORT'],
      ),
    ],
  },
  general: {
    kind: 'HOSPITAL',
    name: '見本総合病院',
    englishName: 'Sample General Hospital',
    sites: [
      { name: '本院', englishName: 'Main building' },
      { name: '分院', englishName: 'Annex' },
    ],
    members: [
      member('security@sample-general', '担当者 1（セキュリティ）', 'administers, acknowledges for any site, asks', [
        'HOSPITAL_ADMIN',
        'HOSPITAL_SECURITY',
      ]),
      member('devices@sample-general', '担当者 2（医療機器安全管理）', 'keeps the assets, acknowledges', [
        'HOSPITAL_DEVICE',
      ]),
      member('manager@sample-general', '担当者 3（管理者）', 'accepts risk', ['HOSPITAL_MANAGER']),
    ],
  },
  city: {
    kind: 'HOSPITAL',
    name: '例示市民病院',
    englishName: 'Example City Hospital',
    sites: [{ name: '例示市民病院', englishName: 'Example City Hospital' }],
    members: [
      member(
        'security@example-city',
        '担当者 1（セキュリティ）',
        'administers, acknowledges, keeps the assets; chooses between two hospitals',
        ['HOSPITAL_ADMIN', 'HOSPITAL_SECURITY', 'HOSPITAL_DEVICE'],
      ),
    ],
  },
  clinic: {
    kind: 'HOSPITAL',
    name: '体験クリニック',
    englishName: 'Trial Clinic',
    sites: [{ name: '体験クリニック', englishName: 'Trial Clinic' }],
    members: [
      member('clinic@trial-clinic', '担当者 1', 'everything: the one person of a small clinic', ROLES_OF_KIND.HOSPITAL),
    ],
  },
  auditor: watcher(
    'AUDITOR',
    '見本監査法人',
    'Sample Auditors',
    'auditor@sample-audit',
    'reads what grants allow, verifies',
  ),
  regulator: watcher(
    'REGULATOR',
    '見本規制当局',
    'Sample Regulator',
    'viewer@sample-regulator',
    'reads CLEAR and GREEN',
  ),
  operator: watcher('OPERATOR', '体験ポータル運営', 'Demo Operator', 'operator@demo-operator', 'admits organisations'),
} as const satisfies Record<string, CastOrganisation>;

export type CastName = keyof typeof CAST;
export type VendorName = 'devices' | 'imaging' | 'respiratory';
export type HospitalName = 'general' | 'city' | 'clinic';
