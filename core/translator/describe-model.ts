import {
  elementTypes,
  type GraphProto,
  type ModelProto,
  type ValueInfoProto,
} from '../engine/onnx/onnx-types.ts';
import { foldConstants } from './fold-constants.ts';
import { operators } from './operators.ts';

export interface ModelFact {
  readonly label: string;
  readonly value: string;
}

const longestList = 12;

/** What a decoded model of any origin says of itself: inputs, outputs, sizes, operator sets, operators. */
export function describeModel(model: ModelProto): readonly ModelFact[] {
  const graph = model.graph!;
  const { nodes } = foldConstants(graph);
  const unknown = unknownOperators({ node: [...nodes] });
  const sets = (model.opsetImport ?? []).map(
    ({ domain, version }) => `${domain || 'ONNX'} ${Number(version)}`,
  );
  return [
    { label: 'Inputs', value: listed(ownInputs(graph).map(shapeText)) },
    { label: 'Outputs', value: listed((graph.output ?? []).map(shapeText)) },
    { label: 'Operator sets', value: listed(sets) },
    { label: 'Operators', value: listed(operatorNames(graph)) },
    { label: 'Not supported', value: unknown.length === 0 ? 'none' : listed(unknown) },
    ...(model.producerName ? [{ label: 'Made by', value: safe(model.producerName) }] : []),
  ];
}

/** Inputs that are not weights: older files name those too. */
export function ownInputs({ input, initializer }: GraphProto): readonly ValueInfoProto[] {
  const weights = new Set((initializer ?? []).map(({ name }) => name));
  return (input ?? []).filter(({ name }) => !weights.has(name));
}

/** Sizes, or the names of those that are open. */
export function dimensionsOf({ type }: ValueInfoProto): readonly (number | string)[] {
  const dims = type?.tensorType?.shape?.dim ?? [];
  return dims.map(({ dimValue, dimParam }) =>
    Number(dimValue ?? 0) > 0 ? Number(dimValue) : dimParam || '?',
  );
}

function shapeText(value: ValueInfoProto): string {
  const known = Object.entries(elementTypes).find(([, type]) => type === value.type?.tensorType?.elemType);
  return `“${safe(value.name ?? '')}” ${known?.[0] ?? 'of another type'} [${dimensionsOf(value).join(', ')}]`;
}

function operatorNames({ node }: GraphProto): readonly string[] {
  return [...new Set((node ?? []).map(({ opType }) => opType ?? ''))].sort();
}

function unknownOperators(graph: GraphProto): readonly string[] {
  return operatorNames(graph).filter((name) => !operators.has(name));
}

function listed(items: readonly string[]): string {
  const rest = items.length > longestList ? [`and ${items.length - longestList} more`] : [];
  return [...items.slice(0, longestList).map(safe), ...rest].join(', ') || 'none';
}

function safe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 200);
}
