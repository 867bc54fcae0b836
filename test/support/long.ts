/** Whether tests that take minutes or install packages run too: `FAULT_SIM_LONG=1`. */
export const isLong = process.env['FAULT_SIM_LONG'] === '1';
