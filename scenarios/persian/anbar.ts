// انبار: از هر کالا شماری دارد و هر خرید یکی از آن کم می‌کند.

import { boolean, defineProgram, integer, refuse, request, text } from 'fault-sim';

export const انبار = defineProgram({
  name: 'انبار',
  summary: 'از هر کالا شماری دارد و هر خرید یکی از آن کم می‌کند.',
  config: {
    موجودی: integer('شمار هر کالا در آغاز.').default(10).min(0),
    'با-شناسه': boolean('خریدی که دوباره می‌آید همان پاسخ پیشین را می‌گیرد.').default(false),
  },
  messages: {
    خرید: request({ کالا: text() }, { مانده: integer() }, { 'تمام-شد': {} }),
  },
  events: {
    'فروخته-شد': { کالا: text(), مانده: integer(), شناسه: text() },
  },

  start(node, config) {
    const مانده‌ها = node.state(new Map<string, number>());
    const پاسخ‌ها = node.state(new Map<string, number>());

    node.on('خرید', ({ کالا }, _از, { id: شناسه }) => {
      const پیشین = config['با-شناسه'] ? پاسخ‌ها.get(شناسه) : undefined;
      if (پیشین !== undefined) return { مانده: پیشین };

      const موجود = مانده‌ها.get(کالا) ?? config.موجودی;
      if (موجود === 0) return refuse('تمام-شد');
      const مانده = موجود - 1;
      مانده‌ها.set(کالا, مانده);
      پاسخ‌ها.set(شناسه, مانده);
      node.observe('فروخته-شد', { کالا, مانده, شناسه });
      return { مانده };
    });
  },
});
