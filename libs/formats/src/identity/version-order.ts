import { apkOrder } from './order/apk.ts';
import { debianOrder } from './order/debian.ts';
import { gemOrder } from './order/gem.ts';
import { genericOrder } from './order/generic.ts';
import { mavenOrder } from './order/maven.ts';
import { compareDigits, compareLists, compareText, orderBy, type VersionOrder } from './order/order.ts';
import { pypiOrder } from './order/pypi.ts';
import { pacmanOrder, rpmOrder } from './order/rpm.ts';
import { nugetOrder, semverOrder } from './order/semver.ts';

/** Numbers between dots, up to the first other character. */
const intdotOrder = orderBy(
  (version) => /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? null,
  (a, b) => compareLists(a, b, '0', compareDigits),
);

const lexicographicOrder = orderBy(
  (version) => new TextEncoder().encode(version),
  (a, b) => Buffer.compare(a, b),
);

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;

const datetimeOrder = orderBy(
  (version) => {
    const [, seconds, fraction = '', zone] = INSTANT.exec(version) ?? [];
    const instant = seconds === undefined ? Number.NaN : Date.parse(`${seconds}${zone}`);
    return Number.isNaN(instant) ? null : { instant, fraction: fraction.replace(/0+$/, '') };
  },
  (a, b) => a.instant - b.instant || compareText(a.fraction, b.fraction),
);

const ORDERS = new Map<string, VersionOrder>(
  Object.entries({
    alpm: pacmanOrder,
    apk: apkOrder,
    cargo: semverOrder,
    datetime: datetimeOrder,
    deb: debianOrder,
    gem: gemOrder,
    golang: semverOrder,
    hex: semverOrder,
    intdot: intdotOrder,
    lexicographic: lexicographicOrder,
    maven: mavenOrder,
    npm: semverOrder,
    nuget: nugetOrder,
    pub: semverOrder,
    pypi: pypiOrder,
    rpm: rpmOrder,
    semver: semverOrder,
    swift: semverOrder,
  }),
);

/** The order of a VERS type, which is a purl's type or a general one; the generic order where it is not a known one. */
export function versionOrder(scheme: string): VersionOrder {
  return ORDERS.get(scheme) ?? genericOrder;
}
