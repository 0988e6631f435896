/** The few parts of the engine that run the tests; its own types are no part of what we build with. */
declare module 'node:test' {
  export function test(name: string, run: () => void | Promise<void>): void;
}
declare module 'node:assert/strict' {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    throws(run: () => unknown, error?: unknown): void;
    ok(value: unknown, message?: string): void;
  };
  export default assert;
}
