/** Which property test compares which kernels with TensorFlow.js; each test checks that it did. */
export const coveredKernels = {
  elementwise: [
    ...['Abs', 'Add', 'AddN', 'Cast', 'Ceil', 'ClipByValue', 'Cos', 'Elu', 'Equal', 'Exp', 'Floor', 'Greater'],
    ...['GreaterEqual', 'Identity', 'LeakyRelu', 'Less', 'LessEqual', 'Log', 'LogicalAnd', 'LogicalNot'],
    ...['LogicalOr', 'Maximum', 'Minimum', 'Multiply', 'Neg', 'OnesLike', 'Pow', 'RealDiv', 'Reciprocal', 'Relu'],
    ...['Rsqrt', 'Select', 'Sigmoid', 'Sign', 'Sin', 'Softplus', 'Sqrt', 'Square', 'SquaredDifference', 'Step'],
    ...['Sub', 'Tanh', 'ZerosLike'],
  ],
  reductions: ['Max', 'Mean', 'Min', 'Prod', 'Sum'],
  shaping: ['ExpandDims', 'GatherV2', 'Pack', 'Reshape', 'Tile', 'Transpose'],
  slicing: ['Concat', 'PadV2', 'Reverse', 'Slice', 'SplitV'],
  matrices: ['BatchMatMul'],
  convolution: ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'],
  fused: [
    ...['DiptychInstanceNorm', 'DiptychInstanceNormGradient'],
    ...['DiptychReflectPad', 'DiptychReflectPadGradient'],
  ],
} satisfies Record<string, readonly string[]>;
