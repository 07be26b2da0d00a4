import * as z from 'zod';

const shapes = z.array(z.record(z.string(), z.array(z.number()))).optional();
const event = z.object({
  cat: z.string(),
  name: z.string(),
  dur: z.number(),
  args: z.object({ op_name: z.string(), input_type_shape: shapes, output_type_shape: shapes }),
});

/** What all nodes of one kind take together in one run. */
export interface OperatorTime {
  readonly kind: string;
  readonly nodes: number;
  readonly milliseconds: number;
}

interface NodeTime {
  readonly operator: string;
  readonly shape: string;
  milliseconds: number;
}

/** onnxruntime's profile of several runs -> the shortest time of every node, summed by operator and by shape. */
export function operatorTimes(profile: readonly unknown[]): {
  readonly byOperator: readonly OperatorTime[];
  readonly byShape: readonly OperatorTime[];
} {
  const nodes = [...nodeTimes(profile).values()];
  return {
    byOperator: summed(nodes, ({ operator }) => operator),
    byShape: summed(nodes, ({ operator, shape }) => `${operator} ${shape}`),
  };
}

function nodeTimes(profile: readonly unknown[]): Map<string, NodeTime> {
  const nodes = new Map<string, NodeTime>();
  for (const one of profile) {
    const { data } = event.safeParse(one);
    if (data?.cat !== 'Node' || !data.name.endsWith('_kernel_time')) continue;
    const milliseconds = data.dur / 1000;
    const known = nodes.get(data.name);
    if (known) known.milliseconds = Math.min(known.milliseconds, milliseconds);
    else nodes.set(data.name, { operator: data.args.op_name, shape: shapeText(data.args), milliseconds });
  }
  return nodes;
}

function shapeText(args: z.infer<typeof event>['args']): string {
  const text = (list: z.infer<typeof shapes> = []): string =>
    list.map((entry) => `[${Object.values(entry).join(' ')}]`).join(' ');
  return `${text(args.input_type_shape)} -> ${text(args.output_type_shape)}`;
}

function summed(nodes: readonly NodeTime[], keyOf: (node: NodeTime) => string): OperatorTime[] {
  const groups = [...Map.groupBy(nodes, keyOf)];
  return groups
    .map(([kind, group]) => ({
      kind,
      nodes: group.length,
      milliseconds: group.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}
