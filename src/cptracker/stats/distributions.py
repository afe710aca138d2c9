"""Quantiles that intervals need and the standard library lacks: Student's t and exact Poisson.

Each is the inverse of a distribution function made of positive terms only, found by steps that
cannot overshoot. Good to nine digits for all samples below a hundred thousand.
"""

from functools import lru_cache
from math import exp, fsum, lgamma, log, log1p, pi
from statistics import NormalDist

TINY = 1e-300


SAME = 1e-15


CLOSE = 1e-13


MOST_TERMS = 100_000


MOST_STEPS = 200


def z_score(confidence: float) -> float:
    """How many standard deviations hold this share of a normal distribution: 1.96 for 0.95."""
    _check(confidence)
    return NormalDist().inv_cdf((1 + confidence) / 2)


@lru_cache(maxsize=4096)
def t_score(confidence: float, freedom: int) -> float:
    """The same for Student's t: 2.228 for 0.95 and 10 degrees of freedom.

    Newton's steps from the normal score: t lies above it, and the distribution function is concave
    there, so that each step stays at or below the answer.

    Raises:
        ValueError: For a confidence outside 0 to 1 or less than 1 degree of freedom.
    """
    _check(confidence)
    if freedom < 1:
        raise ValueError(f"needs 1 degree of freedom or more, not {freedom}")
    score = z_score(confidence)
    for _ in range(MOST_STEPS):
        short = t_outside(score, freedom) - (1 - confidence)
        step = short / (2 * _t_density(score, freedom))
        score += step
        # Steps only ever go up; one that does not is rounding, and the end.
        if step <= CLOSE * score:
            break
    return score


def t_outside(score: float, freedom: int) -> float:
    """The share of Student's t beyond plus or minus a score above 0."""
    square = score * score
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + square))


def _t_density(score: float, freedom: int) -> float:
    half = freedom / 2
    scale = lgamma(half + 0.5) - lgamma(half) - log(pi * freedom) / 2
    return exp(scale - (half + 0.5) * log1p(score * score / freedom))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (NIST DLMF 8.17.22)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(front) / (a * _beta_fraction(a, b, x))


def _beta_fraction(a: float, b: float, x: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), from the front (modified Lentz)."""
    value, forward, backward = 1.0, 1.0, 0.0
    for term in range(1, MOST_TERMS):
        part = _beta_term(a, b, x, term)
        backward = 1 / ((1 + part * backward) or TINY)
        forward = (1 + part / forward) or TINY
        value *= forward * backward
        if abs(forward * backward - 1) < SAME:
            break
    return value


def _beta_term(a: float, b: float, x: float, term: int) -> float:
    m = term // 2
    if term % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


@lru_cache(maxsize=1024)
def poisson_limits(count: int, confidence: float) -> tuple[float, float]:
    """The exact limits of a Poisson mean when so many events were seen (Garwood, 1936).

    At the lower limit so many or more would be as rare as the confidence leaves to one side, at
    the upper so many or fewer.

    Raises:
        ValueError: For a count below 0 or a confidence outside 0 to 1.
    """
    _check(confidence)
    if count < 0:
        raise ValueError(f"a count is 0 or more, not {count}")
    tail = (1 - confidence) / 2
    lower = _mean_leaving(1 - tail, count - 1) if count else 0.0
    return lower, _mean_leaving(tail, count)


def _mean_leaving(share: float, count: int) -> float:
    """The Poisson mean at which `count` or fewer events have this chance, by halving."""
    low, high = 0.0, 1.0
    while _poisson_at_most(count, high) > share:
        high *= 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if _poisson_at_most(count, middle) > share else (low, middle)
    return low


def _poisson_at_most(count: int, mean: float) -> float:
    return fsum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def _check(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
