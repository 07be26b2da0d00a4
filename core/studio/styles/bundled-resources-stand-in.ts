import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../../files/sha256-of-file.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { generatorBytes, translatorFile } from '../../translator/translators-stand-in.ts';

/** A folder of resources with one bundled style. */
export async function bundledResources(sha256Told?: string): Promise<string> {
  const resources = temporaryFolder();
  const folder = join(resources, 'styles', 'day-dusk');
  mkdirSync(folder, { recursive: true });
  copyFileSync(await translatorFile(generatorBytes()), join(folder, 'a-to-b.onnx'));
  const sha256 = sha256Told ?? (await sha256OfFile(join(folder, 'a-to-b.onnx')));
  const style = {
    ...{ name: 'Day and dusk', method: 'cyclegan', licence: 'MIT', notes: 'n', step: 1 },
    domains: { a: 'Day', b: 'Dusk' },
    translators: [{ direction: 'a-to-b', file: 'a-to-b.onnx', sha256 }],
  };
  writeFileSync(join(folder, 'style.json'), JSON.stringify(style));
  return resources;
}
