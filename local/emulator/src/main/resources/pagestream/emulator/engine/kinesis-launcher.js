'use strict';
// Runs kinesis-mock for one parent process: loopback only, gone when stdin closes, fast from the second start on.
const fs = require('fs');
const net = require('net');
const path = require('path');
const vm = require('vm');

const MINIMUM_NODE = 20;
const LOOPBACK = '127.0.0.1';
const CACHE_DELAY_MS = 1500;
const EXIT_GRACE_MS = 20000;
const SAVE_TIMER_MS = 300000;

const main = process.env.KINESIS_ENGINE_MAIN;
const dataFile = process.env.KINESIS_ENGINE_DATA;
let save;
let saved = () => {};

function requireNode() {
  if (parseInt(process.versions.node, 10) >= MINIMUM_NODE) return;
  console.error('expected Node.js ' + MINIMUM_NODE + ' or newer, found ' + process.versions.node +
    ' at ' + process.execPath + '; install a newer Node.js or put it first on the PATH');
  process.exit(1);
}

// kinesis-mock names only a port, which means every interface. It gets a free port of the loopback interface
// instead; the port it asked for only tells its plain server from its TLS server.
function listenOnLoopback(onPlainPort) {
  const plainPort = Number(process.env.KINESIS_MOCK_PLAIN_PORT);
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (port, ...rest) {
    const callback = rest.find(argument => typeof argument === 'function');
    if (Number(port) === plainPort) this.once('listening', () => onPlainPort(this.address().port));
    return listen.call(this, { port: 0, host: LOOPBACK }, callback);
  };
}

// kinesis-mock rewrites its data file in place; a stop in the middle would leave half a file, so it gets replaced whole.
function replaceDataWhole() {
  const createWriteStream = fs.createWriteStream;
  fs.createWriteStream = function (file, options) {
    if (file !== dataFile) return createWriteStream.call(fs, file, options);
    const close = (descriptor, callback) => fs.close(descriptor, error => {
      if (!error) fs.renameSync(file + '.new', file);
      callback(error);
      saved();
    });
    const files = { open: fs.open, write: fs.write, writev: fs.writev, close };
    return createWriteStream.call(fs, file + '.new', Object.assign({}, options, { fs: files }));
  };
}

// kinesis-mock saves on a timer only, by far its longest: letting that fire early saves on demand.
function saveOnDemand() {
  const setTimeout = global.setTimeout;
  global.setTimeout = function (callback, delay, ...rest) {
    const timer = setTimeout(callback, delay, ...rest);
    if (delay >= SAVE_TIMER_MS) {
      save = () => {
        clearTimeout(timer);
        callback(...rest);
      };
    }
    return timer;
  };
}

// kinesis-mock's own handling of signals saves nothing and waits for idle connections, so it is not used.
function stopWithParent() {
  const exit = process.exit.bind(process);
  const stop = () => {
    if (!dataFile || !save) exit(0);
    saved = () => exit(0);
    save();
    setTimeout(exit, EXIT_GRACE_MS, 1);
  };
  process.stdin.on('error', () => {}).once('close', stop).resume();
  return () => ['SIGTERM', 'SIGINT'].forEach(signal => process.removeAllListeners(signal).once(signal, stop));
}

// V8's compiled code for one version of main.js, one version of Node.js and one set of flags.
function cacheFile() {
  const { size, mtimeMs } = fs.statSync(main);
  const name = ['kinesis-local', size, Math.trunc(mtimeMs), process.version, process.arch].join('-');
  return path.join(process.env.KINESIS_ENGINE_CACHE, name + '.bin');
}

function readCache(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function writeCache(file, script) {
  const draft = file + '.' + process.pid;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, script.createCachedData());
    fs.renameSync(draft, file);
  } catch {
    fs.rmSync(draft, { force: true });
  }
}

function run() {
  const source = fs.readFileSync(main, 'utf8').replace(/^#!.*/, '');
  const file = cacheFile();
  const cachedData = readCache(file);
  const wrapped = '(function (exports, require, module, __filename, __dirname) {' + source + '\n})';
  const script = new vm.Script(wrapped, { filename: main, cachedData });
  const module = { exports: {} };
  const load = require('module').createRequire(main);
  script.runInThisContext()(module.exports, load, module, main, path.dirname(main));
  if (!cachedData || script.cachedDataRejected) setTimeout(writeCache, CACHE_DELAY_MS, file, script).unref();
}

requireNode();
const takeSignals = stopWithParent();
listenOnLoopback(port => {
  takeSignals();
  console.log('kinesis-engine-port ' + port);
});
if (dataFile) {
  replaceDataWhole();
  saveOnDemand();
}
run();
