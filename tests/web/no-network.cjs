// Loaded before a program: it may not connect to anything, and what it tries is told on standard error.
"use strict";
const net = require("node:net");

net.Socket.prototype.connect = function (...options) {
  const told = options.flat()[0];
  process.stderr.write(`connect: ${JSON.stringify(told.host ?? told)}\n`);
  process.nextTick(() => this.destroy(new Error("no network")));
  return this;
};
