import type { CastName } from './cast.ts';
import { cycloneDx, firmware, pdf, text, zip } from './documents.ts';

/** What the demonstration's vendors make, and where it stands. GTINs begin with 952, which GS1 keeps for examples. */
export interface DemoProduct {
  vendor: 'devices' | 'imaging';
  kind: 'DEVICE' | 'SAMD' | 'MAINTENANCE_EQUIPMENT';
  name: string;
  englishName: string;
  gtin: string;
  /** Oldest first; the later one is what is on sale. */
  versions: readonly string[];
}

export const PRODUCTS = {
  pump: {
    vendor: 'devices',
    kind: 'DEVICE',
    name: 'デモ輸液ポンプ DP-100',
    englishName: 'Demo Infusion Pump DP-100',
    gtin: '9520001000010',
    versions: ['2.3.0', '2.4.1'],
  },
  monitor: {
    vendor: 'devices',
    kind: 'DEVICE',
    name: 'デモ生体情報モニタ DM-200',
    englishName: 'Demo Patient Monitor DM-200',
    gtin: '9520001000027',
    versions: ['5.0.2'],
  },
  scanner: {
    vendor: 'imaging',
    kind: 'DEVICE',
    name: '見本 CT 装置 SC-1',
    englishName: 'Sample CT Scanner SC-1',
    gtin: '9520002000019',
    versions: ['11.2', '12.0'],
  },
  viewer: {
    vendor: 'imaging',
    kind: 'SAMD',
    name: '見本画像ビューア SV-2',
    englishName: 'Sample Image Viewer SV-2',
    gtin: '9520002000026',
    versions: ['3.1.4'],
  },
  router: {
    vendor: 'imaging',
    kind: 'MAINTENANCE_EQUIPMENT',
    name: '見本リモート保守ルータ SR-9',
    englishName: 'Sample Remote Service Router SR-9',
    gtin: '9520002000033',
    versions: ['1.8'],
  },
} as const satisfies Record<string, DemoProduct>;

export type ProductName = keyof typeof PRODUCTS;

export interface Holding {
  hospital: CastName;
  /** Which of its sites, from 0. */
  site: number;
  product: ProductName;
  version: string;
  connections: readonly ('NETWORK' | 'DEVICE' | 'MAINTENANCE_ONLY' | 'NONE' | 'UNKNOWN')[];
  serialNumber?: string;
  quantity?: number;
  location: string;
}

export const HOLDINGS: readonly Holding[] = [
  {
    hospital: 'general',
    site: 0,
    product: 'pump',
    version: '2.3.0',
    connections: ['NETWORK'],
    quantity: 40,
    location: '病棟',
  },
  {
    hospital: 'general',
    site: 1,
    product: 'pump',
    version: '2.3.0',
    connections: ['UNKNOWN'],
    quantity: 12,
    location: '病棟',
  },
  {
    hospital: 'general',
    site: 0,
    product: 'pump',
    version: '2.4.1',
    connections: ['NETWORK'],
    serialNumber: 'DP100-0041',
    location: 'ICU',
  },
  {
    hospital: 'general',
    site: 0,
    product: 'scanner',
    version: '11.2',
    connections: ['NETWORK', 'MAINTENANCE_ONLY'],
    serialNumber: 'SC1-0007',
    location: '放射線科',
  },
  {
    hospital: 'city',
    site: 0,
    product: 'pump',
    version: '2.3.0',
    connections: ['NETWORK'],
    quantity: 25,
    location: '中央材料室',
  },
  {
    hospital: 'city',
    site: 0,
    product: 'monitor',
    version: '5.0.2',
    connections: ['NETWORK', 'DEVICE'],
    quantity: 8,
    location: 'HCU',
  },
  {
    hospital: 'clinic',
    site: 0,
    product: 'pump',
    version: '2.4.1',
    connections: ['NONE'],
    quantity: 2,
    location: '処置室',
  },
  {
    hospital: 'clinic',
    site: 0,
    product: 'viewer',
    version: '3.1.4',
    connections: ['NETWORK'],
    serialNumber: 'SV2-0310',
    location: '診察室',
  },
];

/** What vendors believe is at hospitals that have not registered it yet: lines to confirm or reject. */
export const INSTALLED_BASE = [
  { hospital: 'general', product: 'router', version: '1.8', serialNumber: 'SR9-0102' },
  { hospital: 'city', product: 'scanner', version: '12.0', serialNumber: 'SC1-0019' },
] as const;

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
  files: readonly { name: string; bytes: Buffer }[];
  /** False: it waits for whoever tries the demonstration to approve it. */
  isApproved: boolean;
}

const MADE = new Date('2026-06-01T00:00:00.000Z');
const NOTICE = 'これはデモ用の文書です。実在の製品、企業、脆弱性とは関係ありません。';

/** In the order in which they were written. */
export const publications = (): DemoPublication[] => [
  {
    product: 'pump',
    versions: ['2.4.1'],
    kind: 'SBOM',
    title: 'デモ輸液ポンプ DP-100 2.4.1 SBOM',
    summary: 'ソフトウェア部品表（CycloneDX 1.6）です。',
    severity: 'INFO',
    tlp: 'GREEN',
    asks: [['ACKNOWLEDGE', 30]],
    files: [
      {
        name: 'demo-dp100-2.4.1.cdx.json',
        bytes: cycloneDx(
          { vendor: 'Demo Devices', product: 'DP-100', version: '2.4.1' },
          [
            { name: 'demo-rtos', version: '6.1.0', supplier: 'Demo Devices' },
            { name: 'demo-tls', version: '3.2.4', supplier: 'Demo Libraries' },
            { name: 'demo-dose-engine', version: '2.4.1', supplier: 'Demo Devices' },
          ],
          MADE,
        ),
      },
    ],
    isApproved: true,
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
    files: [
      {
        name: 'demo-dp100-2.4.1.zip',
        bytes: zip([
          { name: 'firmware.bin', bytes: firmware('DP-100 2.4.1', 256 * 1024) },
          {
            name: 'README.txt',
            bytes: text('DP-100 2.4.1', NOTICE, '1. 電源を入れ直す  2. 更新する  3. 版を確かめる'),
          },
        ]),
      },
    ],
    isApproved: true,
  },
  {
    product: 'monitor',
    versions: ['5.0.2'],
    kind: 'MDS2',
    title: 'デモ生体情報モニタ DM-200 5.0.2 MDS2',
    summary: '医療機器セキュリティ開示書です（PDF）。',
    severity: 'INFO',
    tlp: 'GREEN',
    asks: [['ACKNOWLEDGE', 30]],
    files: [
      {
        name: 'demo-dm200-mds2.pdf',
        bytes: pdf('DEMO - Security disclosure, DM-200 release 5.0.2', [
          'For demonstration only. No such device exists.',
          'Manufacturer: Demo Devices',
          'Intended network use: wired network of the ward',
          'Stores personal data: Yes, until discharge',
          'Automatic logoff: Yes, configurable',
          'Updates by the hospital: No, by service only',
        ]),
      },
    ],
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
    files: [{ name: 'demo-sc1-eos.txt', bytes: text('SC-1 11.2 サポート終了', NOTICE, '代替: 12.0') }],
    isApproved: true,
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
