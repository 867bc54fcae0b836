import { defineProgram } from 'fault-sim';

export default defineProgram({
  name: 'idle',
  summary: 'Waits for a time that does not come.',
  messages: { beat: {} },
  start(node) {
    node.on('beat', () => undefined);
    node.after('1h', () => node.send(node.id, 'beat', {}));
  },
});
