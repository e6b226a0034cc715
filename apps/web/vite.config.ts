import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Where the API listens while the portal is being changed; `npm run watch:web` passes everything else on to it. */
const api = process.env['TASUKI_URL'] ?? 'http://127.0.0.1:8420';
const OF_THE_API = [
  '/graphql',
  '/auth',
  '/trail',
  '/uploads',
  '/files',
  '/forms',
  '/schemas',
  '/audit',
  '/calendars',
  '/imports',
  '/exports',
  '/health',
];

/** Smaller than this, compressing saves nothing worth a file. */
const WORTH_BYTES = 1024;
/** So many screens that load by themselves make a module one of all. */
const OF_MANY = 13;
/** What only screens with a form need comes apart from it: the lists have none. */
const IN_FORMS = /\/@mantine\/form\/|\/ui\/form\.tsx/;

/** What is sent is compressed once, here, and not at every request. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        if (!/\.(js|css|svg)$/.test(fileName) || source.length < WORTH_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, { params }) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  },
});

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compressed()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // The first browsers with light-dark() in style sheets: 2024.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Small pictures too are files: the policy of the page allows no data in addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // What many screens are made of comes in one piece, not in dozens: each request costs more than its few hundred bytes.
      output: {
        codeSplitting: {
          groups: [
            { name: 'common', test: (id) => !IN_FORMS.test(id), minShareCount: OF_MANY },
            { name: 'forms', test: IN_FORMS, minShareCount: OF_MANY },
          ],
        },
      },
      // Libraries mark their modules "use client" for a way of rendering that is not ours.
      onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(OF_THE_API.map((path) => [path, { target: api, ws: true }])),
  },
});
