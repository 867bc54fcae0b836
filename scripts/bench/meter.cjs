// Preloaded into a process: writes to the file that FAULT_SIM_BENCH_METER names, as JSON, the CPU time
// that it took, in microseconds, and the most memory that it had at a time, in bytes.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const spent = { cpuUs: user + system, peakBytes: process.resourceUsage().maxRSS * 1024 };
  require('node:fs').writeFileSync(process.env.FAULT_SIM_BENCH_METER, JSON.stringify(spent));
});
