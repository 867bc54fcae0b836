const wanted = process.env['FAULT_SIM_LONG'];

/** Whether tests that take hours run too: `FAULT_SIM_LONG=all`. */
export const isExhaustive = wanted === 'all';
/** Whether tests that take minutes or install packages run too: `FAULT_SIM_LONG=1`. */
export const isLong = wanted === '1' || isExhaustive;
