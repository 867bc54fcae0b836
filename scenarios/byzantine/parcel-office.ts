// A service that unpacks what it is sent. How much that is only its sender has decided.

import { defineProgram, duration, request, refuse, size } from 'fault-sim';

export const parcelOffice = defineProgram({
  name: 'parcel-office',
  summary: 'Takes parcels of any size, unpacks them, and says how large they were.',
  config: {
    largest: size(
      'Larger ones are refused before they are unpacked. Without it none is.',
    ).optional(),
    unpacks: duration('How long it works on a parcel.').default('50ms'),
  },
  messages: {
    parcel: request({ content: size() }, { unpacked: size() }, { 'too-large': {} }),
  },

  start(node, { largest, unpacks }) {
    node.on('parcel', async ({ content }) => {
      if (largest !== undefined && content > largest) return refuse('too-large');
      await node.sleep(unpacks);
      return { unpacked: content };
    });
  },
});

export default parcelOffice;
