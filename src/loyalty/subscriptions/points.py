"""Points that paid an invoice and come back with a credit note: as many as their worth is given back of."""

from loyalty.subscriptions.records import Payment


def come_back(paid: Payment, left: int, amount: int) -> tuple[int, int]:
    """Give how many points come back for ``amount`` of money in minor units, and the money they are worth.

    ``left`` are those of the points that paid an invoice which did not come back yet. The worth of
    the first n of p points that paid m is the whole part of m * n / p, so that all of them are
    worth what they paid, in however many parts they come back.
    """
    if paid.points <= 0 or left <= 0:
        return 0, 0

    def worth(points: int) -> int:
        return paid.points_money * points // paid.points

    before = paid.points - left
    # The most points whose worth, together with what came back before, is within the amount.
    most = (
        paid.points
        if paid.points_money == 0
        else ((worth(before) + amount + 1) * paid.points - 1) // paid.points_money
    )
    points = min(left, most - before)
    return points, worth(before + points) - worth(before)
