"""``loyalty``: the commands, and how a mistake becomes a sentence instead of a traceback."""

import sys
from collections import UserDict
from collections.abc import Callable
from importlib import import_module
from json import JSONDecodeError
from typing import Any, NamedTuple

import click

from loyalty.cli.options import CHINESE, PASTE, SAID, WORDS, in_readers_language, language_asked
from loyalty.kernel.card_door import refuse_in_texts
from loyalty.kernel.refusal import Refusal


class Entry(NamedTuple):
    """Where a command lives, and what the list of commands says of it."""

    module: str
    name: str
    about: str


PARTS = {
    "A first look": {
        "demo": Entry("demonstration.demo", "demo", "See it work: prices, points, explanations, ledger."),
        "serve": Entry("serve", "serve", "Serve the API and its documentation."),
    },
    "Rules": {
        "rules": Entry("editing.rules", "rules", "Begin a programme, or read one as plain sentences."),
        "check": Entry("check", "check", "Find mistakes in a folder of rule files."),
        "prove": Entry("prove", "prove", "Decide every constraint of a folder of rule files."),
        "quote": Entry("quote", "quote", "Price a basket by a folder of rule files."),
        "rate": Entry("rating.rate", "rate", "Price a quantity by a plan, or by terms in a file."),
        "rate-batch": Entry("rating.batch", "rate_batch", "Price a file of usage events in one go."),
        "compare-plans": Entry("rating.compare", "compare_plans", "Price the same use on every plan."),
        "compare": Entry("versions.compare", "compare", "Say what changes from one version to another."),
        "backtest": Entry("versions.backtest", "backtest", "Say who wins and who loses, on real sales."),
        "replay": Entry("replay", "replay", "Book a history of sales and close with a table."),
    },
    "Versions that bind": {
        "plan": Entry("lifecycle.planning", "plan", "Plan to adopt a folder of rule files."),
        "approve": Entry("lifecycle.answering", "approve", "Approve a plan of adoption of somebody else."),
        "reject": Entry("lifecycle.answering", "reject", "Reject a plan of adoption."),
        "adopt": Entry("lifecycle.adopting", "adopt", "Make an approved plan, or first rules, bind."),
        "freeze": Entry("lifecycle.freezing", "freeze", "Let a programme promise and book nothing new."),
        "thaw": Entry("lifecycle.freezing", "thaw", "End the freeze of a programme."),
        "audit": Entry("lifecycle.auditing", "audit", "List who did what to rules, keys and rights."),
        "programme": Entry("books.programme", "programme", "List adopted versions, print their files."),
    },
    "Reasons and evidence": {
        "explain": Entry("explain", "explain", "Say why: every number with its reasons."),
        "desk": Entry("desk.desk", "desk", "Find what was told, follow its numbers, sign off."),
        "verify": Entry("sealing.verify", "verify", "Say whether a document is as it was sealed."),
        "verifier": Entry("sealing.verify", "verifier", "Write the web page that verifies without a server."),
        "seal": Entry("sealing.seal", "seal", "Look after the keys that seal and the days that are closed."),
        "constraints": Entry("law.constraints", "constraints", "List what law and good practice ask."),
        "profiles": Entry("law.constraints", "profiles_", "List markets, and what the law of each sets."),
    },
    "Members": {
        "member": Entry("members.member", "member", "Enrol, show and merge members."),
        "identity": Entry("members.identity", "identity", "Say by what a member is known, and find who is."),
        "balances": Entry("members.points", "balances", "Say what a member has."),
        "statement": Entry("books.statement", "statement", "Print what became of a member's points."),
        "forecast": Entry("books.statement", "forecast", "Say what becomes of a member's points by a day."),
        "standing": Entry("members.standing", "standing", "Say which tier a member held on a day, and why."),
        "progress": Entry("members.progress", "progress", "Say how far a member's cards and streaks are."),
        "tier": Entry("members.tier", "tier", "Give a member a tier, list and end what was given."),
        "tiers-ending": Entry("members.standing", "tiers_ending", "List who will lose a tier soon."),
        "referral": Entry(
            "members.referral", "referral", "Give members codes to share, and say who came by them."
        ),
        "household": Entry("members.household", "household", "Let members share what they have."),
        "segments": Entry(
            "members.segments", "segments", "Count members in segments, list what they look at."
        ),
        "rfm": Entry(
            "members.segments", "rfm", "Put the buyers of a file in groups by recency and frequency."
        ),
    },
    "Sales and points": {
        "order": Entry("orders.order", "order", "Book an order, take back, cancel, exchange, lower prices."),
        "prices": Entry("pricing.prices", "prices", "Keep what articles cost, and check reductions by it."),
        "event": Entry("members.event", "event", "Tell that a member did something that earns."),
        "claim": Entry("members.claim", "claim", "Give a sale to the member who shows its receipt."),
        "rewards": Entry("members.rewards", "rewards", "List what a member may have for points."),
        "redeem": Entry("members.points", "redeem", "Spend points on a reward."),
        "roll-back": Entry("members.points", "roll_back", "Undo a redemption."),
        "give": Entry("members.points", "give", "Give points to another member."),
        "convert": Entry("members.points", "convert", "Turn points into those of another wallet."),
        "take-back": Entry(
            "members.points", "take_back", "Take back points awarded by error or proven fraud."
        ),
        "hold": Entry("members.points", "hold", "Set points aside, take them, give them back."),
        "expiring": Entry("books.statement", "expiring", "List whose points end soon."),
        "voucher": Entry("selling.voucher", "voucher", "Issue, check and list vouchers."),
        "gift-card": Entry("selling.gift_card", "gift_card", "Issue, show, load and refund gift cards."),
        "stored-value": Entry("selling.value", "stored_value", "Load and show what a member has paid in."),
        "till": Entry(
            "selling.till", "till", "Let tills price without the network, and book what they sold."
        ),
    },
    "Plans and bills": {
        "plans": Entry("billing.plans", "plans", "List what there is to subscribe to."),
        "subscription": Entry(
            "billing.subscription", "subscription", "Start, change, end, bill a subscription."
        ),
        "usage": Entry("usage", "usage", "Take in a file of readings, each row accounted for."),
        "estimate": Entry("rating.recorded", "estimate", "Price what a member used, on one plan."),
        "compare-use": Entry("rating.recorded", "compare_use", "Price what a member used, on every plan."),
        "bill": Entry("billing.bill", "bill", "Book what is due of subscriptions."),
        "invoice": Entry("billing.invoice", "invoice", "Print an invoice or a credit note."),
        "void-invoice": Entry("billing.invoice", "void", "Cancel an invoice by a credit note."),
        "credit": Entry("billing.credit", "credit", "Give a member prepaid credit, list it, end it."),
        "alerts": Entry("billing.answers", "alerts", "Tell of spending alerts that are reached."),
        "value": Entry("billing.answers", "value", "Say what a membership was worth."),
    },
    "Data of members": {
        "privacy": Entry("privacy.privacy", "privacy", "Notices, and what members choose about their data."),
        "consent": Entry("privacy.consent", "consent", "What members agree to, and withdraw."),
        "contact": Entry("privacy.contact", "contact", "Where a member is reached, sealed."),
        "marketing": Entry("privacy.handing", "marketing", "Send members marketing that they agreed to."),
        "hand-over": Entry("privacy.handing", "handing", "Hand data over; say who got what of members."),
        "notices": Entry("operations.notices", "notices", "List what members are to be told."),
        "case": Entry("cases.case", "case", "Let a person look again; handle complaints and repairs."),
        "register": Entry("privacy.register", "register", "List what is kept of members, and why."),
        "retention": Entry("privacy.retention", "retention", "List the oldest rows beside their limits."),
        "breach": Entry("privacy.breach", "breach", "Keep the register of breaches, its clocks and texts."),
        "drill": Entry("cases.drill", "drill", "Write the texts of a crisis; keep that they were tried."),
    },
    "Operation": {
        "config": Entry("operations.config", "config", "Check what the environment sets."),
        "db": Entry("database", "db", "Create, upgrade, copy, save and restore the database."),
        "doctor": Entry(
            "operations.doctor", "doctor", "Say what is wrong with an installation, and what to do."
        ),
        "keys": Entry("keys", "keys", "Make, list and revoke API keys."),
        "jobs": Entry("operations.jobs", "jobs", "Do what falls due by time alone, and list it."),
        "webhooks": Entry("operations.webhooks", "webhooks", "Tell your own systems what happens."),
        "ledger": Entry("books.ledger", "ledger", "Look after the ledger."),
        "report": Entry(
            "operations.report", "report", "Report over a programme: liability, dormant, service."
        ),
        "import": Entry("tables.importing", "import_", "Take in members, balances, histories from CSV."),
        "export": Entry("tables.exporting", "export", "Write members, balances, histories as CSV."),
    },
}
"""The commands as help lists them: in the order of a first visit, under what they are for."""
COMMANDS = {name: entry for part in PARTS.values() for name, entry in part.items()}


class Late(UserDict[str, click.Command]):
    """The commands by name; each is imported when it is asked for, so that ``--help`` is quick."""

    def __getitem__(self, name: str) -> click.Command:
        """Give a command. Raises KeyError where there is none of this name."""
        if name not in self.data:
            entry = COMMANDS[name]
            self.data[name] = getattr(import_module(f"loyalty.cli.{entry.module}"), entry.name)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        """Give whether there is such a command, without importing it."""
        return name in COMMANDS

    def __iter__(self) -> Any:  # noqa: ANN401  as UserDict declares it
        """Give the names in the order in which help lists them."""
        return iter(COMMANDS)

    def __len__(self) -> int:
        """Give how many commands there are."""
        return len(COMMANDS)


class Commands(click.Group):
    """The group of all commands. A mistake of the caller ends in a sentence on stderr and exit code 1."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Give the names in the order of a first visit, not of the alphabet."""
        return list(COMMANDS)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists of commands without importing any."""
        widest = max(map(len, COMMANDS))
        for part, entries in PARTS.items():
            with formatter.section(part):
                formatter.write_dl([(name.ljust(widest), entry.about) for name, entry in entries.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read which command is named, and keep every word of it for `invoke` to look at."""
        ctx.meta[WORDS] = tuple(args)
        ctx.meta[SAID] = _in_chinese if language_asked(args) == CHINESE else str
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named, where no word of it holds the number of a card or of a person."""
        try:
            refuse_in_texts({f"argument {place}": word for place, word in enumerate(ctx.meta[WORDS], 1)})
            return super().invoke(ctx)
        except click.UsageError as misuse:
            if language_asked(ctx.meta[WORDS]) != CHINESE:
                raise
            from loyalty.cli.checking.misuse import misuse_in_chinese  # noqa: PLC0415  heavy, and rare

            click.echo(misuse_in_chinese(misuse), err=True)
            sys.exit(misuse.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:
            sentence = sentence_of(fault, in_readers_language)
            if sentence is None:
                raise
            click.echo(sentence, err=True)
            sys.exit(1)


@click.group(cls=Commands, commands=Late(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="loyalty-engine", prog_name="loyalty")
def main() -> None:
    """Loyalty programmes and tiered prices from rule files, every number with its reasons.

    \b
    Exit codes: 0 fine, 1 findings or refused, 2 wrong use, 3 undecided, 4 changes to adopt.

    \b
    Begin with:
      loyalty demo
      loyalty check rules/corner-coffee
    """


def _in_chinese(text: str) -> str:
    from loyalty.cli.checking.misuse import told_in_chinese  # noqa: PLC0415  heavy, and for Chinese only

    return told_in_chinese(text)


def sentence_of(fault: Exception, said: Callable[[str], str] = str) -> str | None:
    """Give the sentence for a mistake of the caller or the surroundings, None for a fault of ours.

    ``said`` gives our own words in the reader's language.
    """
    match fault:
        case Refusal():
            return _refused(fault, said)
        case JSONDecodeError():
            return said(f"This is not JSON: line {fault.lineno}, column {fault.colno}.")
        case OSError(filename=str() as name, strerror=str() as why):
            return said(f"{name}: {why}.")
        case UnicodeDecodeError():
            return said(f"The file is not UTF-8: byte {fault.start + 1}.")
    trouble = _of_the_database(fault)
    return None if trouble is None else said(trouble)


def _refused(refusal: Refusal, said: Callable[[str], str]) -> str:
    # Each misfit and witness has lines of its own; the classes are not imported, so that commands stay quick.
    title = said(f"{refusal.title}:")
    misfits = getattr(refusal, "misfits", ())
    if misfits:
        rows = [f"  {m.pointer or '/'}: {m.message}{f'; {m.hint}' if m.hint else ''}" for m in misfits]
        return "\n".join([title, *map(said, rows)])
    broken = [each for each in getattr(refusal, "verdicts", ()) if each.witness]
    if broken:
        shown = [f"{said(PASTE)}\n\n{each.witness}\n" for each in broken]
        return "\n".join([title, said(refusal.detail), "", *shown])
    detail, hint = refusal.detail, refusal.facts.get("hint")
    if detail == refusal.title:
        return said(_ended(f"{detail}; {hint}" if hint else detail))
    says_it = " no such " in refusal.title and detail.startswith(("The ", "There ", "No "))
    return said(_ended(detail if says_it else f"{refusal.title}: {detail}"))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def _of_the_database(fault: Exception) -> str | None:
    """Ask the plumbing, which alone knows what databases raise."""
    from loyalty.bootstrap import database_trouble  # noqa: PLC0415  heavy, and needed in trouble only

    return database_trouble(fault)
