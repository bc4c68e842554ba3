"""What a text says of points: how many are given, `送30积分`, and that they never end."""

import re
from collections.abc import Iterator
from typing import Final

from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.numerals import NUMBER, readings

_REACHED: Final = (
    r"from|over|above|under|below|least|most|up to|max|maximum|bis zu|reach|with|for|at|per|every|spend|next|"
    r"towards?|nächsten?|ab|über|mit|für|je|dès|avec|pour|od|za|yli"
)
_POINTS: Final = re.compile(
    rf"(?<![A-Za-z0-9.,])(?P<reached>(?:\b(?:{_REACHED}) )"
    rf"|(?:[满达到]|最高|最多|超过|不足|低于) ?|[每用花])?({NUMBER})"
    r"(?: (?:extra|bonus|more|welcome))? ?"
    r"(?:points?\b(?! of\b)|\w*punkte?\b|pkt\b|punktów\b|pistettä\b|个?积分)"
    r"(?! ?(?:[=≙]|(?:is |are )?worth\b|equals?\b|buys?\b|makes?\b|entsprechen\b|sind [^,;]*wert\b|valent\b"
    r"|可?[抵兑换]|可以[抵兑换]|等于|相当于))",
    re.IGNORECASE,
)
"""Not a number to be had, nor what points are worth: `from 500 points`, `100 points = 1 EUR`."""


def awards_in(text: str) -> Iterator[Claim]:
    """Give the points that a text says are given, each a claim."""
    for found in _POINTS.finditer(text):
        if not found["reached"]:
            yield Claim(Kind.POINTS, found[0].strip(), readings(found[2])[0])


_AS_LONG: Final = (
    r"(?!,? (?:as long as|while|if|unless|before|within|solange|wenn|tant que|si|jeśli|dopóki)\b)"
)
_LASTING: Final = re.compile(
    r"\bpoints?(?: \w+){0,2}? (?:never|do(?:n['’]t| not)|won['’]t|will (?:never|not))(?: ever)?"
    rf" (?:expire|lapse|run out)\b{_AS_LONG}"
    r"|\b(?:never[- ]|non-)expiring \w*points?\b|\bpoints? (?:with no|without) (?:expiry|expiration)\b"
    rf"|punkte(?: \w+){{0,2}}? verfallen (?:nie|niemals|nicht)\b{_AS_LONG}"
    r"|punkte(?: \w+){0,2}? unbegrenzt gültig\b"
    rf"|\bpoints(?: \w+){{0,2}}? n['’]expirent (?:jamais|pas)\b{_AS_LONG}"
    r"|\bpoints sans (?:date d['’])?expiration\b"
    rf"|\bpunkty(?: \w+){{0,2}}? (?:nigdy )?nie (?:wygas\w+|przepad\w+)\b{_AS_LONG}"
    r"|\bpuntos(?: \w+){0,2}? (?:nunca|no) (?:caducan|vencen|expiran)\b"
    r"|\bpunti(?: \w+){0,2}? non scadono\b|\bpisteet eivät (?:koskaan )?vanhene\b"
    r"|(?<![若如])积分(?:都|将|绝|也|均)?(?:永不|永远不会?|不会?)(?:过期|失效|到期|作废|清零)"
    r"|积分(?:永久|长期|终身)有效|永不过期的?积分|ポイントに?有効期限(?:は)?(?:なし|無し|がない|ありません)",
    re.IGNORECASE,
)


def lasting_in(text: str) -> Iterator[Claim]:
    """Give where a text says that points never end; while somebody does something is another matter."""
    yield from (Claim(Kind.LASTING, found[0]) for found in _LASTING.finditer(text))
