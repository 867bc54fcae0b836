import { boolean, integer, node as nodeId, text } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, refuse } from '../../world/program/protocol.ts';
import { files } from './protocols/lease.ts';

/** A file, and the newest token that anyone who wrote it came with. */
interface Stored {
  readonly [field: string]: string | number;
  readonly content: string;
  readonly token: number;
}

/** Only the resource can keep a late writer out: the writer itself does not know that it is late. */
export const fileStore = defineProgram({
  name: 'file-store',
  summary: 'Keeps shared files, and may refuse writers whose fencing token is out of date.',
  config: {
    fencing: boolean('Refuse a token older than the newest one seen for the file.').default(true),
  },
  messages: files,
  events: {
    'write-accepted': { file: text(), by: nodeId(), token: integer() },
    'write-refused': { file: text(), by: nodeId(), token: integer(), newest: integer() },
  },
  handlers: 'one-at-a-time',

  start(node, config) {
    const stored = (file: string) => node.disk.read<Stored | null>(file, null);

    node.on('write', async ({ file, content, token }, from) => {
      const newest = stored(file)?.token ?? 0;
      if (config.fencing && token < newest) {
        node.observe('write-refused', { file, by: from, token, newest });
        return refuse('fenced', { newest });
      }
      node.disk.write(file, { content, token: Math.max(token, newest) });
      await node.disk.sync(file);
      node.observe('write-accepted', { file, by: from, token });
      return ack;
    });

    node.on('read', ({ file }) => {
      const content = stored(file)?.content;
      return content === undefined ? {} : { content };
    });
  },
});
