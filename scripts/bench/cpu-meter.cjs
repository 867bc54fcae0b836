// Preloaded into a process: writes the CPU time that it took, in microseconds, to the file that
// FAULT_SIM_BENCH_METER names.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.FAULT_SIM_BENCH_METER, String(user + system));
});
