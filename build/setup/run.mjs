import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { at, bundledNode, requiredNodeMajor, root } from './places.mjs';

/** Node 24: this process where it is one, else the one among the packages. */
export function node24() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= requiredNodeMajor || !existsSync(bundledNode)) return process.execPath;
  return bundledNode;
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {number} [limitSeconds] the process is ended after this time, and the code is 124
 * @property {import('node:child_process').StdioOptions} [stdio]
 */

/**
 * Runs a program to its end in the checkout's root and answers its exit code (128 + signal number where a signal ended
 * it, 127 where it cannot be started). Signals to this process are passed on, so that nothing is left behind.
 *
 * @param {string} command @param {string[]} args @param {RunOptions} [options] @returns {Promise<number>}
 */
export function run(command, args, { env = {}, limitSeconds, stdio = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const path = `${at('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
    const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, PATH: path, ...env } });
    let late = false;
    const limit =
      limitSeconds === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill('SIGKILL');
          }, limitSeconds * 1000);
    // A terminal sends SIGINT to the whole group, so the child has it already; the others reach only this process.
    const passOn = /** @type {const} */ (['SIGTERM', 'SIGHUP']).map((signal) => {
      const handler = () => child.kill(signal);
      process.on(signal, handler);
      return () => process.off(signal, handler);
    });
    const stay = () => undefined;
    process.on('SIGINT', stay);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      process.off('SIGINT', stay);
      for (const undo of passOn) undo();
      resolve(late ? 124 : code);
    };
    child.on('error', () => finish(127));
    child.on('close', (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** A program of a package, run by Node 24. @param {string} script path from the root @param {string[]} args @param {RunOptions} [options] */
export function runScript(script, args, options) {
  const env = { NODE_COMPILE_CACHE: compileCache(), ...options?.env };
  return run(node24(), ['--disable-warning=ExperimentalWarning', at(...script.split('/')), ...args], {
    ...options,
    env,
  });
}

/** Where Node keeps what it made of the sources: halves the start of every process and thread. */
export function compileCache() {
  return process.env.NODE_COMPILE_CACHE ?? at('node_modules', '.cache', 'holdfast-compile');
}
