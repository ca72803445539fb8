/**
 * Loads a file of the packed program from its text and from what V8 made of it the last time. The
 * same code is run; compiling it is half of the time that a short process takes.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');
const { isMainThread, threadId } = require('node:worker_threads');

/** @param {string} name the file beside this one, without its ending */
module.exports = (name, module) => {
  const file = join(__dirname, `${name}.cjs`);
  const kept = `${file}.compiled`;
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
  const head = '(function (exports, require, module, __filename, __dirname) {';
  const script = new vm.Script(`${head}${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  script.runInThisContext()(module.exports, require, module, file, __dirname);
  if (cachedData !== undefined && script.cachedDataRejected === false) return;
  const keep = () => {
    const making = `${kept}-${process.pid}-${threadId}`;
    writeFileSync(making, script.createCachedData());
    renameSync(making, kept);
  };
  // At the end all functions are compiled that a run needs; a thread is ended from outside.
  if (isMainThread) process.once('exit', keep);
  else keep();
};
