"""The benchmark's programme written by hand: only the arithmetic, no steps, no checks, no reasons."""

PRICE_DEN, QUANTITY_DEN = 100, 1000
DISCOUNT = {"blue": 0, "silver": 2, "gold": 5}
EARN = {"blue": 4, "silver": 5, "gold": 6}
TAX = {"coffee": 7, "tea": 7, "gear": 19}
CARRIAGE = 320
CAP = 20_000


def decide_by_hand(
    tier: str,
    channel: str,
    delivery: str,
    earned: int,
    lines: list[tuple[str, int, int]],
    multipliers: list[tuple[str, int, int]],
    additions: list[tuple[int, int]],
) -> tuple[int, int, int]:
    """Give total, tax and points; prices in 1/100 cents, quantities in 1/1000, factors in quarters."""
    total = tax = points = 0
    scale = PRICE_DEN * QUANTITY_DEN
    discount, factor = DISCOUNT[tier], EARN[tier]
    for category, quantity, price in lines:
        listed = (price * quantity + scale // 2) // scale
        amount = listed - (listed * discount + 50) // 100
        rate = TAX[category]
        tax += (2 * amount * rate + 100 + rate) // (2 * (100 + rate))
        best = 4
        for wanted, least, times in multipliers:
            if category == wanted and amount >= least and times > best:
                best = times
        points += amount * factor * best
        total += amount
    if channel == "app":
        for least, added in additions:
            if total >= least:
                points += added * 1600
    points = min(points // 1600, max(CAP - earned, 0))
    if delivery == "home":
        total += CARRIAGE
    return total, tax, points
