import type { Sbom } from './sbom.ts';

/** What is in the demonstration's devices. No library of these names is meant; two vendors use the same `demo-tls`. */

const MADE_AT = '2026-06-01T00:00:00Z';

const tls = (version: string) =>
  ({
    name: 'demo-tls',
    version,
    supplier: 'Demo Libraries',
    licence: 'Apache-2.0',
    needs: ['demo-bignum'],
    supportLevel: 'active',
    endOfSupportOn: '2030-03-31',
  }) as const;

const bignum = (endOfSupportOn: string) =>
  ({
    name: 'demo-bignum',
    version: '1.4.0',
    supplier: 'Demo Libraries',
    licence: 'MIT',
    supportLevel: 'limited',
    endOfSupportOn,
  }) as const;

const own = (name: string, version: string, endOfSupportOn: string) =>
  ({
    name,
    version,
    supplier: 'Demo Devices',
    licence: 'BSD-3-Clause',
    supportLevel: 'active',
    endOfSupportOn,
  }) as const;

const pump = { vendor: 'Demo Devices', product: 'DP-100', madeAt: MADE_AT };

export const PUMP_2_3_0: Sbom = {
  ...pump,
  version: '2.3.0',
  parts: [
    own('demo-rtos', '6.0.2', '2027-09-30'),
    tls('3.2.1'),
    bignum('2028-12-31'),
    own('demo-dose-engine', '2.3.0', '2031-03-31'),
    {
      name: 'demo-xml',
      version: '2.9.1',
      supplier: 'Demo Libraries',
      licence: 'MIT',
      supportLevel: 'limited',
      endOfSupportOn: '2026-12-31',
    },
  ],
};

export const PUMP_2_4_1: Sbom = {
  ...pump,
  version: '2.4.1',
  parts: [
    own('demo-rtos', '6.1.0', '2031-03-31'),
    tls('3.2.4'),
    bignum('2029-12-31'),
    own('demo-dose-engine', '2.4.1', '2033-03-31'),
    {
      name: 'demo-log',
      version: '1.0.3',
      supplier: 'Demo Libraries',
      licence: 'MIT',
      supportLevel: 'active',
      endOfSupportOn: '2031-03-31',
    },
  ],
};

/** The same release, told again: the log writer was named in another version, and a driver was left out. */
export const PUMP_2_4_1_CORRECTED: Sbom = {
  ...PUMP_2_4_1,
  parts: [
    ...PUMP_2_4_1.parts.map((part) => (part.name === 'demo-log' ? { ...part, version: '1.0.4' } : part)),
    own('demo-radio-driver', '2.4.1', '2033-03-31'),
  ],
};

export const VIEWER: Sbom = {
  vendor: 'Sample Imaging Systems',
  product: 'SV-2',
  version: '3.1.4',
  madeAt: MADE_AT,
  parts: [
    tls('3.2.4'),
    bignum('2029-12-31'),
    {
      name: 'demo-dicom',
      version: '4.1.0',
      supplier: 'Demo Libraries',
      licence: 'Apache-2.0',
      supportLevel: 'active',
      endOfSupportOn: '2031-03-31',
    },
  ],
};

/** Of a maker that is not in Tasuki; it came by e-mail. */
export const ANALYSER: Sbom = {
  vendor: 'Trial Diagnostics',
  product: 'TA-7',
  version: '1.2',
  madeAt: MADE_AT,
  parts: [tls('3.2.1'), bignum('2028-12-31')],
};
