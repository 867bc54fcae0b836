// بررسی: هر خرید، هر چند بار که خواسته شود، یک بار از انبار کم می‌شود.

import { defineCheck, type Seen, text } from 'fault-sim';

export const خریدِیک‌بار = defineCheck({
  name: 'خرید-یک‌بار',
  summary: 'هر خرید یک بار از انبار کم می‌شود.',
  property: 'safety',
  watches: { 'فروخته-شد': { کالا: text(), شناسه: text() } },

  watch(run) {
    const نخستین‌ها = new Map<string, Seen<unknown>>();
    run.on('فروخته-شد', (فروش) => {
      run.exercised();
      const { کالا, شناسه } = فروش.data;
      const نخستین = نخستین‌ها.get(شناسه);
      if (نخستین === undefined) نخستین‌ها.set(شناسه, فروش);
      else run.violated(`${کالا} برای یک خرید دو بار کم شد`, نخستین, فروش);
    });
  },
});
