import { readFileSync } from 'node:fs';
import { type Triplets, tripletsOf } from '../../../src/models/lifetime/triplets.ts';

/** The fixtures as columns of numbers by name. */
function table(name: string): (column: string) => number[] {
  const [head, ...rows] = readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));
  return (column) => {
    const index = head!.indexOf(column);
    if (index < 0) throw new Error(`${name} has no column ${column}`);
    return rows.map((row) => Number(row[index]));
  };
}

export const cdnow = table('cdnow-sample.csv');
export const hardCases = table('hard-cases.csv');

const weeks = (column: string): number[] => cdnow(column).map((days) => days / 7);

/** The calibration period of the sample: 2,357 customers in 1,016 triplets (here split further by their holdout). */
export const sample: Triplets = tripletsOf(
  cdnow('x'),
  weeks('last_days'),
  weeks('age_days'),
  cdnow('customers'),
);

/**
 * Maximum-likelihood optima on the sample, polished with SciPy to a flat gradient. They agree with what is published
 * to the digits given there: BG/NBD .243, 4.414, .793, 2.426 and LL −9582.4 (Fader, Hardie & Lee 2005), Pareto/NBD
 * .553, 10.578, .606, 11.669 and −9595.0 (same paper), MBG/NBD .525, 6.183, .891, 1.614 (BTYDplus).
 */
export const optima = {
  bg_nbd: {
    theta: [0.24259452292734396, 4.413601724573061, 0.7929220536351721, 2.4259069199549614],
    errors: [0.01255737503464599, 0.37822401362158914, 0.18573377960319973, 0.7054141860609356],
    logLikelihood: -9582.429206673929,
    expected39: 1653.4086927909452,
    alive: 0.8134398250855235,
    mae: 0.7854542367684185,
    rmse: 1.6079820110038698,
  },
  mbg_nbd: {
    theta: [0.5248431561120354, 6.183085214523154, 0.8913593639264307, 1.6140022347210876],
    errors: [0.08326838098641809, 0.6956214649610589, 0.15479000251602987, 0.5374956110879822],
    logLikelihood: -9582.135715553746,
    expected39: 1576.7283257175736,
    alive: 0.44872141906117097,
    mae: 0.7647789518778901,
    rmse: 1.607182656215985,
  },
  pareto_nbd: {
    theta: [0.5532770437732921, 10.57768347210426, 0.6062398350179017, 11.66873040963722],
    errors: [0.04762800760750402, 0.8427229760263126, 0.18728205151028246, 6.211142290704679],
    logLikelihood: -9594.976178939542,
    expected39: 1665.513192567092,
    alive: 0.44627716070616597,
    mae: 0.7545233929664085,
    rmse: 1.6028480008371933,
  },
} as const;

/** |got − want| relative to `want`; how far from nought where that is 0, or below what a number can hold. */
export function off(got: number, want: number): number {
  return Math.abs(want) < 1e-300 ? Math.abs(got) : Math.abs(got / want - 1);
}
