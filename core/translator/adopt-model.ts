import { encodeModel, makeNode, makeTensor, makeValueInfo } from '../engine/onnx/model-proto.ts';
import type { GraphProto, ModelProto, NodeProto, ValueInfoProto } from '../engine/onnx/onnx-types.ts';
import { checkGraph, imageName, translatedName } from './check-graph.ts';
import { dimensionsOf, ownInputs } from './describe-model.ts';
import { foldConstants } from './fold-constants.ts';
import { encodeTranslatorManifest } from './translator-manifest.ts';

/** What a network takes black and white for: -1 to 1, 0 to 1, or 0 to 255. */
export type ImageRange = 'signed' | 'unit' | 'bytes';

/** The middle of a range and how far it goes to each side. */
const ranges = {
  signed: { middle: 0, reach: 1 },
  unit: { middle: 0.5, reach: 0.5 },
  bytes: { middle: 127.5, reach: 127.5 },
} as const satisfies Record<ImageRange, object>;

const float32 = 1;
const operatorSets = { ours: 17, newest: 21 };

/**
 * A translator out of a model of another program that turns one picture into one of the same size: its values are
 * brought to Diptych's, its sizes opened, its constants written as such. Or every reason why not, at once.
 */
export function adoptModel(
  model: ModelProto,
  range: ImageRange,
): { readonly bytes: Uint8Array } | { readonly problems: readonly string[] } {
  const problems = endProblems(model.graph!);
  const opsetImport = ownSets(model);
  const adopted: ModelProto = { irVersion: 8, opsetImport, graph: ownGraph(model.graph!, range) };
  const facts = checkGraph(adopted);
  if (problems.length > 0 || 'problems' in facts)
    return { problems: [...problems, ...('problems' in facts ? facts.problems : [])] };
  const stride = Math.max(...[...facts.tensors.values()].map((extent) => extent.stride));
  const metadata = encodeTranslatorManifest({
    ...{ formatVersion: 1, name: 'Foreign network', method: 'another program', direction: 'a-to-b' },
    domains: { from: 'photos', to: 'translated photos' },
    size: { multipleOf: Math.min(256, stride), minimum: Math.max(16, 4 * stride) },
    ...{ run: null, step: null, licence: 'not stated', createdAt: null, trainedSizePixels: null },
  });
  const metadataProps = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return { bytes: encodeModel({ ...adopted, metadataProps }) };
}

function endProblems(graph: GraphProto): readonly string[] {
  const [inputs, outputs] = [ownInputs(graph), graph.output ?? []];
  return [
    ...(inputs.length === 1 ? [] : [`it takes ${inputs.length} inputs, not one picture`]),
    ...(outputs.length === 1 ? [] : [`it gives ${outputs.length} outputs, not one picture`]),
    ...inputs.flatMap((input) => pictureProblems('takes', input)),
    ...outputs.flatMap((output) => pictureProblems('gives', output)),
  ];
}

/** What an output is may be left open; the graph tells. */
function pictureProblems(what: 'takes' | 'gives', value: ValueInfoProto): readonly string[] {
  if (value.type?.tensorType?.elemType !== float32) return [`it ${what} values that are not float32`];
  const dims = dimensionsOf(value);
  if (what === 'gives' && dims.length === 0) return [];
  const isPicture = dims.length === 4 && fits(dims[0]!, 1) && fits(dims[1]!, 3);
  return isPicture ? [] : [`it ${what} [${dims.join(', ')}], not [1, 3, height, width]`];
}

function fits(size: number | string, expected: number): boolean {
  return size === expected || typeof size === 'string';
}

/** What a translator may have means the same in the sets 17 to 21, but for inputs that later ones have more. */
function ownSets({ opsetImport, graph }: ModelProto): NonNullable<ModelProto['opsetImport']> {
  const sets = (opsetImport ?? []).filter(({ domain }) => isUsed(graph!, domain ?? ''));
  return sets.map(({ domain, version }) => {
    const isLater = Number(version) > operatorSets.ours && Number(version) <= operatorSets.newest;
    const isSame = (graph!.node ?? []).every(
      ({ opType, input }) => opType !== 'Pad' || (input?.length ?? 0) < 4,
    );
    return { domain: domain ?? '', version: isLater && isSame ? operatorSets.ours : Number(version) };
  });
}

function isUsed({ node }: GraphProto, domain: string): boolean {
  return domain === '' || domain === 'ai.onnx' || (node ?? []).some((each) => each.domain === domain);
}

function ownGraph(graph: GraphProto, range: ImageRange): GraphProto {
  const { nodes, constants } = foldConstants(graph);
  const [input, output] = [ownInputs(graph)[0]?.name ?? '', graph.output?.[0]?.name ?? ''];
  const isSigned = range === 'signed';
  const ends = isSigned ? [imageName, translatedName] : ['diptych/given', 'diptych/made'];
  const rename = (name: string) => {
    if (name === '') return name;
    if (name === input) return ends[0]!;
    return name === output ? ends[1]! : `net/${name}`;
  };
  const renamed = nodes.map((node): NodeProto => ({
    ...(node.domain ? { domain: node.domain } : {}),
    opType: node.opType!,
    name: rename(node.output?.[0] ?? ''),
    input: (node.input ?? []).map(rename),
    output: (node.output ?? []).map(rename),
    attribute: node.attribute ?? [],
  }));
  const initializer = [...constants].map(([name, tensor]) => ({ ...tensor, name: rename(name) }));
  const scaled = isSigned ? { before: [], after: [], constants: [] } : scaling(range, ends);
  return {
    name: 'foreign',
    node: [...scaled.before, ...renamed, ...scaled.after],
    initializer: [...initializer, ...scaled.constants],
    input: [makeValueInfo(imageName, [1, 3, 'height', 'width'])],
    output: [makeValueInfo(translatedName, [1, 3, 'height', 'width'])],
  };
}

function scaling(range: ImageRange, [given, made]: readonly string[]) {
  const { middle, reach } = ranges[range];
  const constant = (name: string, value: number) =>
    makeTensor(`diptych/${name}`, [1], Float32Array.of(value));
  return {
    before: [
      makeNode('Mul', [imageName, 'diptych/reach'], ['diptych/spread']),
      makeNode('Add', ['diptych/spread', 'diptych/middle'], [given!]),
    ],
    after: [
      makeNode('Sub', [made!, 'diptych/middle'], ['diptych/centred']),
      makeNode('Div', ['diptych/centred', 'diptych/reach'], [translatedName]),
    ],
    constants: [constant('reach', reach), constant('middle', middle)],
  };
}
