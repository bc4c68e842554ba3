"""Every code a finding can have: a title, and an explanation for who meets it the first time.

Codes are stable: a code never changes its meaning, and a code that is given up is not used
again. The hundreds: 1 files, 2 values, 3 expressions, 4 sense, 5 tables, 6 calculation,
7 examples, 8 rules that never count. `docs/findings.md` is made from this list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Explained:
    """A code's title and what to know about it."""

    title: str
    explanation: str


_FILES = {
    "E101": (
        "not YAML",
        "The text breaks a rule of YAML itself, often a bracket or quotation mark left open.",
    ),
    "E102": (
        "an anchor or alias",
        "`&name` and `*name` let one place change another unseen, so values are written where they hold.",
    ),
    "E103": ("a tag", "`!tag` asks YAML to choose a type. Types come from the key alone."),
    "E104": (
        "a key written twice",
        "Most YAML readers keep the last of two equal keys silently; here neither counts.",
    ),
    "E105": ("a tab", "Tabs look like a different number of spaces to everybody. Write spaces."),
    "E106": ("a second document", "`---` begins another document in the file. Each file is one document."),
    "E107": ("a file longer than 1 MiB", "Split it: a list may live in several files of a sub-folder."),
    "E108": ("deeper than 32 levels", "No rule needs such nesting."),
    "E109": ("not UTF-8", "Rule files are plain texts in UTF-8."),
    "E110": ("an empty file", "A file that says nothing is probably not what was meant."),
    "E111": ("a key that is not a text", "A list or map stands where the name of a key is needed."),
    "E112": (
        "a top-level key in two files",
        "Each top-level key lives in one file, so that there is one place to look.",
    ),
    "E113": ("the folder", "There is no such folder, or something in it is neither a rule file nor a table."),
}

_VALUES = {
    "E201": (
        "an unknown key",
        "Unknown keys are never ignored: a misspelt key would silently change what is charged.",
    ),
    "E202": ("a missing key", "The engine has no silent defaults for what changes an amount."),
    "E203": ("a list, map or value in the wrong place", "The key needs another form of value."),
    "E204": ("an unknown choice", "Only the listed words may stand here."),
    "E205": (
        "not a number",
        "Decimals of at most 18 digits, without exponent or `_`. Percentages end in `%`, factors in `x`.",
    ),
    "E206": (
        "a number out of range",
        "Negative, more than 100 %, zero where something is divided, or finer than money.",
    ),
    "E207": ("not a date or time", "Dates are year-month-day; instants have an offset from UTC."),
    "E208": ("not a length of time", "A whole number and a unit: `14 days`, `24 months`."),
    "E209": ("two keys that exclude one another", "Only one of them can say what is meant."),
    "E210": ("a key that needs another", "The key says half of something."),
    "E211": (
        "a text missing in a language",
        "Whatever people read is given in every language of the programme.",
    ),
    "E212": ("not a name", "Names are made of letters, digits, `-`, `_` and `.`, at most 60 of them."),
    "E213": ("an unknown currency", "Currencies are codes of ISO 4217 that have minor units."),
    "E214": ("an unknown time zone", "Zones are names of the IANA database, such as `Europe/Berlin`."),
    "E215": ("dated values", "Values by the first day each is in force, earliest first."),
    "E216": (
        "until before from",
        "Both days are inside the time, so `until` may be the same day but not an earlier one.",
    ),
    "E217": ("nothing where something is needed", "An empty value, text or list."),
    "E218": (
        "a point before three digits",
        "A warning: `1.000` is one here, and a thousand in many countries.",
    ),
}

_EXPRESSIONS = {
    "E301": (
        "not an expression",
        "Facts, numbers, quoted texts, `and`, `or`, `not`, `in`, comparisons, `+ - *`, `if … then … else`.",
    ),
    "E302": (
        "too long or too deep",
        "An expression stays small enough to be read and proved. Split the rule.",
    ),
    "E303": (
        "an unknown fact",
        "A rule may look only at what `facts` declares and at the few facts that always exist.",
    ),
    "E304": (
        "kinds that do not go together",
        "Money and points cannot be added, money cannot be multiplied by money, a text has no order.",
    ),
    "E305": (
        "a text a fact can never be",
        "The fact's choices are a closed list, so the comparison would never hold.",
    ),
    "E306": (
        "a line's fact asked of an order",
        "An order has many lines. Ask a fact of the order, or make the rule one of lines.",
    ),
    "E308": ("a literal without use", "There are facts of days, none of times of day or lengths of time."),
}

_SENSE = {
    "E401": ("a name used twice", "Explanations and findings call things by name."),
    "E402": (
        "a ladder that does not climb",
        "The first tier begins at 0, each further one above the one before.",
    ),
    "E403": ("a reserved name", "The engine's own steps have this name in explanations."),
    "E404": (
        "bands with a gap or overlap",
        "Each band begins where the one before ends; the upper bound is inside.",
    ),
    "E405": ("bands without an open end", "The last band, and no other, is written with `above`."),
    "E406": (
        "nobody says what no usage costs",
        "Peers disagree whether nothing used pays the first band's flat amount, so the file decides.",
    ),
    "E407": (
        "more that costs less",
        "All units at the reached band's price, or a price below zero: one more can cost less. Or waive it.",
    ),
    "E408": ("an unknown constraint", "Constraints are a closed list, each with a proof or test behind it."),
    "E409": (
        "a border inside a block",
        "A band ends with a whole block, or the units at its border would be charged in two begun blocks.",
    ),
    "E410": (
        "a waiver without effect",
        "It waives a constraint the programme does not state, or where nothing is, or has ended already.",
    ),
    "E411": (
        "a fact without its label",
        "How sensitive a fact of a member is decides which rules may read it.",
    ),
    "E412": ("a declaration that contradicts itself", "The keys of a fact or discount do not fit its type."),
    "E413": ("a fact of nobody", "Facts belong to a member, an order or a line, and their names say so."),
    "E414": ("a cap", "Caps are per order, or per member and one time: day, week, month, year or ever."),
    "E415": (
        "stages and rules that do not fit",
        "A rule whose stage `combine` leaves out would never count.",
    ),
    "E416": (
        "an example that cannot be decided",
        "It gives what cannot be given, or lies outside the programme.",
    ),
    "E417": ("a rule that is never in force", "Its days lie outside the days of the programme."),
    "E418": ("a value that is missing at first", "The programme begins before the value's first day."),
    "E419": ("a fact that always exists", "The engine states it; a declaration could only contradict."),
    "E420": ("a fee charged once in a basket", "`once` means once in the life of a plan."),
    "E421": (
        "days beyond the programme",
        "A warning: the rule or value goes on after the programme has ended.",
    ),
    "E422": (
        "nothing said of the unknown",
        "There are no nulls: a number or a tax key of a member that nobody need state has a `default`.",
    ),
    "E423": (
        "a factor of a tier that nothing reads",
        "A warning: points are multiplied by a tier's `earn` only where `combine` has the stage `tier`.",
    ),
    "E424": (
        "a price that changes",
        "Prices are dated; whether subscriptions keep the values of the day they began is the file's choice.",
    ),
    "E425": ("seats", "Seats have one price, and what they cost in a stretch of time is rounded once."),
    "E426": ("a coupon that fits nothing", "A coupon names plans and meters that there are, together."),
    "E427": (
        "percentages that meet",
        "The best may count, they may add up, or follow one another: each is the habit of some.",
    ),
    "E428": ("an incomplete order", "Where a plan states the order of its adjustments, it states all of it."),
    "E429": (
        "an order nobody stated",
        "A warning: several adjustments meet, and the usual order of them is not the only one there is.",
    ),
    "E430": ("words of a meter that do not fit", "Each aggregate has words that mean nothing to it."),
    "E431": (
        "a meter without rounding",
        "Shares of a period and converted units may have no end in decimals, so the file says how to round.",
    ),
    "E432": (
        "an unknown meter",
        "Where a programme declares meters, every charge names one of them; else events are just added up.",
    ),
    "E433": (
        "an allowance of nothing",
        "An allowance is of a meter that the plan charges for, so that it is known what more of it costs.",
    ),
    "E440": (
        "an interval the calendar does not have",
        "Calendar periods begin and end with weeks, months or years, so that no days are left over.",
    ),
    "E441": (
        "calendar periods without proration",
        "A subscription begins on any day, so its first calendar period is a share of a whole one.",
    ),
    "E450": (
        "commitments that contradict",
        "The least is at most the most, and compares what is known then.",
    ),
    "E451": ("a cell that no event reaches", "Of the cells of a matrix the first that fits counts."),
    "E452": (
        "an unknown dimension",
        "The cells of a matrix are told apart by its `dimensions` and by nothing else.",
    ),
    "E453": (
        "a word that has no place here",
        "The cells of a matrix are parts of one charge, which is rounded once; they and seats have no times.",
    ),
    "E454": (
        "a meter that does not fit",
        "A charge of single events takes each event's own quantity, so its meter is a plain sum.",
    ),
    "E460": (
        "taxes that do not go together",
        "Whether tax is rounded for each charge or once, and what each charge is taxed as, is said.",
    ),
    "E461": (
        "a word with nothing to work on",
        "Points pay where `redeem` says what they are worth; shares are of the periods of a plan.",
    ),
    "E462": (
        "exchange rates that cannot be read",
        "A table of `currency`, `from`, `rate` and `source`; one rate of a currency begins on a day.",
    ),
    "E470": ("an unknown wallet", "Points go to `points` or to a wallet that is declared."),
    "E471": (
        "words of a wallet that do not fit",
        "What is spent, owed and ends in the wallet `points` is said once, and status points are not spent.",
    ),
    "E472": (
        "an end of points that fits nothing",
        "Lengths are of tiers that there are, and no points end before they are earned or can be spent.",
    ),
    "E473": (
        "a reward that nobody can have",
        "Whole points of a wallet that is spent; tiers that there are; a voucher of limited unique codes.",
    ),
    "E474": (
        "steps of an amount",
        "What is added for each whole step says how large a step is and what makes steps.",
    ),
    "E475": (
        "an anniversary",
        "It is of a `day_month` fact of the member or of `history.enrolled`, an event's on the day alone.",
    ),
    "E476": ("points of an event", "An event earns whole points, above 0, in the step of points."),
    "E477": (
        "a budget",
        "A budget has points for rules that earn, or money or times for discounts; each names one declared.",
    ),
    "E478": (
        "a card or streak",
        "A card is filled by a whole number of what counts, a streak is of two times or more.",
    ),
    "E479": (
        "words of returns that do not fit",
        "Points wait for a return window that there is, and come back after their end only where they end.",
    ),
    "E480": (
        "a lane",
        "With lanes, each discount or multiplier is in one of them, so that their order is stated.",
    ),
    "E481": ("steps that do not climb", "Each step of quantity begins above the one before."),
    "E482": (
        "words of buy and get that do not fit",
        "Peers disagree which units are got, so the file says it wherever it makes a difference.",
    ),
    "E483": ("an unknown fee", "Only a fee of the basket can be spared."),
    "E484": ("a voucher without its code", "A public code stands in the file, unique ones are issued."),
    "E485": (
        "a conversion that cannot be",
        "Whole points of a wallet that is spent become whole points of another one.",
    ),
    "E486": (
        "a household that cannot be",
        "Two members or more share wallets whose points are spent.",
    ),
    "E487": (
        "a voucher no order can give",
        "An order gives codes of a voucher of unique codes, each of which counts a stated number of times.",
    ),
    "E488": (
        "a compensation that is not the same for all",
        "The same case gives the same: one row for each topic and cause, in whole points.",
    ),
    "E490": ("an unknown measure", "A gate of a tier asks for what the ladder measures, by its name."),
    "E491": ("a segment of too few", "A segment is a group; what is about one member is not one."),
    "E492": (
        "what is not known of a member",
        "Who belongs to a segment is decided before an order, by what is known of the member then.",
    ),
    "E493": (
        "a sensitive fact in a segment",
        "A sensitive fact is used only for what it was given for, in a segment too.",
    ),
    "E494": ("an unknown benefit", "What tiers give is declared once, with its names."),
    "E495": (
        "a value that is none of a benefit",
        "A tier states of a benefit what its declaration says: a truth, or a number.",
    ),
    "E496": (
        "an unknown market",
        "Markets are those whose rules the engine knows; one that is not known would bind to nothing.",
    ),
    "E498": (
        "a consent that cannot be asked for",
        "A consent stands beside what a member tells of themselves and is personal.",
    ),
}

_TABLES = {
    "E501": ("a missing table", "Tables are CSV files beside the rule files."),
    "E502": (
        "columns that do not fit",
        "The header names the facts of `by` and what is needed, `rate`, `points` or `factor`; or days.",
    ),
    "E503": (
        "a cell that cannot be read",
        "A cell is empty (any), a value, `a|b`, a range `10..99` of numbers, or a day.",
    ),
    "E504": (
        "two rows for one case",
        "Exactly one row may apply; where a table earns, `hit` may say otherwise.",
    ),
    "E505": (
        "not a value of the table",
        "A rate is a percentage from 0 % to 100 %, a factor is written `1.5x`, points are a number.",
    ),
    "E506": ("no row for a case", "A warning: such an order is refused, never taxed by guess."),
    "E507": ("an unused table", "A warning: no rule reads it."),
    "E508": (
        "a tangled table",
        "Rows that leave a column open cross so many others that the cases cannot be looked through.",
    ),
}

_CALCULATION = {
    "E601": (
        "a value that is not known yet",
        "Stages follow one another; a rule reads only what earlier stages made.",
    ),
    "E602": ("two dated sides of one rate", "The base rate can change by date on one side only."),
    "E603": (
        "tiers without their fact",
        "Rules read a tier as `member.tier`, so it is declared like others.",
    ),
    "E604": (
        "numbers too fine to work out",
        "Factors and rates that follow one another make fractions that nobody could check.",
    ),
    "E701": ("an example does not hold", "The worked example comes to another figure than it expects."),
}

_REACH = {
    "E801": (
        "a rule that never applies",
        "A warning: its conditions exclude one another, or it lies outside the programme's days.",
    ),
    "E802": ("a rule that never counts", "A warning: wherever it applies, another rule counts instead."),
    "E803": (
        "a row that never counts",
        "A warning: other rows apply to all of its cases, or no case is in its ranges.",
    ),
    "E804": ("a band nobody reaches", "A warning: it begins where the limits of the programme end."),
    "E805": (
        "rules that meet",
        "A warning: both may apply at once, and nothing in the files says which of them is meant.",
    ),
}

CODES: Final[Mapping[str, Explained]] = MappingProxyType(
    {
        code: Explained(*said)
        for part in (_FILES, _VALUES, _EXPRESSIONS, _SENSE, _TABLES, _CALCULATION, _REACH)
        for code, said in part.items()
    }
)
"""Every code with its title and explanation."""
