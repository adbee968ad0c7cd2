import Sequencer from '@jest/test-sequencer';

/** The longest first, so that no worker is left alone with one at the end: what runs the whole product, then all that uses engines. */
const order = [/\/test\/journeys\//, /\/test\/.*\.int\.spec\.ts$/, /\.int\.spec\.ts$/];

function rankOf({ path }) {
  const rank = order.findIndex((kind) => kind.test(path));
  return rank < 0 ? order.length : rank;
}

/** A clean clone has no durations of an earlier run, by which jest would order; where there are, they order each kind. */
export default class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rankOf(a) - rankOf(b));
  }
}
