// Reads what cannot be tried without a container engine (Dockerfile, docker-compose.yml, docker/) and holds it against
// itself and against the configuration that the program knows, and that configuration against the page that describes it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const problems = [];
const expect = (holds, problem) => holds || problems.push(problem);
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

const composeText = read('docker-compose.yml');
const compose = parse(composeText, { merge: true });
const services = Object.entries(compose.services);
const known = new Set(all(read('libs/platform/src/config/environment.ts'), /^ {2}([A-Z][A-Z0-9_]+):/gm));
const given = new Set(all(read('docker/example.env'), /^([A-Z][A-Z0-9_]+)=/gm));
const dockerfile = read('Dockerfile');

for (const [name, service] of services) {
  expect(service.image, `docker-compose.yml: ${name} has no image`);
  expect(
    service.healthcheck || service.build || service.restart === 'no',
    `docker-compose.yml: ${name} has no healthcheck`,
  );
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    const needed = compose.services[other];
    expect(needed, `docker-compose.yml: ${name} depends on ${other}, which does not exist`);
    if (condition === 'service_completed_successfully') {
      expect(needed?.restart === 'no', `docker-compose.yml: ${name} waits for the end of ${other}, which restarts`);
    }
    if (condition === 'service_healthy') {
      expect(
        !needed?.healthcheck?.disable,
        `docker-compose.yml: ${name} waits for the health of ${other}, which has none`,
      );
    }
  }
  for (const volume of service.volumes ?? []) {
    const [source] = volume.split(':');
    const exists = source.startsWith('.') ? existsSync(join(root, source)) : source in compose.volumes;
    expect(exists, `docker-compose.yml: ${name} mounts ${source}, which does not exist`);
  }
  if (!service.build) continue;
  for (const variable of Object.keys(service.environment)) {
    expect(known.has(variable), `docker-compose.yml: ${name} sets ${variable}, which the program does not know`);
  }
}

expect(known.size > 0, 'libs/platform/src/config/environment.ts: found no variable');
const described = all(read('docs/configuration.md'), /^\| `([A-Z][A-Z0-9_]+)`/gm);
for (const variable of known) {
  const times = described.filter((name) => name === variable).length;
  expect(times === 1, `docs/configuration.md describes ${variable} ${times} times, not once`);
}
for (const variable of described) {
  expect(known.has(variable), `docs/configuration.md describes ${variable}, which the program does not know`);
}

const used = new Set(all(composeText, /(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g));
for (const variable of used)
  expect(given.has(variable), `docker/example.env lacks ${variable}, which docker-compose.yml uses`);
for (const variable of given) expect(used.has(variable), `docker/example.env has ${variable}, which nothing uses`);

const environmentOfProxy = compose.services.proxy.environment;
for (const variable of all(read('docker/Caddyfile'), /\{\$([A-Z0-9_]+)\}/g)) {
  expect(variable in environmentOfProxy, `docker/Caddyfile uses ${variable}, which the proxy is not given`);
}

const ignore = read('.dockerignore');
for (const [, sources] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
  for (const source of sources.split(' ')) {
    expect(existsSync(join(root, source)), `Dockerfile copies ${source}, which does not exist`);
    expect(
      ignore.includes(`!${source.split('/')[0]}\n`),
      `.dockerignore keeps ${source} out, which the Dockerfile copies`,
    );
  }
}
for (const variable of all(dockerfile, /\b(TASUKI_[A-Z_]+)=/g)) {
  expect(known.has(variable), `Dockerfile sets ${variable}, which the program does not know`);
}
expect(/^USER (?!root)/m.test(dockerfile), 'Dockerfile: the program would run as root');
expect(/^HEALTHCHECK /m.test(dockerfile), 'Dockerfile has no HEALTHCHECK');

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
