// Compiles src/ops/product/tiles.ts into tiles.wasm.ts beside it: `npm run wasm` writes it, `npm run wasm -- --check`
// says whether it is what the source compiles to.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'ops', 'product');
const target = join(folder, 'tiles.wasm.ts');

const outputs = new Map();
const { error, stderr } = await asc.main(
  ['tiles.ts', '--outFile', 'tiles.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
  {
    readFile: (name, from) => {
      try {
        return readFileSync(join(folder, from === '.' ? '' : from, name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => void outputs.set(name, contents),
    listFiles: () => [],
  },
);
if (error) {
  console.error(`dvar: the WebAssembly did not compile: ${stderr.toString()}`);
  process.exit(1);
}

const text = [
  '// Compiled from tiles.ts beside it by `npm run wasm`; never edited by hand.',
  '/** The module, in base64. */',
  'export const compiled =',
  `  '${Buffer.from(outputs.get('tiles.wasm')).toString('base64')}';`,
  '',
].join('\n');

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('dvar: src/ops/product/tiles.wasm.ts is not what tiles.ts compiles to; run npm run wasm');
  process.exit(1);
}
