"""Words by which a shop says that nobody else is as cheap or as good as it is."""

from typing import Final

_NOBODY: Final = (
    r"(?:nobody|no ?one|no other \w+|none of (?:our|the) \w+|no (?:rival|competitor|shop|store)s?)"
)
_LESS: Final = r"(?:cheaper|for less|lower|less|better)"
UNBEATEN: Final = (
    rf"\b{_NOBODY}(?: else)?(?: can| could| will| ever| even)* (?:beats?|tops?|match(?:es)?|undercuts?"
    rf"|comes? close|(?:sells?|is|are|has|have|offers?|does|charges?|gives?)(?: \w+){{0,2}}? {_LESS})\b"
    r"|\b(?:can(?:no|['’])t|cannot|won['’]t|never) be (?:beaten|bettered|matched|undercut)\b"
    r"|\byou (?:can(?:no|['’])t|cannot|won['’]t) "
    r"(?:beat (?:us|our|these|this|the)|find (?:it |them |any )?(?:cheaper|better|for less))\b"
    r"|\bsecond to none\b|\bwithout (?:equal|rival)\b|\bunbeaten (?:prices?|value)\b|\bunmatched\b"
    r"|\b(?:niemand|keiner|kein anderer|kein mitbewerber)(?: \w+)? "
    r"(?:günstiger|billiger|besser|schlägt|unterbietet)\b"
    r"|\b(?:schlägt|unterbietet) (?:uns )?(?:niemand|keiner)\b|\bnicht zu (?:schlagen|toppen)\b"
    r"|\bkonkurrenzlos\w*|\bunübertroffen\w*"
    r"|\b(?:personne|nul)(?: \w+)? (?:fait|vend|n[’']est) (?:mieux|moins cher)\b"
    r"|\bsans (?:égal|rival|concurrence)\b"
    r"|\bdéfi\w+ toute concurrence\b"
    r"|\bnikt (?:nie )?(?:\w+ )?(?:taniej|lepiej)\b|\bnikt nas nie przebije\b"
    r"|\bbezkonkurencyjn\w+|\bnie do pobicia\b"
    r"|\bkukaan ei (?:\w+ )?(?:halvemmalla|voita|päihitä)\b|\b(?:voittama|lyömä)t(?:on|to\w+)\b"
    r"|(?:没有?人|谁也|谁都|无人|没有?谁)[^，。；]{0,4}(?:比我们|比得[过上了]|比不[过上了]|[能可][比敌及])"
    r"|无[可与]伦?[匹比][敌拟]?|打遍天下"
)
