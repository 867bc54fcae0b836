// خطا: بیل مکانیکی کابل را می‌بُرد؛ تا پایان خطا هیچ پیامی از راه نمی‌گذرد.

import { defineFault } from 'fault-sim';

export const بیل‌مکانیکی = defineFault({
  name: 'بیل-مکانیکی',
  summary: 'کابل را می‌بُرد.',
  chapter: 'Network Faults in Practice',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  example: '{ fault: ./bil-mekaniki.ts, target: انبار <-> rest, at: 5s, duration: 3s }',
  begin: (world, راه‌ها) => راه‌ها.map(({ from, to }) => world.cut([from], [to])),
});
