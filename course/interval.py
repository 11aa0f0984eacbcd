"""How far a share that was counted in a few people may lie from the share in all."""

import math


def wilson(share: float, number: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval of a share of `number` trials, by default of 95 % (Wilson, JASA 22, 1927, 209-12).

    For shares of points, which vary less than right and wrong do, it is wider than need be. Several attempts
    of one person count as independent, which makes it a little too narrow.
    """
    centre = (share + z * z / (2 * number)) / (1 + z * z / number)
    spread = math.sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    half = z / (1 + z * z / number) * spread
    return max(0.0, centre - half), min(1.0, centre + half)
