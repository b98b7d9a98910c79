// Builds dist/filler.js and dist/filler.css. `node build.mjs --watch` rebuilds on change.
import { context, build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';

const options = {
  entryPoints: { filler: 'filler/main.ts' },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'external',
  define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false' },
  // The engine carries an Emscripten loader whose Node branch asks for these; a browser never reaches it.
  external: ['fs', 'path', 'fs/promises', 'module'],
  logLevel: 'warning',
};

if (process.argv.includes('--watch')) {
  const watching = await context(options);
  await watching.watch();
  console.log('watching');
} else {
  await build(options);
  for (const file of ['dist/filler.js', 'dist/filler.css']) {
    const bytes = readFileSync(file);
    console.log(`${file} ${(bytes.length / 1000).toFixed(0)} kB, gzip ${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1)} kB`);
  }
}
