// Preloaded into a contender (`node --import`), and so into its workers: says at its end what the process has used, and
// how much of its memory was JavaScript's own (heap and buffers of all threads), beside what the database takes. Looks
// five times a second. Each thread has a slot in a shared counter of its own peak; their sum is at least what they held
// together.
import { writeFileSync } from 'node:fs';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';

const name = 'bench-peaks';
const slots = 64;
if (isMainThread) setEnvironmentData(name, new SharedArrayBuffer(8 * slots));
const peaks = new Float64Array(getEnvironmentData(name));
const look = () => {
  const { heapTotal, external } = process.memoryUsage();
  peaks[threadId % slots] = Math.max(peaks[threadId % slots], heapTotal + external);
};
setInterval(look, 200).unref();
if (isMainThread)
  process.on('exit', () => {
    look();
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const own = peaks.reduce((sum, peak) => sum + peak, 0);
    const file = process.env.BENCH_USAGE;
    if (file !== undefined)
      writeFileSync(
        file,
        JSON.stringify({
          cpu: (userCPUTime + systemCPUTime) / 1e6,
          peak: maxRSS * 1024,
          own,
          threads: [...peaks].filter((peak) => peak > 0),
        }),
      );
  });
