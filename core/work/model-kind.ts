import { manifestName } from '../archive/package-manifest.ts';

/** What can be looked at as a model: a package, ONNX, or weights alone; `pickle` is PyTorch's before 1.6. */
export type ModelKind = 'onnx' | 'package' | 'safetensors' | 'pytorch' | 'pickle';

/** So many bytes of a file say what it is. */
export const kindHeadBytes = 512;

const pickleProtocol = /^\x80[\x02-\x05]/;
const zipMember = 'PK\x03\x04';

/** Tells by its first bytes, whatever it is called, whether a file is a model; undefined for all else. */
export function modelKindOf(bytes: Uint8Array): ModelKind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, kindHeadBytes));
  const text = head.toString('latin1');
  if (text.startsWith(zipMember)) return archiveKind(head, text);
  if (pickleProtocol.test(text)) return 'pickle';
  if (isSafetensors(head)) return 'safetensors';
  return isOnnx(head) ? 'onnx' : undefined;
}

/** By the name of the first member: PyTorch writes `name/data.pkl` first. */
function archiveKind(head: Buffer, text: string): ModelKind | undefined {
  const name = head.length < 30 ? '' : text.slice(30, 30 + head.readUInt16LE(26));
  if (name === manifestName) return 'package';
  return /^[^/]+\/(data\.pkl|\.|version|byteorder)/.test(name) ? 'pytorch' : undefined;
}

/** The length of a JSON text, 64 bits, and that text. */
function isSafetensors(head: Buffer): boolean {
  return head.length > 10 && head.readUInt32LE(4) === 0 && /^\{\s*"/.test(head.toString('latin1', 8));
}

/** A protocol buffer whose first field is `ir_version`: tag 0x08 and a small number. */
function isOnnx(head: Uint8Array): boolean {
  const [tag, version = 0, next = 0] = head;
  return tag === 0x08 && version > 0 && version < 0x20 && head.length > 2 && (next & 0x07) === 2;
}
