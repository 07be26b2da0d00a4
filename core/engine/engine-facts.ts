import * as ort from 'onnxruntime-node';

/** What the runtime is and where it can compute, for `diptych doctor`. */
export interface EngineFacts {
  readonly version: string;
  /** Execution providers inside the installed package. */
  readonly providers: readonly string[];
}

export function engineFacts(): EngineFacts {
  return {
    version: ort.env.versions.node ?? ort.env.versions.common,
    providers: ort
      .listSupportedBackends()
      .filter(({ bundled }) => bundled)
      .map(({ name }) => name),
  };
}
