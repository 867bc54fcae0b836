/** What a program uses in place of what it may not touch, where several things have the same. */
export const time = 'node.clock.wall() or node.clock.monotonic()';
export const timer = 'node.after, node.every or node.sleep';
export const chance = 'node.random';
export const network = 'node.send, node.call or node.connect';
export const nothing = 'nothing: it differs from machine to machine';
export const setting = '`config` of the node';
