import { openZip, type Zip } from '../archive/open-zip.ts';
import type { StorageReference } from './pickle-value.ts';
import { bytesPerNumber } from './number-types.ts';
import { torchTensors } from './torch-tensors.ts';
import { unpickle } from './unpickle.ts';
import { orClosed, type WeightsFile } from './weights-file.ts';
import { weightsRefusal } from './weights-refusal.ts';

const pickleName = /^[^/]+\/data\.pkl$/;

/**
 * Reads what `torch.save` writes since PyTorch 1.6: a ZIP archive of a pickle and the numbers it names. Throws
 * `refused-archive`, `refused-pickle`, `refused-model`.
 */
export async function openTorchFile(path: string): Promise<WeightsFile> {
  const zip = await openZip(path);
  return orClosed(zip, async () => {
    const name = [...zip.members.keys()].find((member) => pickleName.test(member));
    if (name === undefined) throw weightsRefusal(['it has no data.pkl, as a file of PyTorch has']);
    const folder = name.slice(0, -'data.pkl'.length);
    await assertLittleEndian(zip, folder);
    const { value } = unpickle(await zip.read(name));
    return {
      format: 'PyTorch',
      tensors: torchTensors(value, (storage) => storageBytes(zip, folder, storage)),
      close: () => zip.close(),
    };
  });
}

async function assertLittleEndian(zip: Zip, folder: string): Promise<void> {
  const name = `${folder}byteorder`;
  if (zip.members.has(name) && String(await zip.read(name)) !== 'little')
    throw weightsRefusal(['its numbers are big-endian']);
}

async function storageBytes(
  zip: Zip,
  folder: string,
  { key, type, first, count }: StorageReference,
): Promise<Buffer> {
  const each = bytesPerNumber(type);
  const bytes = await zip.read(`${folder}data/${key}`);
  if (bytes.length < (first + count) * each)
    throw weightsRefusal([`its storage ${key} has ${bytes.length} bytes, not ${(first + count) * each}`]);
  return bytes.subarray(first * each, (first + count) * each);
}
