import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../files/write-error.ts';
import {
  damaged,
  formatHeader,
  headerLength,
  parseHeader,
  prefixBytes,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';
import type { NamedTensorValues, TensorValues } from './tensor-values.ts';

/** The size and the SHA-256 (64 hexadecimal digits) of a whole file. */
export interface FileFacts {
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface TensorFile extends FileFacts {
  readonly tensors: NamedTensorValues;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Large enough for the speed of the disk, small enough that hashing one piece takes some milliseconds. */
const pieceBytes = 4 * 2 ** 20;

/**
 * Writes tensors as one new safetensors file and flushes it to the disk. The values are written where they lie and
 * must not change until this is done. System errors pass as they are; the caller knows what else was being written.
 */
export async function writeSafetensors(
  path: string,
  tensors: NamedTensorValues,
  {
    metadata = {},
    signal,
  }: { readonly metadata?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<FileFacts> {
  const header = formatHeader(tensors, metadata);
  const parts = [header, ...Object.values(tensors).map(({ values }) => bytesOf(values))];
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for (const part of parts) await writePieces(file, part, hash, signal);
    await file.sync();
  } finally {
    await file.close();
  }
  return { sizeBytes: safetensorsBytes(tensors, metadata), sha256: hash.digest('hex') };
}

/** The size of the file that `writeSafetensors` makes. */
export function safetensorsBytes(
  tensors: NamedTensorValues,
  metadata: Readonly<Record<string, string>> = {},
): number {
  const dataBytes = Object.values(tensors).reduce((sum, { values }) => sum + values.byteLength, 0);
  return formatHeader(tensors, metadata).byteLength + dataBytes;
}

/**
 * Reads a safetensors file of float32 tensors, checking the header against the file (product statement S-47).
 * Throws 'damaged-checkpoint'; system errors pass as they are.
 */
export async function readSafetensors(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<TensorFile> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const { size } = await file.stat();
    const { entries, metadata } = await readHeader(file, size, hash);
    const tensors: [string, TensorValues][] = [];
    for (const entry of entries) tensors.push([entry.name, await readTensor(file, entry, hash, signal)]);
    return { tensors: Object.fromEntries(tensors), metadata, sizeBytes: size, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** One piece is hashed while the disk takes it. */
async function writePieces(
  file: FileHandle,
  part: Uint8Array,
  hash: Hash,
  signal?: AbortSignal,
): Promise<void> {
  for (let at = 0; at < part.byteLength; at += pieceBytes) {
    signal?.throwIfAborted();
    const piece = part.subarray(at, at + pieceBytes);
    const written = writeAll(file, piece);
    hash.update(piece);
    await written;
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.byteLength;) {
    at += (await file.write(piece, at, piece.byteLength - at, null)).bytesWritten;
  }
}

async function readHeader(file: FileHandle, fileBytes: number, hash: Hash): Promise<SafetensorsHeader> {
  const prefix = new Uint8Array(Math.min(prefixBytes, fileBytes));
  await readAll(file, prefix, hash);
  const json = new Uint8Array(headerLength(prefix, fileBytes));
  await readAll(file, json, hash);
  return parseHeader(json, fileBytes - prefixBytes - json.byteLength);
}

async function readTensor(
  file: FileHandle,
  entry: TensorEntry,
  hash: Hash,
  signal?: AbortSignal,
): Promise<TensorValues> {
  const { name, dtype, shape, begin, end } = entry;
  if (dtype !== 'F32') throw damaged(`"${name}" is ${dtype}, expected F32`);
  const values = new Float32Array((end - begin) / 4);
  await readAll(file, bytesOf(values), hash, signal);
  return { shape, values };
}

async function readAll(file: FileHandle, into: Uint8Array, hash: Hash, signal?: AbortSignal): Promise<void> {
  for (let at = 0; at < into.byteLength;) {
    signal?.throwIfAborted();
    const { bytesRead } = await readPiece(file, into, at);
    if (bytesRead === 0) throw damaged('the file became shorter while it was read');
    hash.update(into.subarray(at, at + bytesRead));
    at += bytesRead;
  }
}

async function readPiece(
  file: FileHandle,
  into: Uint8Array,
  at: number,
): Promise<{ readonly bytesRead: number }> {
  try {
    return await file.read(into, at, Math.min(pieceBytes, into.byteLength - at), null);
  } catch (cause) {
    if (errorCode(cause) === 'EIO') throw damaged('the disk cannot read the file', cause);
    throw cause;
  }
}

/** Safetensors is little-endian, as is every processor that the engine runs on. */
function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
