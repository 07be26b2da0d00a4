/** The most that this thread computed within one turn of the event loop: what a busy machine does besides is not counted. */
export function watchTurns(): { end(): number } {
  const cpuMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [last, longest, isOver] = [cpuMs(), 0, false];
  const look = () => {
    const now = cpuMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return {
    end() {
      isOver = true;
      return longest;
    },
  };
}
