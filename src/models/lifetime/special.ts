/** Half the logarithm of 2π. */
const halfLogTwoPi = 0.9189385332046728;

/** From here on Stirling's series is good to the last digit or two. */
const stirlingFrom = 12;

/** ln Γ(x) for x > 0: shifted upwards, then Stirling's series. Relative error about 1e-15. */
export function logGamma(x: number): number {
  let shift = 1;
  let y = x;
  while (y < stirlingFrom) {
    shift *= y;
    y += 1;
  }
  const i = 1 / y;
  const j = i * i;
  const series = i * (1 / 12 - j * (1 / 360 - j * (1 / 1260 - j * (1 / 1680 - j * (1 / 1188 - j / 360.36)))));
  return (y - 0.5) * Math.log(y) - y + halfLogTwoPi + series - Math.log(shift);
}

/** ψ(x) = d ln Γ(x) / dx for x > 0. */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < stirlingFrom) {
    shift += 1 / y;
    y += 1;
  }
  const j = 1 / (y * y);
  const series =
    j * (1 / 12 - j * (1 / 120 - j * (1 / 252 - j * (1 / 240 - j * (1 / 132 - (j * 691) / 32760)))));
  return Math.log(y) - 0.5 / y - series - shift;
}

/** (e^(εL) − 1) / ε, with its limit L at ε = 0. */
export function expm1Over(epsilon: number, exponent: number): number {
  return epsilon === 0 ? exponent : Math.expm1(epsilon * exponent) / epsilon;
}
