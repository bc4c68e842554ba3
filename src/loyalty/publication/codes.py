"""What each code of the catalogue means, for who meets it the first time: the public vocabulary."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.language.finding_codes import Explained

PUBLICATION: Final[Mapping[str, Explained]] = MappingProxyType(
    {
        code: Explained(title, explanation)
        for code, title, explanation in (
            (
                "AGE_PRICE_NOT_ALLOWED",
                "age behind an outcome",
                "Age never raises a price; a concession reads yes or no, a birthday treat day and month.",
            ),
            (
                "APP_ONLY_BENEFIT",
                "a benefit for apps only",
                "Every price benefit can be had without an app. Of points it is a warning. It can be waived.",
            ),
            (
                "CHANNEL_SURCHARGE",
                "a worse price by a channel",
                "Nobody pays more by phone or at the counter. It can be waived, not for the accessible way.",
            ),
            (
                "CANCEL_HARDER",
                "a way out that is harder",
                "A plan ends by every way it begins by, in no more steps.",
            ),
            (
                "CLAIM_UNSUPPORTED",
                "a text that praises without proof",
                "`save`, `free`, `best` and `worth` stand only where the part they name works that out.",
            ),
            (
                "CLAIM_WORD",
                "a text that claims to be fair",
                "No text says that something is compliant, fair or unbiased; say what was checked.",
            ),
            (
                "COMPARED_PRICE_TOO_HIGH",
                "a compared price above the lowest deal",
                "China compares with the lowest deal of the days before, else with the last one.",
            ),
            (
                "DPIA_MISSING",
                "no impact assessment",
                "A personal fact or a purchase behind a price names the assessment of what that does.",
            ),
            ("FEE_ADDED_LATE", "a fee that comes late", "Every charge is in the first price, or nowhere."),
            (
                "FEE_MISNAMED",
                "a fee under a false name",
                "Only what an authority receives may be called a tax or a charge of government.",
            ),
            (
                "FEE_NATURE_MISSING",
                "a fee that does not say what it is",
                "A fee says what it is for and who gets it; one of an authority names its law.",
            ),
            (
                "FORMULA_MISSING",
                "a price to come without its formula",
                "A warning: what use costs is said beforehand, how it is worked out and of what.",
            ),
            (
                "FROM_PRICE_UNATTAINABLE",
                "a lowest price that hardly anybody pays",
                "A price that is advertised as `from` is offered to everybody, and enough buyers pay it.",
            ),
            (
                "GENDERED_PRODUCT_PRICE",
                "the same thing at two prices",
                "A warning: what is the same but for whom it is marketed to costs the same, or says why not.",
            ),
            (
                "JURISDICTION_NOT_DECLARED",
                "no market",
                "A warning: which law binds a programme is declared; a quote for another market is refused.",
            ),
            (
                "LANGUAGE_MISSING",
                "a language that the market asks for",
                "Texts are given in it too, with the same numbers.",
            ),
            (
                "LINEAGE_UNKNOWN",
                "a fact of unknown origin",
                "A fact of a member that was made elsewhere says of what, or who answers for it.",
            ),
            (
                "LINES_DO_NOT_ADD",
                "lines that cost more than they come to",
                "Lines add up to their total, and no money is rounded up line by line.",
            ),
            (
                "LOYALTY_PENALTY",
                "loyalty that costs something",
                "No price rises with tenure, orders, spending, tier or points; a dated welcome is allowed.",
            ),
            (
                "NFI_MISSING",
                "something for data without a notice of it",
                "Who gives something for personal data says what they are worth, and how that is known.",
            ),
            (
                "NOTICE_WINDOW_MISSED",
                "a notice outside its window",
                "Each market's window before points lapse has a notice of its own.",
            ),
            (
                "NO_HUMAN_ROUTE",
                "nowhere to turn",
                "A warning: members are told where a person looks at a price again, and how soon.",
            ),
            (
                "NOT_DETERMINISTIC",
                "chance behind an outcome",
                "The same declared facts give the same result; there are no dice and no hidden experiments.",
            ),
            (
                "OPAQUE_SCORE",
                "a score behind an outcome",
                "A score of unknown making opens nothing; one that names its making only opens benefits.",
            ),
            (
                "FIELD_NOT_REGISTERED",
                "personal, and for no purpose",
                "A personal fact of a member says what it is for, by a purpose or a consent.",
            ),
            (
                "OVER_COLLECTION",
                "more than is needed",
                "Of a birthday day and month are kept, of an age a band; no document, place, card or trait.",
            ),
            (
                "PAN_DETECTED",
                "the number of a payment card",
                "Card numbers never come in, in a comment or a table of the rule files either.",
            ),
            (
                "PAYMENT_SURCHARGE",
                "a fee for how somebody pays",
                "Ordinary cards of consumers cost nothing extra; cards of companies may.",
            ),
            (
                "PERCENT_BASE_WRONG",
                "a percentage of another price",
                "A reduction is one, and its percentage is of the lowest price of the days before.",
            ),
            (
                "PERSONAL_DATA_RAISES_PRICE",
                "a price that rises by what is known",
                "What is known of a person only lowers a price; of a discount that is kept it is a warning.",
            ),
            (
                "PREMIUM_CAP",
                "a gift that is worth too much",
                "What is given with a purchase is capped by what was bought.",
            ),
            (
                "PRETICKED_OPTION",
                "an option that is chosen beforehand",
                "Nothing that costs money is chosen for the buyer; the default is one that is free.",
            ),
            (
                "PRICE_HISTORY_GAP",
                "a compared price without a history",
                "Nothing is struck through without a history of its own; a gap in it is no claim.",
            ),
            (
                "PRIOR_PRICE_WRONG",
                "a struck-through price that is not the earlier one",
                "It is the lowest of the days before, or one that was charged long enough, by market.",
            ),
            (
                "PURPOSE_MISMATCH",
                "a purpose that does not match",
                "What is read with a member's consent is read for what they agreed to.",
            ),
            (
                "PROTECTED_ATTRIBUTE_FLOW",
                "a protected trait behind an outcome",
                "No price, points or tier hang on one, under whatever name.",
            ),
            (
                "PROXY_INPUT_NOT_ALLOWED",
                "a proxy used for what it is not for",
                "An address is for carriage, tax and the shop; a language for texts; settings for display.",
            ),
            (
                "PURCHASED_VALUE_EXPIRY",
                "bought value that ends",
                "What a member paid for stays theirs: it does not end, and no fee eats it.",
            ),
            (
                "RESIDENCE_PRICE",
                "a price by nationality or residence",
                "A price hangs on where something is delivered, not on who somebody is.",
            ),
            (
                "RIGHTS_EXERCISE_FLOW",
                "a right that costs something",
                "Who complains, objects or asks for their data gets the same price, points and tier.",
            ),
            (
                "SEGMENT_TOO_SMALL",
                "a segment of a few",
                "What gives something gives it to twenty members or more; below fifty it is a warning.",
            ),
            (
                "SENSITIVE_INFERENCE",
                "goods that tell too much",
                "Purchases that tell of health, faith, sex life or pregnancy feed no segment and no tier.",
            ),
            (
                "TEXT_TOO_HARD",
                "a text that is hard to read",
                "At most 25 words a sentence, 45 characters a Chinese clause, all explained. Can be waived.",
            ),
            (
                "TIME_EXPIRY_FORBIDDEN",
                "points that end by time",
                "In some markets points end by inactivity only, and not too soon.",
            ),
            (
                "TIER_NOT_MONOTONE",
                "a tier that is worse than the one below",
                "A higher tier pays no more, earns no less and has every benefit of the lower one.",
            ),
            (
                "TOTAL_AFTER_PERSONAL_DATA",
                "a total that waits for who asks",
                "In some markets the total is told before anybody is asked who they are.",
            ),
            (
                "TOTAL_NOT_ALL_IN",
                "a price that leaves something out",
                "What each choice costs at least is in it; what else it may leave out differs by market.",
            ),
            (
                "TRIAL_TERMS_MISSING",
                "a trial without its price",
                "What follows a trial is part of the first offer.",
            ),
            (
                "UNDISCLOSED_DIFFERENT_PRICE",
                "a reason nobody was told",
                "Where prices differ by personal facts, the condition is published before it counts.",
            ),
            (
                "UNIT_PRICE_MISSING",
                "a price for a unit of measure that is missing",
                "It is due for an article: no order, and nobody who buys, is without it.",
            ),
            (
                "UPCOMING_RULE_FAILS",
                "a law that is coming",
                "A warning: it holds today and will not from the day that is named.",
            ),
            (
                "WTP_SIGNAL",
                "what somebody would be willing to pay",
                "Devices, browsers, ways to pay and incomes never reach a price.",
            ),
        )
    }
)
"""Every code that publication finds, with its title and explanation."""
