/** What a pickle holds, as data: nothing in it is ever called. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleItems
  | PickleDict
  | PickleGlobal
  | StorageReference
  | TensorReference;

export type PickleItems = Items<'list'> | Items<'tuple'>;

interface Items<Kind extends string> {
  readonly kind: Kind;
  readonly items: PickleValue[];
  /** Containers in containers. */
  depth: number;
}

export interface PickleDict {
  readonly kind: 'dict';
  readonly entries: Map<PickleValue, PickleValue>;
  depth: number;
}

/** A name that the allow-list has. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

export type StorageType = 'F32' | 'F16' | 'BF16' | 'F64' | 'I64' | 'I32' | 'I16' | 'I8' | 'U8' | 'BOOL';

/** Numbers that lie elsewhere in the file. */
export interface StorageReference {
  readonly kind: 'storage';
  readonly type: StorageType;
  readonly key: string;
  /** The first and the number of values of the whole that it is. */
  readonly first: number;
  readonly count: number;
}

/** A tensor as a window on a storage. */
export interface TensorReference {
  readonly kind: 'tensor';
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export function isKind<Kind extends 'list' | 'tuple' | 'dict' | 'global' | 'storage' | 'tensor'>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<PickleValue, { readonly kind: Kind }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

export function isItems(value: PickleValue | undefined): value is PickleItems {
  return isKind(value, 'list') || isKind(value, 'tuple');
}
