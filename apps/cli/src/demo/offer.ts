import type { HospitalName, VendorName } from './cast.ts';
import type { Stage } from '#libs/catalogue';
import { ANALYSER } from './parts.ts';
import { cycloneDx } from './sbom.ts';

/** What the demonstration's vendors make, and where it stands. GTINs begin with 952, which GS1 keeps for examples. */
export interface DemoProduct {
  vendor: VendorName;
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
    versions: ['2.1.0', '2.3.0', '2.4.1'],
  },
  monitor: {
    vendor: 'devices',
    kind: 'DEVICE',
    name: 'デモ生体情報モニタ DM-200',
    englishName: 'Demo Patient Monitor DM-200',
    gtin: '9520001000027',
    versions: ['4.8.0', '5.0.2'],
  },
  scanner: {
    vendor: 'imaging',
    kind: 'DEVICE',
    name: '見本 CT 装置 SC-1',
    englishName: 'Sample CT Scanner SC-1',
    gtin: '9520002000019',
    versions: ['10.4', '11.2', '12.0'],
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
  ventilator: {
    vendor: 'respiratory',
    kind: 'DEVICE',
    name: '体験人工呼吸器 TR-5',
    englishName: 'Trial Ventilator TR-5',
    gtin: '9520003000018',
    versions: ['1.0', '1.2'],
  },
} as const satisfies Record<string, DemoProduct>;

export type ProductName = keyof typeof PRODUCTS;

export interface Holding {
  hospital: HospitalName;
  /** Which of its sites, from 0. */
  site: number;
  product: ProductName;
  version: string;
  connections: readonly ('NETWORK' | 'DEVICE' | 'MAINTENANCE_ONLY' | 'NONE' | 'UNKNOWN')[];
  serialNumber?: string;
  quantity?: number;
  location: string;
  /** What the hospital writes of it for itself. */
  record?: {
    assetTag?: string;
    department?: string;
    zone?: string;
    networkAddress?: string;
    exposedTo?: string[];
    remoteMaintenance?: string;
    controls?: ('SEGREGATION' | 'FIREWALL' | 'MONITORING')[];
  };
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
    record: { department: '看護部', zone: 'VLAN 30 病棟', exposedTo: ['VLAN 10 電子カルテ'] },
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
  // Single pumps, whose update is told one by one.
  ...(['DP100-0101', 'DP100-0102', 'DP100-0103', 'DP100-0104', 'DP100-0105'] as const).map((serialNumber) => ({
    hospital: 'general' as const,
    site: 0,
    product: 'pump' as const,
    version: '2.3.0',
    connections: ['NETWORK'] as const,
    serialNumber,
    location: '手術室',
    record: {
      assetTag: `ME-${serialNumber.slice(-4)}`,
      department: '手術部',
      zone: 'VLAN 20 手術室',
      exposedTo: ['VLAN 10 電子カルテ', 'リモート保守'],
      remoteMaintenance: '製造業者の VPN ルーター(ラック 3)',
      controls: ['SEGREGATION' as const],
    },
  })),
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
  {
    hospital: 'city',
    site: 0,
    product: 'ventilator',
    version: '1.0',
    connections: ['DEVICE'],
    quantity: 4,
    location: 'ICU',
  },
  {
    hospital: 'city',
    site: 0,
    product: 'ventilator',
    version: '1.2',
    connections: ['NETWORK'],
    serialNumber: 'TR5-1204',
    location: 'ICU',
  },
  {
    hospital: 'city',
    site: 0,
    product: 'monitor',
    version: '4.8.0',
    connections: ['DEVICE'],
    quantity: 6,
    location: '救急外来',
  },
];

/** When releases came out and how long they are supported, as their vendors say; the others say nothing yet. */
export const LIFE_CYCLES = {
  'pump 2.1.0': {
    releasedOn: '2020-04-01',
    endOfLifeOn: '2023-03-31',
    endOfSupportOn: '2025-03-31',
    stage: 'END_OF_SUPPORT',
  },
  'pump 2.3.0': { releasedOn: '2024-04-01', endOfLifeOn: '2027-09-30', endOfSupportOn: '2029-09-30' },
  'pump 2.4.1': { releasedOn: '2026-06-01', endOfLifeOn: '2030-03-31', endOfSupportOn: '2033-03-31' },
  'monitor 4.8.0': {
    releasedOn: '2021-10-01',
    endOfLifeOn: '2025-09-30',
    endOfSupportOn: '2028-09-30',
    stage: 'LIMITED_SUPPORT',
  },
  'scanner 10.4': {
    releasedOn: '2014-04-01',
    endOfLifeOn: '2019-03-31',
    endOfSupportOn: '2024-03-31',
    stage: 'END_OF_SUPPORT',
  },
  'ventilator 1.0': {
    releasedOn: '2022-04-01',
    endOfLifeOn: '2026-03-31',
    endOfSupportOn: '2028-03-31',
    stage: 'LIMITED_SUPPORT',
  },
  'scanner 11.2': { releasedOn: '2019-10-01', endOfLifeOn: '2026-12-31', endOfSupportOn: '2028-03-31' },
} as const satisfies Record<string, LifeCycle>;

interface LifeCycle {
  releasedOn: string;
  endOfLifeOn: string;
  endOfSupportOn: string;
  /** Where it stands; it is supported when nothing is said. */
  stage?: Stage;
}

/** A device whose maker is not in Tasuki: the general hospital keeps the record, and files what came by e-mail. */
export const OUTSIDE = {
  makerName: '体験検査機器',
  name: '体験検体分析装置 TA-7',
  englishName: 'Trial Analyser TA-7',
  version: '1.2',
  location: '検査室',
  document: {
    title: '体験検体分析装置 TA-7 1.2 SBOM',
    sourceNote: '販売店から受け取った',
    file: { name: 'trial-ta7-1.2.cdx.json', bytes: () => cycloneDx(ANALYSER) },
  },
} as const;

/** What vendors believe is at hospitals that have not registered it yet: lines to confirm or reject. */
export const INSTALLED_BASE = [
  { hospital: 'general', product: 'router', version: '1.8', serialNumber: 'SR9-0102' },
  { hospital: 'general', product: 'scanner', version: '10.4', serialNumber: 'SC1-0002', decision: 'REJECTED' },
  { hospital: 'city', product: 'scanner', version: '12.0', serialNumber: 'SC1-0019' },
  { hospital: 'city', product: 'monitor', version: '5.0.2', serialNumber: 'DM200-0150', decision: 'CONFIRMED' },
  { hospital: 'clinic', product: 'monitor', version: '5.0.2', serialNumber: 'DM200-0177' },
  { hospital: 'general', product: 'ventilator', version: '1.0', serialNumber: 'TR5-1011' },
  { hospital: 'clinic', product: 'router', version: '1.8', serialNumber: 'SR9-0117' },
] as const;

/** What the general hospital decides about devices whose support ends; days from the day on which the story ends. */
export const DECISIONS = [
  {
    product: 'scanner',
    version: '11.2',
    kind: 'REPLACE',
    replaceInDays: 420,
    reviewInDays: 300,
    reason: 'サポート終了までに後継機へ更新する。来年度の予算に計上済み。',
    controls: ['NETWORK_ISOLATION', 'REMOTE_ACCESS'],
  },
  {
    product: 'pump',
    version: '2.3.0',
    kind: 'ACCEPT_RISK',
    replaceInDays: null,
    reviewInDays: 270,
    reason: '更新までの間、病棟内の分離したネットワークで使用する。',
    controls: ['SEGREGATION', 'MONITORING'],
  },
] as const;

/** What the vendor of the scanner proposes to pass over to the general hospital. */
export const TRANSFER = {
  product: 'scanner',
  version: '11.2',
  effectiveInDays: 480,
  items: [
    { kind: 'LAST_UPDATES', text: '最後の更新の適用後は、ソフトウェアの更新を医療機関の判断で停止する。' },
    { kind: 'PORTS_AND_ADDRESSES', text: '遠隔保守用の通信を停止し、使用ポートの一覧を引き渡す。' },
  ],
  contested: '遠隔保守の停止前に、代替の連絡手段を決める必要があります。',
} as const;

/** When the sites of the general hospital agreed that devices may be worked on. */
export const WINDOWS = [
  {
    site: 0,
    name: '夜間の保守',
    weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'],
    localStart: '22:00',
    minutes: 240,
  },
  { site: 1, name: '休診日の保守', weekdays: ['SUNDAY'], localStart: '13:00', minutes: 180 },
] as const;

/**
 * What the general hospital does with the update of its pumps: two first, and then the rest. Each pump with how far it
 * came; those that are not named stay planned.
 */
export const UPDATE = {
  product: 'pump',
  version: '2.3.0',
  firstWave: 2,
  verified: { serialNumber: 'DP100-0101', note: '自己診断に合格し、保守画面の表示も確認しました。' },
  failed: { serialNumber: 'DP100-0102', note: '再起動後に自己診断が終わらず、元の版のまま起動しました。' },
  deferred: {
    serialNumber: 'DP100-0103',
    note: '長時間の手術で連日使用するため、予備機が届くまで延期する。',
    controls: ['SEGREGATION', 'MONITORING'],
    reviewInDays: 21,
  },
  byVendor: {
    serialNumber: 'DP100-0104',
    despiteEarlierWave: '第 1 段階の失敗の原因を、現地で確認しながら作業する。',
    note: '現地で適用しました。失敗の原因は電池残量の不足でした。',
  },
  scheduled: { serialNumber: 'DP100-0105', inDays: 4 },
} as const;

/** What the hospital, and the vendor, kept until now, with what people write in such tables. */
export const TABLES = {
  ASSETS: {
    fileName: '機器台帳.csv',
    csv: [
      '拠点,製品名,メーカー,バージョン,製造番号,台数,管理番号,設置場所,VLAN',
      `本院,${PRODUCTS.scanner.name},,11.2,SC1-0008,1,ME-0208,放射線科,VLAN 40 画像`,
      `分院,${PRODUCTS.pump.name},,2.3.0,,6,,外来,VLAN 30 病棟`,
      '本院,旧型心電計,体験電機,,EC-17,1,ME-0017,生理検査室,',
      `第三病院,${PRODUCTS.pump.name},,2.3.0,DP100-0901,1,,病棟,`,
      `本院,${PRODUCTS.pump.name},,9.9,DP100-0902,1,,病棟,`,
    ].join('\r\n'),
  },
  INSTALLED_BASE: {
    fileName: '納入先台帳.csv',
    csv: [
      '病院名,製品名,バージョン,製造番号,台数,担当者',
      `見本総合病院,${PRODUCTS.pump.name},2.3.0,DP100-0301,1,`,
      `見本総合病院,${PRODUCTS.pump.name},2.3.0,,12,`,
      `見本総合病院,${PRODUCTS.pump.name},9.9,DP100-0302,1,`,
      `取引のない病院,${PRODUCTS.pump.name},2.3.0,DP100-0303,1,`,
    ].join('\r\n'),
  },
};

/** A device that goes to another hospital. */
export const HANDOVER = { inDays: 10, note: '専用スタンドと取扱説明書を付けてお渡しします。' };
