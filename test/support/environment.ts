/**
 * Runs before every test file: what a test sees, and what its child processes inherit, may not
 * depend on who started the suite. A CI variable silences ink, colour variables change every text.
 */
const hints =
  /^(CI|CI_.*|CONTINUOUS_INTEGRATION|GITHUB_.*|FORCE_COLOR|CLICOLOR.*|NO_COLOR|COLUMNS|LINES|FAULT_SIM_(?!TEST_DATA|LONG).*)$/;

for (const name of Object.keys(process.env)) {
  if (hints.test(name)) delete process.env[name];
}
