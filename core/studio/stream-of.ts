/** What a listener is told, as an iterator that ends when `signal` is aborted. What nobody has taken yet waits in order. */
export async function* streamOf<Value>(
  listen: (listener: (value: Value) => void) => () => void,
  signal: AbortSignal,
): AsyncGenerator<Value, void, void> {
  const waiting: Value[] = [];
  let wake = Promise.withResolvers<void>();
  const stop = listen((value) => {
    waiting.push(value);
    wake.resolve();
  });
  const end = () => wake.resolve();
  signal.addEventListener('abort', end);
  try {
    while (!signal.aborted) {
      await wake.promise;
      wake = Promise.withResolvers();
      yield* waiting.splice(0);
    }
  } finally {
    stop();
    signal.removeEventListener('abort', end);
  }
}
