import { csafAdvisory, VULNERABILITY } from './advisory.ts';
import { firmware, json, pdf, sha256, text, zip } from './documents.ts';
import { mds2 } from './mds2.ts';
import { LIFE_CYCLES, type ProductName } from './offer.ts';
import { PUMP_2_3_0, PUMP_2_4_1, PUMP_2_4_1_CORRECTED, VIEWER } from './parts.ts';
import { cycloneDx, spdx } from './sbom.ts';

export interface DemoPublication {
  product: ProductName;
  versions: readonly string[];
  kind: 'SBOM' | 'MDS2' | 'UPDATE_PACKAGE' | 'ADVISORY' | 'SECURITY_GUIDE' | 'LIFECYCLE_NOTICE';
  title: string;
  summary: string;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  tlp: 'CLEAR' | 'GREEN' | 'AMBER';
  /** Kind of action, and in how many days it is due. */
  asks: readonly (readonly [kind: string, days: number])[];
  files: readonly DemoFile[];
  /** Why the warnings in its files may stand. */
  justification?: string;
  /** False: it waits for whoever tries the demonstration to approve it. */
  isApproved: boolean;
  /** The files of a next revision, which waits for approval. */
  nextFiles?: readonly DemoFile[];
}

export interface DemoFile {
  name: string;
  bytes: Buffer;
  /** Whether the vendor signs it with OpenPGP. */
  isSigned?: boolean;
}

const MADE_ON = '2026-06-01';
const NOTICE = 'これはデモ用の文書です。実在の製品、企業、脆弱性とは関係ありません。';

/** What nobody need do more about than read it. */
const FOR_INFORMATION = {
  severity: 'INFO',
  tlp: 'GREEN',
  asks: [['ACKNOWLEDGE', 30]],
  isApproved: true,
} as const satisfies Partial<DemoPublication>;

/** In the order in which they were written. */
export const publications = (): DemoPublication[] => [
  {
    ...FOR_INFORMATION,
    product: 'pump',
    versions: ['2.3.0'],
    kind: 'SBOM',
    title: 'デモ輸液ポンプ DP-100 2.3.0 SBOM',
    summary: 'ソフトウェア部品表（CycloneDX 1.6）です。',
    files: [{ name: 'demo-dp100-2.3.0.cdx.json', bytes: cycloneDx(PUMP_2_3_0) }],
  },
  {
    ...FOR_INFORMATION,
    product: 'pump',
    versions: ['2.4.1'],
    kind: 'SBOM',
    title: 'デモ輸液ポンプ DP-100 2.4.1 SBOM',
    summary: 'ソフトウェア部品表（CycloneDX 1.6）です。',
    files: [{ name: 'demo-dp100-2.4.1.cdx.json', bytes: cycloneDx(PUMP_2_4_1) }],
    nextFiles: [{ name: 'demo-dp100-2.4.1-corrected.cdx.json', bytes: cycloneDx(PUMP_2_4_1_CORRECTED) }],
  },
  {
    ...FOR_INFORMATION,
    product: 'pump',
    versions: ['2.3.0'],
    kind: 'MDS2',
    title: 'デモ輸液ポンプ DP-100 2.3.0 MDS2',
    summary: '医療機器セキュリティ開示書（HN 1-2019）です。',
    files: [{ name: 'demo-dp100-2.3.0-mds2.json', bytes: pumpDisclosure('2.3.0', BEFORE_2_4) }],
  },
  {
    ...FOR_INFORMATION,
    product: 'pump',
    versions: ['2.4.1'],
    kind: 'MDS2',
    title: 'デモ輸液ポンプ DP-100 2.4.1 MDS2',
    summary: '医療機器セキュリティ開示書（HN 1-2019）です。',
    files: [{ name: 'demo-dp100-2.4.1-mds2.json', bytes: pumpDisclosure('2.4.1', {}) }],
  },
  {
    ...FOR_INFORMATION,
    product: 'monitor',
    versions: ['5.0.2'],
    kind: 'MDS2',
    title: 'デモ生体情報モニタ DM-200 5.0.2 MDS2',
    summary: '医療機器セキュリティ開示書（HN 1-2019）です。読むための PDF を添えます。',
    files: [
      {
        name: 'demo-dm200-5.0.2-mds2.json',
        bytes: mds2({
          vendor: 'Demo Devices',
          description: 'Patient monitor',
          model: 'DM-200',
          version: '5.0.2',
          answers: {
            'ALOF-1': ['NO', 'Vital signs are shown at all times.'],
            'CSUP-7': ['SEE_NOTE', 'By service only.'],
            'MLDP-2': ['NO', 'Only signed programs are started.'],
          },
        }),
      },
      {
        name: 'demo-dm200-5.0.2-mds2.pdf',
        bytes: pdf('DEMO - Security disclosure, DM-200 release 5.0.2', [
          'For demonstration only. No such device exists.',
          'Manufacturer: Demo Devices',
          'Automatic log-off: No. Vital signs are shown at all times.',
          'Updates by the hospital: by service only.',
          'Malware: only signed programs are started.',
        ]),
      },
    ],
  },
  {
    ...FOR_INFORMATION,
    product: 'pump',
    versions: ['2.3.0', '2.4.1'],
    kind: 'SECURITY_GUIDE',
    title: 'デモ輸液ポンプ DP-100 セキュリティガイド',
    summary: '構成、通信先、記録、控えの取り方、更新の選び方です。',
    files: [
      {
        name: 'demo-dp100-guide.txt',
        bytes: text('DP-100 セキュリティガイド', NOTICE, '通信先: 病棟サーバのみ', '記録: 30 日'),
      },
    ],
  },
  {
    product: 'pump',
    versions: ['2.3.0'],
    kind: 'UPDATE_PACKAGE',
    title: 'デモ輸液ポンプ DP-100 更新 2.3.0 → 2.4.1',
    summary: '通信部品の不具合を修正します。再起動が必要で、元の版へ戻せます。',
    severity: 'HIGH',
    tlp: 'AMBER',
    asks: [
      ['ACKNOWLEDGE', 7],
      ['APPLY_UPDATE', 60],
    ],
    files: updateFiles(),
    isApproved: true,
  },
  {
    product: 'pump',
    versions: ['2.3.0', '2.4.1'],
    kind: 'ADVISORY',
    title: `デモ輸液ポンプ DP-100 通信部品の脆弱性（${VULNERABILITY}）`,
    summary: '2.3.0 では同じ網から表示を止められます。2.4.1 で修正しました。機械可読の文書（CSAF 2.0）です。',
    severity: 'MEDIUM',
    tlp: 'GREEN',
    asks: [['ACKNOWLEDGE', 14]],
    files: [{ name: 'demo-2026-0001.json', bytes: csafAdvisory() }],
    isApproved: true,
  },
  {
    product: 'scanner',
    versions: ['11.2'],
    kind: 'LIFECYCLE_NOTICE',
    title: '見本 CT 装置 SC-1 11.2 サポート終了のお知らせ',
    summary: '11.2 のサポートを終了します。12.0 への更新、または継続使用の判断をお願いします。',
    severity: 'MEDIUM',
    tlp: 'AMBER',
    asks: [
      ['ACKNOWLEDGE', 14],
      ['DECIDE_END_OF_SUPPORT', 180],
    ],
    files: [{ name: 'demo-sc1-11.2-eos.json', bytes: endOfSupport() }],
    // The notice comes less than two years before.
    justification: '12.0 への更新を無償で行うため、期間内に移行できます。',
    isApproved: true,
  },
  {
    ...FOR_INFORMATION,
    product: 'viewer',
    versions: ['3.1.4'],
    kind: 'SBOM',
    title: '見本画像ビューア SV-2 3.1.4 SBOM',
    summary: 'ソフトウェア部品表（SPDX 2.3）です。',
    files: [{ name: 'demo-sv2-3.1.4.spdx.json', bytes: spdx(VIEWER) }],
  },
  {
    product: 'viewer',
    versions: ['3.1.4'],
    kind: 'SECURITY_GUIDE',
    title: '見本画像ビューア SV-2 セキュリティガイド',
    summary: '構成、通信先、記録、控えの取り方、更新の選び方です。',
    severity: 'INFO',
    tlp: 'CLEAR',
    asks: [['ACKNOWLEDGE', 60]],
    files: [
      {
        name: 'demo-sv2-guide.txt',
        bytes: text('SV-2 セキュリティガイド', NOTICE, '通信先: 院内 PACS のみ', '記録: 90 日'),
      },
    ],
    isApproved: true,
  },
  {
    product: 'pump',
    versions: ['2.3.0', '2.4.1'],
    kind: 'ADVISORY',
    title: 'デモ輸液ポンプ DP-100 通信機能に関する注意喚起',
    summary: '病棟の無線通信に不正な電文を送ると表示が乱れます。投与には影響しません。対策済みの版へ更新してください。',
    severity: 'CRITICAL',
    tlp: 'AMBER',
    asks: [
      ['ACKNOWLEDGE', 3],
      ['REPORT_AFFECTED', 14],
    ],
    files: [{ name: 'demo-advisory-1.txt', bytes: text('DP-100 注意喚起 1', NOTICE, '回避策: 専用の無線網を使う') }],
    isApproved: false,
  },
];

/** What 2.4.1 answers with Yes. */
const BEFORE_2_4 = {
  'AUDT-2.9': 'NO',
  'CSUP-7': ['SEE_NOTE', 'By service only; from 2.4 on by the hospital itself.'],
  'TXCF-1': ['NO', 'Readings are sent in the clear; from 2.4 on they are encrypted.'],
} as const;

function pumpDisclosure(version: string, answers: Parameters<typeof mds2>[0]['answers']): Buffer {
  return mds2({ vendor: 'Demo Devices', description: 'Infusion pump', model: 'DP-100', version, answers });
}

function updateFiles(): DemoFile[] {
  const name = 'demo-dp100-2.4.1.zip';
  const bytes = zip([
    { name: 'firmware.bin', bytes: firmware('DP-100 2.4.1', 256 * 1024) },
    { name: 'README.txt', bytes: text('DP-100 2.4.1', NOTICE, '1. 電源を入れ直す  2. 更新する  3. 版を確かめる') },
  ]);
  const manifest = json({
    format: 'tasuki.update-manifest',
    formatVersion: 1,
    id: 'DEMO-UPD-2026-001',
    title: 'DP-100 2.4.1',
    publisher: 'Demo Devices',
    madeAt: MADE_ON,
    fromVersions: ['2.3.0'],
    toVersion: '2.4.1',
    fixes: [{ vulnerability: VULNERABILITY, description: 'A malformed record exhausts memory' }],
    prerequisites: ['Battery above 50 %', 'No infusion is running'],
    verificationSteps: ['The self-test passes', 'The service menu shows version 2.4.1'],
    requiresRestart: true,
    downtimeMinutes: 20,
    canRollBack: true,
    rollBackProcedure: 'Install 2.3.0 from the service menu.',
    installationProcedure: 'README.txt in the package',
    installers: ['HOSPITAL', 'VENDOR_ON_SITE'],
    files: [{ name, sha256: sha256(bytes) }],
  });
  return [
    { name, bytes, isSigned: true },
    { name: 'demo-dp100-2.4.1.manifest.json', bytes: manifest },
  ];
}

function endOfSupport(): Buffer {
  const { endOfLifeOn, endOfSupportOn } = LIFE_CYCLES['scanner 11.2'];
  return json({
    format: 'tasuki.lifecycle-notice',
    formatVersion: 1,
    id: 'DEMO-LCN-2026-001',
    title: 'SC-1 11.2: end of support',
    publisher: 'Sample Imaging Systems',
    madeAt: MADE_ON,
    event: 'END_OF_SUPPORT',
    versions: ['11.2'],
    endOfLifeOn,
    endOfSupportOn,
    reason: 'The operating system is no longer supported by its maker.',
    compensatingControls: ['Put the scanner on a network of its own.', 'Close its remote service port.'],
    successor: '12.0',
  });
}
